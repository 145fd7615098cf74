import { UserError } from '../errors.js';
import type { SourceBytes } from '../readers/values.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import { validate } from '../types/validate-ata-snapshot.js';
import { documentOfLeaves, scrubSnapshot } from './redact-again.js';
import { firstDuplicateKey, textOf } from './stored-text.js';

const mark = '"ata-snapshot"';

/**
 * A snapshot that this program wrote earlier, read back. Its leaves are as they stand there: see redact-again.ts.
 *
 * @returns null if the source is not a snapshot at all
 * @throws UserError if it is one, but of another schema version or damaged
 */
export function readStoredSnapshot({ name: source, bytes }: SourceBytes): AtaSnapshot | null {
  const text = textOf({ name: source, bytes });
  // A cheap look first: most sources are not snapshots, and parsing twice would cost every one of them.
  if (text?.includes(mark) !== true) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 'ata-snapshot')
    return null;
  if (!('schemaVersion' in value) || value.schemaVersion !== 1)
    throw new UserError('this snapshot has another schema version than this program reads (1)', {
      location: { source },
      advice: [
        'Make it again from its source with: ata2mdi export',
        'or use the version of ata2mdi that wrote it.',
      ],
    });
  if (!validate(value)) {
    const place = validate.errors?.[0];
    throw damaged(place?.message ?? 'it does not follow its schema', source, place?.instancePath || '/');
  }
  refuseDuplicateKeys(text, source);
  const snapshot = scrubSnapshot(value as AtaSnapshot);
  refuseInconsistent(snapshot, source);
  return snapshot;
}

function refuseDuplicateKeys(text: string, source: string): void {
  const first = firstDuplicateKey(text);
  // The schema has let these keys pass, so they are its own.
  if (first !== undefined) throw damaged('a key stands twice in one object', source, first);
}

/** What the schema cannot say, and what the accounting relies on. */
function refuseInconsistent({ documents }: AtaSnapshot, source: string): void {
  const inForce = new Set(documents.flatMap(({ key, supersededBy }) => (supersededBy === null ? [key] : [])));
  const keys = new Set<string>();
  for (const [index, { key, supersededBy, leaves }] of documents.entries()) {
    const place = `/documents/${index}`;
    if (keys.has(key)) throw damaged('two documents have the same key', source, place);
    keys.add(key);
    if (supersededBy !== null && !inForce.has(supersededBy))
      throw damaged('a document is superseded by one that is not there', source, place);
    const paths = new Set(leaves.map(({ path }) => path));
    if (paths.size !== leaves.length) throw damaged('two leaves have the same path', source, place);
    if (documentOfLeaves(leaves) === null)
      throw damaged('its leaves have paths that no document can have', source, place);
  }
  const centers = documents.filter(({ kind, supersededBy }) => kind === 'center' && supersededBy === null);
  if (centers.length > 1) throw damaged('two Centers are in force', source, '/documents');
}

function damaged(what: string, source: string, path: string): UserError {
  return new UserError(`this snapshot is damaged: ${what}`, {
    location: { source, path },
    advice: ['Make it again from its source with: ata2mdi export'],
  });
}
