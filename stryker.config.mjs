/** Settings of `npm run mutation` (scripts/mutation.mjs), which names what is mutated and the tests. */
const part = process.env.MUTATION_PART ?? 'part';
const isWhole = process.env.MUTATION_WHOLE === '1';

// biome-ignore lint/style/noDefaultExport: stryker loads its configuration from the default export.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: isWhole ? 'all' : 'perTest',
  // What is evaluated once, when a file is loaded, would need a new process for each mutant.
  ignoreStatic: !isWhole,
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['coverage', 'dist', 'docs', 'bench', 'out'],
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  jsonReporter: { fileName: `out/mutation/${part}.json` },
  htmlReporter: { fileName: `out/mutation/${part}.html` },
  clearTextReporter: { logTests: false, reportTests: false, reportMutants: false, allowColor: false },
  tempDirName: 'out/stryker',
  concurrency: 2,
  timeoutMS: 10_000,
};
