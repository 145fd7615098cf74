/**
 * `npm run mutation`: changes the code of mappers, plan and redaction in small ways, and prints how many of the changes
 * the tests beside that code notice. Reports of each part, with the survivors line by line: out/mutation/<part>.html.
 *
 * `npm run mutation -- plan` runs one part. Texts are not changed: words are read by people, in the golden files.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const parts = {
  mappers: { mutate: 'src/mappers/**/*.ts', tests: 'src/mappers/**/*.test.ts' },
  plan: { mutate: 'src/plan/**/*.ts', tests: 'src/plan/**/*.test.ts' },
  redaction: {
    mutate: 'src/snapshot/{redact,redact-again,scrub,secret-names}.ts',
    tests: 'src/snapshot/**/*.test.ts;test/properties/redaction.property.test.ts',
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
  const options = ['stryker', 'run', '--mutate', `${part.mutate},!src/**/*.test.ts`];
  const run = spawnSync('npx', options, {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_TESTS: part.tests, MUTATION_PART: name },
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
