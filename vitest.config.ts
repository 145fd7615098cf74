import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest loads its configuration from the default export.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    coverage: { include: ['src/**/*.ts'], exclude: ['src/types/**', '**/*.test.ts'] },
  },
});
