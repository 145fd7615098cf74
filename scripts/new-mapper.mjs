/**
 * Makes the files of a new mapper and registers it: `npm run new-mapper -- some-area`.
 * The area must be in the closed list (src/catalogue/areas.ts and the schemas) already.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const area = process.argv[2] ?? '';
const areas = readFileSync('src/catalogue/areas.ts', 'utf8');
const name = `${area.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}Mapper`;
const mapperPath = `src/mappers/${area}.ts`;
const testPath = `src/mappers/${area}.test.ts`;
const registryPath = 'src/mappers/index.ts';

function stop(message) {
  console.error(message);
  process.exit(2);
}

if (!/^[a-z]+(?:-[a-z]+)*$/.test(area)) stop('Usage: npm run new-mapper -- <area>, e.g. sensor-proxy');
if (!areas.includes(`'${area}'`))
  stop(`${area} is no area yet: see "A mapper in ten minutes" in CONTRIBUTING.md, step 1.`);
for (const path of [mapperPath, testPath]) if (existsSync(path)) stop(`${path} exists already.`);

writeFileSync(
  mapperPath,
  `import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { noEquivalentItem } from './items.js';
import type { Mapper, MapperContext } from './mapper.js';

/** What becomes of ${area}: say here where the facts come from. */
export const ${name}: Mapper = { area: '${area}', map };

function map(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const own = leaves.ofArea('${area}');
  if (own.length === 0) return [];
  return [
    noEquivalentItem({
      id: itemId('${area}', 'all'),
      area: '${area}',
      title: 'One line for people',
      reason: 'no-known-target',
      leaves: own,
      value: null,
      closest: null,
    }),
  ];
}
`,
);
writeFileSync(
  testPath,
  `import { expect, test } from 'vitest';
import { centerWith, snapshotOf } from '../../test/support/snapshots.js';
import { ${name} } from './${area}.js';

test('a Center without ${area} gives no item', async () => {
  const { snapshot, context } = await snapshotOf(centerWith());
  expect(${name}.map(snapshot, context)).toEqual([]);
});
`,
);
const registry = readFileSync(registryPath, 'utf8');
writeFileSync(
  registryPath,
  registry
    .replace(/^(import [\s\S]*?from '\.\/mapper\.js';\n)/m, `$1import { ${name} } from './${area}.js';\n`)
    .replace(/\n\];/, `\n  ${name},\n];`),
);
console.log(`Wrote ${mapperPath} and ${testPath}, and registered ${name} in ${registryPath}.
Now: give the area its settings (src/catalogue/settings.json), describe it in README.md, then
  npm run format && npm test`);
