import { type DocumentationLink, documentationLink, isLinkKey } from './links.js';
import data from './portal.json' with { type: 'json' };

/** How a target is set. */
export type Mechanism =
  | 'portal'
  | 'exclusion-by-detection-rule'
  | 'alert-tuning'
  | 'graph'
  | 'powershell'
  | 'service'
  | 'none';

/** One field of a target's form, by its name on the screen or in the call. */
export interface PortalField {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly notes: string | null;
}

/** A setting of the successor: where it is, what it takes, how it is checked. */
export interface PortalTarget {
  readonly key: PortalKey;
  readonly product: string;
  readonly setting: string;
  /** Menu words from the start of the portal; empty where it is not set in the portal. */
  readonly portalPath: readonly string[];
  readonly mechanism: Mechanism;
  readonly fields: readonly PortalField[];
  readonly limits: readonly string[];
  readonly permission: string | null;
  /** How a person checks that it was done. */
  readonly check: string;
  /** Deprecations, restrictions of sensors v3.x, contradictions in the documentation. */
  readonly cautions: readonly string[];
  readonly docs: readonly DocumentationLink[];
  readonly api: {
    readonly graph: readonly string[];
    readonly cmdlets: readonly string[];
    readonly note: string;
  };
  readonly certainty: 'documented' | 'seen' | 'inferred';
  readonly source: string;
}

/** Key of a target, e.g. `syslog-notifications`. */
export type PortalKey = keyof typeof data.targets;

type RawTarget = Omit<PortalTarget, 'key' | 'docs' | 'mechanism' | 'certainty'> & {
  readonly docs: readonly string[];
  readonly mechanism: string;
  readonly certainty: string;
};

const targets: Readonly<Record<PortalKey, RawTarget>> = data.targets;

/** Address of the portal that the menu words start from. */
export const portalBase: string = data.base;

/** The keys of all targets, in order of the alphabet. */
export function portalKeys(): readonly PortalKey[] {
  return Object.keys(data.targets) as PortalKey[];
}

/** The target of that key, its documentation links resolved. */
export function portalTarget(key: PortalKey): PortalTarget {
  const raw = targets[key];
  return {
    ...raw,
    key,
    // The schema of the catalogue, checked in the test beside this file, allows no other words.
    mechanism: raw.mechanism as Mechanism,
    certainty: raw.certainty as PortalTarget['certainty'],
    docs: raw.docs.filter(isLinkKey).map(documentationLink),
  };
}

/** Whether a word is the key of a target. */
export function isPortalKey(word: string): word is PortalKey {
  return Object.hasOwn(targets, word);
}
