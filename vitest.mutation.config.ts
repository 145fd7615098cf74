import base from './vitest.config.js';

/**
 * For mutation runs (`npm run mutation`): tests that run in the process itself, since those of the binary see what is
 * built, not what is mutated. Files
 * mostly share one process, or most of the time would go into loading the catalogue again.
 */
// biome-ignore lint/style/noDefaultExport: vitest loads its configuration from the default export.
export default {
  ...base,
  test: {
    ...base.test,
    reporters: ['default'],
    isolate: process.env.MUTATION_WHOLE === '1',
    include: (process.env.MUTATION_TESTS ?? 'src/{mappers,plan,snapshot}/**/*.test.ts').split(';'),
  },
};
