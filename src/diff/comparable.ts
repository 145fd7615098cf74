import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
import type { NotComparable, Remark, Side } from '../types/configuration-diff.js';
import { documentsInForce } from './documents.js';
import { hasNames } from './entities.js';

/** What of two sides cannot be compared, because the sources of one hold nothing of it. */
export interface Obstacles {
  readonly notComparable: readonly NotComparable[];
  /** Documents that are left out of the comparison for that. */
  readonly leftOut: ReadonlySet<Document>;
}

/**
 * Finds kinds of documents that one side lacks altogether. The REST interface is asked for one kind at a time
 * (`Get-ATAStatus -Center`, `-Gateway`): that its answers hold no gateways says nothing about gateways. Documents of the
 * database come as a whole collection, in which what is missing was removed, unless there is nothing but the Center's.
 */
export function findObstacles(before: readonly Document[], after: readonly Document[]): Obstacles {
  const notComparable: NotComparable[] = [];
  const leftOut = new Set<Document>();
  for (const [side, documents, others] of [
    ['before', before, after],
    ['after', after, before],
  ] as const) {
    const centers = others.filter(({ kind }) => kind === 'center');
    if (centers.length > 0 && !documents.some(({ kind }) => kind === 'center')) {
      notComparable.push({
        area: 'center',
        what: 'center',
        side,
        code: 'no-center-in-sources',
        text: `The sources ${side} hold no Center document: none of the settings of the Center can be compared.`,
      });
      for (const document of centers) leftOut.add(document);
    }
    if (isWholeCollection(documents)) continue;
    for (const kind of ['gateway', 'other', 'unknown'] as const) {
      const missing = others.filter((document) => document.kind === kind);
      if (missing.length === 0 || documents.some((document) => document.kind === kind)) continue;
      notComparable.push(missingKind(kind, side, missing.length));
      for (const document of missing) leftOut.add(document);
    }
  }
  return { notComparable, leftOut };
}

function isWholeCollection(documents: readonly Document[]): boolean {
  return (
    documents.some(({ kind }) => kind !== 'center') &&
    documents.some(({ leaves }) => leaves.some(({ path }) => path === '_id'))
  );
}

function missingKind(
  kind: 'gateway' | 'other' | 'unknown',
  side: 'before' | 'after',
  count: number,
): NotComparable {
  const [other, number] = [side === 'before' ? 'after' : 'before', `${count} ${count === 1 ? 'is' : 'are'}`];
  if (kind === 'gateway')
    return {
      area: 'gateways',
      what: 'gateway',
      side,
      code: 'no-gateways-in-sources',
      text: `The sources ${side} hold no gateway; ${number} in those ${other}. Give the gateways too (Get-ATAStatus -Gateway, or the backup file).`,
    };
  return {
    area: 'unrecognised',
    what: `document/${kind}`,
    side,
    code: 'no-documents-in-sources',
    text: `The sources ${side} hold no such document of the collection; ${number} in those ${other}. Give the backup file on both sides.`,
  };
}

/**
 * Whether a part of the configuration is missing on one side. A secret in clear text is none: of that nothing is ever
 * kept, so it can be compared on no day.
 */
export function isUnread({ code }: NotComparable): boolean {
  return code !== secretInClearText;
}

/** Code of a secret of which nothing tells whether it was replaced. */
export const secretInClearText = 'secret-in-clear-text';

/** One side as the result names it. */
export function sideOf(snapshot: AtaSnapshot): Side {
  const documents = documentsInForce(snapshot);
  return {
    sources: snapshot.sources.map(({ name }) => name),
    center: snapshot.center?.name ?? null,
    centerId: snapshot.center?.id ?? null,
    version: snapshot.center?.version?.full ?? null,
    updateTime: snapshot.center?.updateTime ?? null,
    documents: documents.length,
    leaves: documents.reduce((sum, { leaves }) => sum + leaves.length, 0),
  };
}

/** Differences that are none of the configuration. */
export function findRemarks(before: AtaSnapshot, after: AtaSnapshot): Remark[] {
  const remarks: Remark[] = [];
  function remark(condition: boolean, code: string, text: string): void {
    if (condition) remarks.push({ code, text });
  }
  const [old, now] = [sideOf(before), sideOf(after)];
  remark(
    old.centerId !== null && now.centerId !== null && old.centerId !== now.centerId,
    'different-centers',
    'The two sides have different Center ids: they may be of two deployments, or of one that was installed again.',
  );
  remark(
    isEarlier(now.updateTime, old.updateTime),
    'after-is-older',
    'The configuration after was written before the one before: perhaps they were given the wrong way round.',
  );
  remark(
    before.schemaVersion !== after.schemaVersion,
    'snapshot-schema',
    `The snapshots follow different versions of their schema (${before.schemaVersion} and ${after.schemaVersion}).`,
  );
  remark(
    before.program.version !== after.program.version,
    'program-version',
    `The snapshots were made by different versions of ata2mdi (${before.program.version} and ${after.program.version}): one may show what the other redacted or did not read.`,
  );
  remark(
    before.factsAsOf !== after.factsAsOf,
    'facts',
    `The snapshots were made with facts of different months (${before.factsAsOf} and ${after.factsAsOf}).`,
  );
  remark(
    hasNames(before) !== hasNames(after),
    'names-on-one-side',
    `Only the sources ${hasNames(before) ? 'before' : 'after'} tell the names behind ids: renamed and deleted objects cannot be seen. Give UniqueEntity on both sides.`,
  );
  return remarks;
}

function isEarlier(first: string | null, second: string | null): boolean {
  // Where one of them is no time, the comparison is false.
  return first !== null && second !== null && Date.parse(first) < Date.parse(second);
}
