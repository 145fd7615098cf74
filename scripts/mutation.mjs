/**
 * `npm run mutation`: changes the code of mappers, plan and redaction in small ways, and prints how many of the changes
 * the tests beside that code notice. Reports of each part, with the survivors line by line: out/mutation/<part>.html.
 *
 * `npm run mutation -- plan` runs one part. Texts are not changed: words are read by people, in the golden files.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * `whole`: all tests of the part are run for each change, and modules are loaded anew, because what they compare is made
 * before the first of them. Otherwise only those are run that reach the changed line.
 */
const parts = {
  mappers: { mutate: ['src/mappers/**/*.ts'], tests: ['src/mappers/**/*.test.ts'] },
  plan: {
    mutate: ['src/plan/**/*.ts', '!src/plan/{consolidate,merge,limits}.ts'],
    tests: ['src/plan/**/*.test.ts'],
  },
  centers: {
    mutate: ['src/plan/consolidate.ts', 'src/plan/merge.ts', 'src/plan/limits.ts', 'src/same-entity.ts'],
    tests: ['src/plan/{consolidate,merge,limits}.test.ts', 'src/same-entity.test.ts'],
    whole: true,
  },
  redaction: {
    mutate: ['redact', 'redact-again', 'scrub', 'secret-names'].map((name) => `src/snapshot/${name}.ts`),
    tests: ['src/snapshot/**/*.test.ts', 'test/properties/redaction.property.test.ts'],
  },
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`No part is called ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const rows = [];
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const mutate = [...part.mutate, '!src/**/*.test.ts'].join(',');
  const run = spawnSync('npx', ['stryker', 'run', '--mutate', mutate], {
    stdio: 'inherit',
    env: {
      ...process.env,
      MUTATION_PART: name,
      MUTATION_TESTS: part.tests.join(';'),
      MUTATION_WHOLE: part.whole === true ? '1' : '',
    },
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
  rows.push({ part: name, ...countsOf(`out/mutation/${name}.json`) });
}
console.table(rows);

function countsOf(file) {
  const { files } = JSON.parse(readFileSync(file, 'utf8'));
  const counts = { killed: 0, 'timed out': 0, survived: 0, 'not covered': 0, 'loaded once': 0 };
  const columns = {
    Killed: 'killed',
    Timeout: 'timed out',
    Survived: 'survived',
    NoCoverage: 'not covered',
    Ignored: 'loaded once',
  };
  for (const { mutants } of Object.values(files))
    for (const { status, statusReason, mutatorName } of mutants)
      if (mutatorName !== 'StringLiteral' && columns[status]) counts[columns[status]] += 1;
      else if (mutatorName !== 'StringLiteral') throw new Error(`A mutant is ${status}: ${statusReason}`);
  const found = counts.killed + counts['timed out'];
  const tried = found + counts.survived + counts['not covered'];
  return { ...counts, score: `${((100 * found) / tried).toFixed(1)} %` };
}
