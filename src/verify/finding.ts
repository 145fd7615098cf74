import type { ExportKey } from '../catalogue/exports.js';
import type { Coverage, MdiObserved } from '../types/mdi-observed.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import type { Difference, Field } from '../types/verification.js';

/** What a comparison of one item came to, before any word of a person is heard. */
export interface Finding {
  readonly result: 'replicated' | 'missing' | 'different' | 'cannot-check';
  /** What was compared. */
  readonly planned?: readonly Field[];
  readonly differences?: readonly Difference[];
  readonly sources?: readonly string[];
  readonly presumed?: boolean;
  /** What would settle it; only of what could not be checked. */
  readonly export?: ExportKey;
  readonly notes?: readonly string[];
}

/** What a comparison may look at. */
export interface VerifyContext {
  readonly plan: MigrationPlan;
  readonly observed: MdiObserved;
  /** Entries of the observed lists that an item of the plan asked for; the others are extra. */
  readonly claimed: Set<object>;
  /** The same for recipients, in lower case. */
  readonly claimedRecipients: Set<string>;
}

/** The values of an item's target by field, without what only a person can choose. */
export function plannedFields(item: Item, fields?: readonly string[]): Field[] {
  const values = item.target?.values ?? [];
  return values
    .filter(({ field }) => fields === undefined || fields.includes(field))
    .map((value) => ({ ...value }));
}

/** The value of a field of an item's target. */
export function plannedValue(item: Item, field: string): string | null {
  return item.target?.values.find((value) => value.field === field)?.value ?? null;
}

/** Whether a list was seen whole, and from which files. */
export interface Seen {
  readonly whole: boolean;
  readonly sources: readonly string[];
  /** Why it is not whole; null if it is, or if nothing of it was given. */
  readonly why: string | null;
}

const nothingSeen: Seen = { whole: false, sources: [], why: null };

/** How much of a list was seen. */
export function seen(
  observed: MdiObserved,
  list: Coverage['list'],
  matches: (coverage: Coverage) => boolean = () => true,
): Seen {
  const found = observed.coverage.filter((coverage) => coverage.list === list && matches(coverage));
  if (found.length === 0) return nothingSeen;
  const whole = found.filter((coverage) => coverage.whole);
  return {
    whole: whole.length > 0,
    sources: [...new Set((whole.length > 0 ? whole : found).flatMap(({ sources }) => sources))],
    why: whole.length > 0 ? null : (found[0]?.why ?? null),
  };
}

/** What is said of something that is not there: that it is missing, but only where the list is whole. */
export function absent(
  { whole, sources, why }: Seen,
  exportKey: ExportKey,
  details: Pick<Finding, 'planned' | 'notes'> = {},
): Finding {
  if (whole) return { ...details, result: 'missing', sources };
  return {
    ...details,
    result: 'cannot-check',
    export: exportKey,
    notes: [
      ...(details.notes ?? []),
      ...(why === null ? [] : [`The list that was given is not whole: ${why}.`]),
    ],
  };
}

/** Decisions of which the advice, or one of the options, is to carry nothing over. */
const mayStayOut: ReadonlySet<string> = new Set([
  'deleted-entity',
  'excludes-everything',
  'configured-but-off',
  'delayed-update',
]);

/** Whether it is right as well that the item is not in MDI, if that was decided. */
export function mayBeLeftOut(item: Item): boolean {
  return item.disposition === 'decision' && mayStayOut.has(item.reason.code);
}

/** Whether the item asks somebody to do something, so that its result matters. */
export function asksForSomething({ disposition }: Pick<Item, 'disposition'>): boolean {
  return disposition === 'manual' || disposition === 'scripted' || disposition === 'decision';
}

/** What is said of something that has the name but another security identifier. */
export function otherObject(
  identifiers: { readonly planned: string; readonly observed: string },
  planned: readonly Field[],
  sources: readonly string[],
): Finding {
  return {
    result: 'different',
    planned,
    sources,
    differences: [{ field: 'Security identifier', ...identifiers }],
    notes: [
      'Something of the same name is there, but it is another object: deleted and made anew, or of another domain.',
    ],
  };
}
