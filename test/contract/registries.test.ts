import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import planSchema from '../../schemas/migration-plan.schema.json' with { type: 'json' };
import { areas } from '../../src/catalogue/areas.js';
import { commandNames } from '../../src/cli/command-line.js';
import { mappers } from '../../src/mappers/index.js';
import { otherFormats, readers } from '../../src/readers/index.js';
import { worksheetFormats } from '../../src/writers/index.js';

const readme = readFileSync('README.md', 'utf8');

test('every area has one mapper, one test beside it, and a line in the README', () => {
  expect(mappers.map(({ area }) => area)).toEqual([...areas]);
  for (const area of areas) {
    expect(existsSync(`src/mappers/${area}.ts`), area).toBe(true);
    expect(existsSync(`src/mappers/${area}.test.ts`), area).toBe(true);
    expect(readme, area).toContain(`\`${area}\``);
  }
});

test('the areas of the catalogue are those of the schema', () => {
  expect(planSchema.$defs.area.enum).toEqual([...areas]);
});

test('every mapper file that exists is registered', () => {
  const exporting = readdirSync('src/mappers')
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => /^export const \w+Mapper: Mapper\b/m.test(readFileSync(`src/mappers/${name}`, 'utf8')));
  expect(exporting.sort()).toEqual(areas.map((area) => `${area}.ts`).sort());
});

test('every reader and every writer is tested and described', () => {
  for (const { format } of readers) {
    const tests = ['', `${format}/`, `${format}s/`].flatMap((folder) =>
      [format, `${format}s`].map((name) => `src/readers/${folder}${name}.test.ts`),
    );
    expect(tests.some(existsSync), format).toBe(true);
    expect(readme, format).toContain(`\`${format}\``);
  }
  for (const format of otherFormats) expect(readme, format).toContain(`\`${format}\``);
  for (const format of worksheetFormats)
    expect(readme, format).toContain(filesOf[format] ?? `worksheet.${format}`);
});

/** Formats whose files have names of their own. */
const filesOf: Readonly<Record<string, string>> = { ps1: 'scripts/', runbook: 'runbook.md' };

test('every command has a module and a section in the README', () => {
  for (const name of commandNames) {
    expect(existsSync(`src/cli/commands/${name}.ts`), name).toBe(true);
    expect(readme, name).toContain(`ata2mdi ${name}`);
  }
});
