import type { DocumentationLink, LinkKey } from '../catalogue/links.js';
import { documentationLink } from '../catalogue/links.js';
import { type PortalKey, portalTarget } from '../catalogue/portal.js';
import { type ReasonCode, reasonAllows, reasonEntry } from '../catalogue/reasons.js';
import { InternalError } from '../errors.js';
import type {
  Area,
  Detection,
  Doc,
  Entity,
  Field,
  Item,
  ItemAutomatic,
  ItemDecision,
  ItemDefault,
  ItemManual,
  ItemNoEquivalent,
  ItemScripted,
  ItemSource,
  ItemUnrecognised,
  Reason,
  Target,
} from '../types/migration-plan.js';
import type { ClassifiedLeaf } from './mapper.js';

/**
 * Building items. What the catalogue says once is one object here, shared by all items that quote it: a plan of
 * 20 000 exclusions repeats itself a lot, and the writer of JSON makes use of it.
 */

/** What every item is made of. `reason`, `docs` and the target come from the catalogue by key. */
export interface ItemParts {
  readonly id: string;
  readonly area: Area;
  readonly title: string;
  readonly reason: ReasonCode;
  /** Leaves that the item accounts for. */
  readonly leaves: readonly ClassifiedLeaf[];
  /** Leaves that another item accounts for but that this item is made of too. */
  readonly sharedLeaves?: readonly ClassifiedLeaf[];
  readonly value: ItemSource['value'];
  readonly target?: Target | null;
  readonly entities?: readonly Entity[];
  readonly steps?: readonly string[];
  /** Link keys besides that of the reason and of the target. */
  readonly docs?: readonly LinkKey[];
  readonly notes?: readonly string[];
}

/** The same setting exists; a person enters it in the portal. */
export function manualItem(
  parts: ItemParts & { readonly target: Target; readonly check: string },
): ItemManual {
  const { disposition, id, area, title, reason, source, entities, steps, docs, notes } = baseOf(
    parts,
    'manual',
  );
  const { target, check } = parts;
  // Spelled out: copying the properties of tens of thousands of items takes longer than all the rest of this.
  return { disposition, id, area, title, reason, source, target, entities, steps, docs, notes, check };
}

/** A public cmdlet or Graph call does it. */
export function scriptedItem(
  parts: ItemParts & {
    readonly target: Target;
    readonly check: string;
    readonly command: ItemScripted['command'];
  },
): ItemScripted {
  return {
    ...baseOf(parts, 'scripted'),
    target: parts.target,
    check: parts.check,
    command: parts.command,
  };
}

/** A person must choose first. */
export function decisionItem(
  parts: ItemParts & { readonly decision: ItemDecision['decision'] },
): ItemDecision {
  if (parts.decision.options.length < 2) throw new InternalError(`item ${parts.id} offers nothing to decide`);
  return { ...baseOf(parts, 'decision'), decision: parts.decision };
}

/** MDI does it by itself, or nothing is left to do. */
export function automaticItem(parts: ItemParts): ItemAutomatic {
  return { ...baseOf(parts, 'automatic') };
}

/** MDI has nothing like it; `closest` says what comes nearest, or null. */
export function noEquivalentItem(parts: ItemParts & { readonly closest: string | null }): ItemNoEquivalent {
  return { ...baseOf(parts, 'no-equivalent'), closest: parts.closest };
}

/** ATA's shipped default, which nobody chose. */
export function defaultItem(parts: ItemParts): ItemDefault {
  return { ...baseOf(parts, 'default') };
}

/** The program does not know this setting. */
export function unrecognisedItem(parts: ItemParts): ItemUnrecognised {
  return { ...baseOf(parts, 'unrecognised') };
}

function baseOf<Kind extends Item['disposition']>(
  parts: ItemParts,
  disposition: Kind,
): Omit<ItemAutomatic, 'disposition'> & { disposition: Kind } {
  if (!reasonAllows(parts.reason, disposition))
    throw new InternalError(`item ${parts.id}: the reason ${parts.reason} does not go with ${disposition}`);
  return {
    disposition,
    id: parts.id,
    area: parts.area,
    title: parts.title,
    reason: reasonOf(parts.reason),
    source: sourceOf(parts),
    target: parts.target ?? null,
    entities: parts.entities ?? nothing,
    steps: parts.steps ?? nothing,
    docs: docsOf(parts.reason, parts.docs ?? nothing),
    notes: parts.notes ?? nothing,
  };
}

const nothing: readonly never[] = [];

function sourceOf({ leaves, sharedLeaves = nothing, value }: ItemParts): ItemSource {
  const paths = refsOf(leaves);
  return sharedLeaves.length === 0 ? { paths, value } : { paths, sharedPaths: refsOf(sharedLeaves), value };
}

function refsOf(leaves: readonly ClassifiedLeaf[]): readonly string[] {
  return leaves.length === 0 ? nothing : leaves.map(({ ref }) => ref);
}

const reasons = new Map<ReasonCode, Reason>();

function reasonOf(code: ReasonCode): Reason {
  const known = reasons.get(code);
  if (known !== undefined) return known;
  const reason = { code, text: reasonEntry(code).text };
  reasons.set(code, reason);
  return reason;
}

const docLists = new Map<ReasonCode, Map<string, readonly Doc[]>>();

/** The link of the reason first, then the others, each page once. */
function docsOf(code: ReasonCode, keys: readonly LinkKey[]): readonly Doc[] {
  const ofCode = docLists.get(code) ?? new Map<string, readonly Doc[]>();
  docLists.set(code, ofCode);
  const name = keys.join(' ');
  const known = ofCode.get(name);
  if (known !== undefined) return known;
  const own = reasonEntry(code).link;
  const links: DocumentationLink[] = [...(own === null ? [] : [own]), ...keys.map(documentationLink)];
  const byUrl = new Map(links.map(({ title, url }) => [url, { title, url }]));
  const docs = [...byUrl.values()];
  ofCode.set(name, docs);
  return docs;
}

/**
 * The target of the catalogue, filled in.
 *
 * @param key record of portal.json
 * @param values field by field, in the portal's words
 * @param over what is special to this item: a detection, limits besides the catalogue's, a lower certainty
 */
export function targetOf(
  key: PortalKey,
  values: readonly Field[] = [],
  over: {
    readonly detection?: Detection;
    readonly limits?: readonly string[];
    readonly certainty?: Target['certainty'];
  } = {},
): Target {
  const record = portalTarget(key);
  return {
    product: record.product,
    setting: record.setting,
    portalPath: record.portalPath,
    mechanism: record.mechanism,
    ...(over.detection === undefined ? {} : { detection: over.detection }),
    values,
    limits: over.limits === undefined ? record.limits : [...record.limits, ...over.limits],
    certainty: over.certainty ?? record.certainty,
  };
}

/** Where in the portal, as one line: `System > Settings > Identities`. */
export function portalLine(key: PortalKey): string {
  return portalTarget(key).portalPath.join(' > ');
}

export { entityLabel } from '../snapshot/entity-label.js';
