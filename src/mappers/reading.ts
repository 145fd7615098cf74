import { type PortalKey, portalTarget } from '../catalogue/portal.js';
import { InternalError } from '../errors.js';
import { isRedacted } from '../snapshot/leaves.js';
import type { Endpoint, Recipient, Secret } from '../types/ata-snapshot.js';
import type { Area, Target } from '../types/migration-plan.js';
import { isEmptyList } from './lists.js';
import type { ClassifiedLeaf, MapperContext } from './mapper.js';
import { settingOf } from './shown.js';

/** What the mappers of single settings share: which leaves can be read, and how values are said to people. */

/**
 * What ATA keeps in a setting. A `parent` is a leaf only while nothing is below it; a `value` is anything at all.
 * Null means that nothing is set and is readable in every setting, but not as an element of a list.
 */
export type LeafKind = 'text' | 'whole number' | 'switch' | 'secret' | 'list' | 'parent' | 'value';

/**
 * The leaves of an area that hold what their setting should hold, in document order. The others are left to be
 * reported as unrecognised: a switch that says `"yes"` must not look as if it had been understood.
 *
 * @param kinds the kind by setting
 */
export function readableLeaves(
  context: MapperContext,
  area: Area,
  kinds: Readonly<Record<string, LeafKind>>,
): ClassifiedLeaf[] {
  return context.leaves.ofArea(area).filter((leaf) => {
    const kind = kinds[settingOf(leaf) ?? ''];
    return kind !== undefined && (kind === 'list' ? isListLeaf(leaf) : isReadable(leaf.value, kind));
  });
}

/** A list of texts is its elements, or itself where it has none. A null among the elements is not understood. */
function isListLeaf(leaf: ClassifiedLeaf): boolean {
  return typeof leaf.value === 'string' || isEmptyList(leaf);
}

function isReadable(value: ClassifiedLeaf['value'], kind: Exclude<LeafKind, 'list'>): boolean {
  if (value === null || kind === 'value') return true;
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'whole number') return Number.isInteger(value);
  if (kind === 'switch') return typeof value === 'boolean';
  if (kind === 'parent') return typeof value === 'object' && Object.keys(value).length === 0;
  // The thumbprint of the certificate beside the ciphertext is text.
  return typeof value === 'string' || isRedacted(value) || isReadable(value, 'parent');
}

/** The state of a switch; null if it is not given. */
export function switchState(leaves: readonly ClassifiedLeaf[], setting: string): boolean | null {
  const value = leaves.find((leaf) => settingOf(leaf) === setting)?.value;
  return typeof value === 'boolean' ? value : null;
}

/** Whether something other than blanks is there. */
export function hasText(text: string | null | undefined): text is string {
  return typeof text === 'string' && text.trim() !== '';
}

/** A switch in words. */
export function switchText(state: boolean | null): string {
  if (state === null) return 'not known';
  return state ? 'on' : 'off';
}

/** What to do with a check box; null if ATA does not say. */
export function tickText(state: boolean | null): string {
  if (state === null) return 'your choice (the source does not say)';
  return state ? 'ticked' : 'not ticked';
}

/** That a secret is set, never more. */
export function secretText(secret: Secret): string {
  return secret.set ? 'set (not exported)' : 'not set';
}

/** `host:port`, with brackets around an IPv6 address. */
export function endpointText({ address, port }: Endpoint): string {
  const host = address ?? '';
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return port === null ? bracketed : `${bracketed}:${port}`;
}

/** An endpoint as parts of an item's id; none if there is no address. */
export function endpointKey(endpoint: Endpoint | null): string[] {
  if (!hasText(endpoint?.address)) return [];
  return [endpoint.address.toLowerCase(), ...(endpoint.port === null ? [] : [String(endpoint.port)])];
}

/** A warning about a port that cannot be one. */
export function portNotes({ port }: Endpoint): string[] {
  if (port === null) return ['The source gives no port.'];
  return port >= 1 && port <= 65_535
    ? []
    : [`${port} is no port number: look the right one up before you type it.`];
}

/** One recipient and every leaf that names it. */
export interface DistinctRecipient {
  readonly address: string;
  readonly refs: readonly string[];
}

/** Recipients by address, upper and lower case being the same; blank entries name nobody and are left out. */
export function distinctRecipients(recipients: readonly Recipient[]): DistinctRecipient[] {
  const byAddress = new Map<string, { address: string; refs: string[] }>();
  for (const { address, ref } of recipients) {
    if (!hasText(address)) continue;
    const key = recipientKey(address);
    const known = byAddress.get(key);
    if (known === undefined) byAddress.set(key, { address: address.trim(), refs: [ref] });
    else known.refs.push(ref);
  }
  return [...byAddress.values()];
}

/** What makes two addresses the same recipient. */
export function recipientKey(address: string): string {
  return address.trim().toLowerCase();
}

const mailAddress = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\]+$/u;

/** A warning that names the recipients that do not look like mail addresses. */
export function recipientNotes(recipients: readonly DistinctRecipient[]): string[] {
  const odd = recipients.filter(({ address }) => !mailAddress.test(address) || address.startsWith('='));
  if (odd.length === 0) return [];
  const names = odd.map(({ address }) => `"${address}"`).join(', ');
  return [`Not like an email address, so check before you type it: ${names}.`];
}

/** What a target loses in certainty because of leaves whose place in ATA is concluded, and what to tell people. */
export interface Presumption {
  readonly over: { readonly certainty?: Target['certainty'] };
  readonly notes: readonly string[];
}

/** Looks for set leaves that stand where no public sample shows a value. */
export function presumptionOf(leaves: readonly ClassifiedLeaf[]): Presumption {
  const titles = new Set<string>();
  for (const { classification, value } of leaves) {
    if (classification?.kind !== 'setting' || value === null) continue;
    if (classification.entry.certainty === 'inferred') titles.add(`"${classification.entry.title}"`);
  }
  if (titles.size === 0) return { over: {}, notes: [] };
  return {
    over: { certainty: 'inferred' },
    notes: [
      `Presumed: no public sample shows where ATA keeps ${[...titles].join(', ')}. Compare with the ATA console.`,
    ],
  };
}

/**
 * Those cautions of a target that begin with the given words, in the order asked for.
 *
 * @throws InternalError if the catalogue has no such caution
 */
export function cautions(key: PortalKey, ...beginnings: readonly string[]): string[] {
  const all = portalTarget(key).cautions;
  return beginnings.map((beginning) => {
    const caution = all.find((text) => text.startsWith(beginning));
    if (caution === undefined) throw new InternalError(`the target ${key} has no caution "${beginning}…"`);
    return caution;
  });
}
