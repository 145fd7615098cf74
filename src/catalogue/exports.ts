import data from './exports.json' with { type: 'json' };

/** Something to export in order to see what Defender for Identity has. */
export type ExportKey = keyof typeof data.exports;

/** What it is, and how to get it, one way a line. */
export interface ExportEntry {
  readonly title: string;
  readonly how: readonly string[];
}

/** All keys, in the order in which they are told. */
export function exportKeys(): readonly ExportKey[] {
  return Object.keys(data.exports) as ExportKey[];
}

/** What is to be exported under a key. */
export function exportEntry(key: ExportKey): ExportEntry {
  return data.exports[key];
}
