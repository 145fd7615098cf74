import { isRedacted } from '../snapshot/leaves.js';
import type { LeafValue, Version } from '../types/ata-snapshot.js';
import type { ItemSource } from '../types/migration-plan.js';
import type { ClassifiedLeaf } from './mapper.js';

/** Values of the source in the form in which people read them in a worksheet. */

/** The value of a leaf; of a secret only whether one is there. */
export function shownValue(value: LeafValue): ItemSource['value'] {
  if (!isRedacted(value)) return value;
  return value.$redacted.set ? '(secret, not shown)' : '(secret, none set)';
}

/** The only value of some leaves, or the list of all. */
export function shownValues(leaves: readonly ClassifiedLeaf[]): ItemSource['value'] {
  const [first, ...others] = leaves;
  if (first === undefined) return null;
  return others.length === 0 ? shownValue(first.value) : leaves.map(({ value }) => shownValue(value));
}

/** Names with their values, without those that have none. */
export function namedValues(
  values: Readonly<Record<string, ItemSource['value'] | undefined>>,
): Record<string, ItemSource['value']> {
  const known = Object.entries(values).filter(
    (entry): entry is [string, ItemSource['value']] =>
      entry[1] !== undefined && entry[1] !== null && !(Array.isArray(entry[1]) && entry[1].length === 0),
  );
  return Object.fromEntries(known);
}

/** `1.9.3 (1.9.7576.49398), support ended 2026-01-13`, as far as the version is known. */
export function versionText(version: Version | null): string | null {
  if (version === null) return null;
  const name = version.name === null ? version.full : `${version.name} (${version.full})`;
  return version.supportState === 'ended' ? `${name}, support ended ${version.supportEnded}` : name;
}

/** The catalogue's id of the setting that a leaf is, e.g. `gateways.version`; null for engine tuning and unknown leaves. */
export function settingOf({ classification }: ClassifiedLeaf): string | null {
  return classification?.kind === 'setting' ? classification.entry.id : null;
}

/** The last key of a leaf's path, for people. */
export function lastKey(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Groups things by a key, in the order in which the keys come first. */
export function groupBy<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}

/** `1 setting`, `2 settings`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `Sensors on DC01` as it stands inside a sentence: `sensors on DC01`. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
