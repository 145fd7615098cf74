/** Series of backups as ATA writes them into its Backup folder, one every four hours. */
import { readFileSync } from 'node:fs';
import { asObject, fixturePath, generateCenter, type JsonObject } from './deployments.js';

/** A file of a series. */
export interface Backup {
  readonly name: string;
  readonly time: Date;
  readonly text: string;
}

/** When series begin. */
export const firstBackup = Date.UTC(2025, 10, 1, 4);

const fourHours = 4 * 3600_000;

/** Documents of the SystemProfile collection of the deployment `contoso`: the Center first, then its gateways. */
export function contosoDocuments(): JsonObject[] {
  const text = readFileSync(fixturePath('contoso/SystemProfile_20251215T040000Z.json'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => asObject(JSON.parse(line)));
}

/** The same of any size: many exclusions, and gateways to match. */
export function largeDeployment(options: { exclusions: number; gateways: number }): JsonObject[] {
  const [center, gateway] = contosoDocuments();
  const generated = asObject(generateCenter({ exclusions: options.exclusions, seed: 1 }).Configuration);
  const configuration = asObject(center?.Configuration);
  for (const [section, value] of Object.entries(generated))
    if (/DetectorConfiguration$/.test(section)) configuration[section] = value;
  return [
    asObject(center),
    ...Array.from({ length: options.gateways }, (_, index) => ({
      ...structuredClone(asObject(gateway)),
      _id: { $oid: (0x5f000000 + index).toString(16).padStart(24, '0') },
      NetbiosName: `DC${index + 1}`,
    })),
  ];
}

/** Name of the backup of a time. */
export function backupName(time: Date): string {
  return `SystemProfile_${time.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z.json`;
}

/** Documents as mongoexport writes them, each last written some seconds before. */
export function backupOf(documents: readonly JsonObject[], time: Date): Backup {
  const lines = documents.map((document, index) => {
    const written = new Date(time.getTime() - 12_269 + index * 17).toISOString();
    return `${JSON.stringify({ ...document, UpdateTime: { $date: written } })}\n`;
  });
  return { name: backupName(time), time, text: lines.join('') };
}

/**
 * Backups one after another.
 *
 * @param change is called for every backup but the first, and may change the documents that it is given
 */
export function backupSeries(
  documents: readonly JsonObject[],
  count: number,
  change: (documents: JsonObject[], index: number) => void,
): Backup[] {
  const state = structuredClone([...documents]);
  return Array.from({ length: count }, (_, index) => {
    if (index > 0) change(state, index);
    return backupOf(state, new Date(firstBackup + index * fourHours));
  });
}

/** The object at a path of a document, e.g. `Configuration.LocalizerConfiguration`. */
export function objectAt(document: JsonObject | undefined, path: string): JsonObject {
  let object = asObject(document);
  for (const key of path.split('.')) object = asObject(object[key]);
  return object;
}

/** The list at a path of a document. */
export function listAt(document: JsonObject | undefined, path: string): unknown[] {
  const at = path.lastIndexOf('.');
  const list = objectAt(document, path.slice(0, at))[path.slice(at + 1)];
  if (!Array.isArray(list)) throw new TypeError(`there is no list at ${path}`);
  return list;
}
