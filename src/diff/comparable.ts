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
 * Finds kinds of documents that one side lacks altogether. A side with nothing but the Center's document is what
 * `Get-ATAStatus -Center` gives: that it holds no gateways says nothing about gateways. A side that holds other
 * documents too is taken for the whole collection, in which what is missing was removed.
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
    if (documents.some(({ kind }) => kind !== 'center')) continue;
    for (const kind of ['gateway', 'other', 'unknown'] as const) {
      const missing = others.filter((document) => document.kind === kind);
      if (missing.length === 0) continue;
      notComparable.push(missingKind(kind, side, missing.length));
      for (const document of missing) leftOut.add(document);
    }
  }
  return { notComparable, leftOut };
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
      text: `The sources ${side} hold nothing but the Center; ${number} in those ${other}. Give the gateways too (Get-ATAStatus -Gateway, or the backup file).`,
    };
  return {
    area: 'unrecognised',
    what: `document/${kind}`,
    side,
    code: 'no-documents-in-sources',
    text: `The sources ${side} hold nothing but the Center; ${number} further document${count === 1 ? '' : 's'} of the collection in those ${other}.`,
  };
}

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
    `The snapshots were interpreted with facts of different months (${before.factsAsOf} and ${after.factsAsOf}).`,
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
