import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** A PowerShell script is imported as text, as the build does it. */
function scriptsAsText() {
  return {
    name: 'scripts-as-text',
    load: (id: string) =>
      id.endsWith('.ps1') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null,
  };
}

// biome-ignore lint/style/noDefaultExport: vitest loads its configuration from the default export.
export default defineConfig({
  plugins: [scriptsAsText()],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
    coverage: { include: ['src/**/*.ts'], exclude: ['src/types/**', '**/*.test.ts'] },
  },
});
