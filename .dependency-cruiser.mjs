/** Which folder may import which (docs/decisions/0001-one-direction.md). */
// biome-ignore lint/style/noDefaultExport: dependency-cruiser loads its configuration from the default export.
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Data flows in one direction.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { pathNot: '^(src/cli|bin|test)/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'only-edges-touch-the-system',
      comment:
        'The library runs in a browser page too: only the command line and src/readers/node may use node.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|readers/node)/|\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-command-line-reads-files',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|readers/node)/' },
      to: { path: '^src/readers/node/' },
    },
    {
      name: 'readers-know-nothing-of-the-target',
      comment:
        'Readers decode; what becomes of a setting is not their business. Only how a path is written they share.',
      severity: 'error',
      from: { path: '^src/readers/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(catalogue/(?!paths\\.)|snapshot/|mappers/|plan/|writers/|explain/|verify/)' },
    },
    {
      name: 'snapshot-knows-nothing-of-the-target',
      severity: 'error',
      from: { path: '^src/snapshot/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(mappers|plan|writers|explain|verify)/' },
    },
    {
      name: 'mappers-are-pure',
      comment: 'A mapper sees the snapshot and the catalogue, nothing else.',
      severity: 'error',
      from: { path: '^src/mappers/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|plan|writers|explain|verify)/' },
    },
    {
      name: 'writers-read-plans-only',
      severity: 'error',
      from: { path: '^src/writers/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|mappers|verify)/' },
    },
    {
      name: 'verify-compares-values',
      comment:
        'It sees a plan and what readers of observed files return. How addresses are written it shares with the mappers, how scraps of secrets are cut out with the snapshot.',
      severity: 'error',
      from: { path: '^src/verify/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(readers/(?!mdi-observed/(coverage|parts)\\.)|snapshot/(?!scrub\\.)|mappers/(?!addresses\\.)|plan/|explain/)',
      },
    },
    {
      name: 'catalogue-is-data',
      severity: 'error',
      from: { path: '^src/catalogue/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|snapshot|mappers|plan|writers|explain|verify)/' },
    },
    {
      name: 'no-test-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(test|bench|fixtures)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types'],
    },
  },
};
