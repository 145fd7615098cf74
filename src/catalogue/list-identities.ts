import data from './list-identities.json' with { type: 'json' };
import type { Certainty } from './settings.js';

/** By what the elements of a list are recognised. */
export interface ListIdentity {
  /** Ids of the settings whose elements these are. */
  readonly settings: readonly string[];
  /** `value`: the exact value; `folded`: the text in upper and lower case; `key`: the first of `keys` that is there. */
  readonly identity: 'value' | 'folded' | 'key';
  readonly keys: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
}

// The schema of the catalogue, checked in the test beside this file, guarantees the closed lists of words.
const lists = data.lists as readonly ListIdentity[];

let bySetting: ReadonlyMap<string, ListIdentity> | undefined;

/** Every identity that is known, with its source. */
export function listIdentities(): readonly ListIdentity[] {
  return lists;
}

/** By what elements that are this setting are recognised; undefined if nothing is known of them. */
export function listIdentityOf(setting: string): ListIdentity | undefined {
  bySetting ??= new Map(lists.flatMap((list) => list.settings.map((id) => [id, list])));
  return bySetting.get(setting);
}
