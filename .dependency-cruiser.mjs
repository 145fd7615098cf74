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
        'Readers decode; what becomes of a setting is not their business. They share how a path is written, and which command exports what they read.',
      severity: 'error',
      from: { path: '^src/readers/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(catalogue/(?!(?:paths|export-commands)\\.)|snapshot/|mappers/|plan/|writers/|explain/|inspect/|verify/)',
      },
    },
    {
      name: 'snapshot-knows-nothing-of-the-target',
      severity: 'error',
      from: { path: '^src/snapshot/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(mappers|plan|writers|explain|inspect|verify|diff|history|report)/' },
    },
    {
      name: 'mappers-are-pure',
      comment: 'A mapper sees the snapshot and the catalogue, nothing else.',
      severity: 'error',
      from: { path: '^src/mappers/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|plan|writers|explain|inspect|verify|diff|history|report)/' },
    },
    {
      name: 'writers-read-plans-only',
      severity: 'error',
      from: { path: '^src/writers/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|mappers|inspect|verify|diff|history|report)/' },
    },
    {
      name: 'reports-know-nothing-of-what-they-tell',
      comment: 'An outline in, text out; how a format escapes is shared with the writers.',
      severity: 'error',
      from: { path: '^src/report/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(?!report/|writers/(?:markdown-text|json|writer)\\.)' },
    },
    {
      name: 'diff-compares-snapshots',
      comment: 'It sees two snapshots and the catalogue.',
      severity: 'error',
      from: { path: '^src/diff/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|mappers|plan|explain|inspect|verify|history|user-catalogue)/' },
    },
    {
      name: 'verify-compares-values',
      comment:
        'It sees a plan and what readers of observed files return. How addresses are written it shares with the mappers, how scraps of secrets are cut out with the snapshot.',
      severity: 'error',
      from: { path: '^src/verify/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(readers/(?!mdi-observed/(coverage|parts)\\.)|snapshot/(?!scrub\\.)|mappers/(?!addresses\\.)|plan/|explain/|inspect/|user-catalogue/)',
      },
    },
    {
      name: 'readiness-compares-values',
      comment: 'It sees a snapshot and what was observed; nothing below knows of it.',
      severity: 'error',
      from: { path: '^src/readiness/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(readers|plan|carry-over|explain|inspect|user-catalogue)/' },
    },
    {
      name: 'nothing-below-knows-readiness',
      severity: 'error',
      from: { path: '^src/(catalogue|readers|snapshot|mappers|verify)/' },
      to: { path: '^src/readiness/' },
    },
    {
      name: 'gate-compares-values',
      comment: 'It sees a plan, what was observed, and what was read of a backup; it reads nothing itself.',
      severity: 'error',
      from: { path: '^src/gate/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(readers/(?!(backup|mongo-collections)\\.)|snapshot/|mappers/|plan/|carry-over/|explain/|inspect/|user-catalogue/)',
      },
    },
    {
      name: 'nothing-below-knows-the-gate',
      severity: 'error',
      from: { path: '^src/(catalogue|readers|snapshot|mappers|plan|verify|writers|readiness)/' },
      to: { path: '^src/gate/' },
    },
    {
      name: 'carry-over-reads-worksheets-only',
      comment:
        'It knows what a worksheet says of an item, not how the item came about; only the command line uses it.',
      severity: 'error',
      from: { path: '^src/carry-over/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(catalogue|snapshot|mappers|plan|explain)/' },
    },
    {
      name: 'nothing-below-carries-over',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|carry-over)/|^src/api\\.ts$|\\.test\\.ts$' },
      to: { path: '^src/carry-over/' },
    },
    {
      name: 'catalogue-is-data',
      severity: 'error',
      from: { path: '^src/catalogue/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(readers|snapshot|mappers|plan|writers|carry-over|explain|inspect|verify|diff|history|report)/',
      },
    },
    {
      name: 'inspect-sees-sources-and-catalogue',
      comment: 'What is made of settings is not its business; what it shows comes from documents alone.',
      severity: 'error',
      from: { path: '^src/inspect/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(mappers|plan|writers|explain|user-catalogue|verify)/' },
    },
    {
      name: 'a-user-catalogue-is-a-catalogue',
      comment:
        'It is read like a source and laid over the catalogue; nothing below knows that there is one. How scraps of secrets are cut out it shares with the snapshot.',
      severity: 'error',
      from: { path: '^src/user-catalogue/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(snapshot/(?!scrub\\.)|(?:mappers|plan|writers|explain|inspect|verify|diff|history|report)/)',
      },
    },
    {
      name: 'only-the-command-line-reads-user-catalogues',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|user-catalogue)/|^src/index\\.ts$' },
      to: { path: '^src/user-catalogue/' },
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
