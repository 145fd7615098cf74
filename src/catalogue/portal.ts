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
  /** What a workspace has of it. */
  readonly workspace: WorkspaceFacts | null;
}

/** A way out of a conflict, and what it costs. */
export interface WayOut {
  readonly label: string;
  readonly cost: string;
}

/**
 * What a workspace has of a target, which decides what becomes of the settings of several ATA Centers:
 *
 * - `one`: one for the whole workspace
 * - `one-each`: one for each thing it is about, such as a report
 * - `switch`: the same, where that something is on counts as a choice too
 * - `list`: a list of entries, which are united
 * - `servers`: one for each server, so that each Center keeps its own
 */
export interface WorkspaceFacts {
  readonly has: 'one' | 'one-each' | 'switch' | 'list' | 'servers';
  /** Fields that take several entries: those of all Centers are put together. */
  readonly unites: readonly string[];
  /** What to do where Centers differ; null where they cannot. */
  readonly advice: string | null;
  readonly otherOptions?: readonly WayOut[];
}

/** How many of something a workspace takes. */
export interface WorkspaceLimit {
  readonly key: string;
  readonly most: number;
  readonly what: string;
  readonly area: string;
  /** Targets of the items that count. */
  readonly targets: readonly string[];
  readonly counts: 'items' | 'servers';
  readonly advice: string;
  readonly options: readonly WayOut[];
}

/** An area of which each ATA Center keeps items of its own, even where they read the same. */
export interface AreaApart {
  readonly area: string;
  /** `unless-identified`: unless the id ends in a security identifier, or the item is of the area as a whole. */
  readonly apart: 'always' | 'unless-identified';
  /** Ids that are of the workspace all the same. */
  readonly but: readonly string[];
}

/** Key of a target, e.g. `syslog-notifications`. */
export type PortalKey = keyof typeof data.targets;

type RawTarget = Omit<PortalTarget, 'key' | 'docs' | 'mechanism' | 'certainty' | 'workspace'> & {
  readonly workspace: (Omit<WorkspaceFacts, 'has'> & { readonly has: string }) | null;
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
    workspace: raw.workspace as WorkspaceFacts | null,
    docs: raw.docs.filter(isLinkKey).map(documentationLink),
  };
}

/** Whether a word is the key of a target. */
export function isPortalKey(word: string): word is PortalKey {
  return Object.hasOwn(targets, word);
}

/** The target that an item of a plan names by its product and setting; null for one that is not of the catalogue. */
export function portalTargetNamed(product: string, setting: string): PortalTarget | null {
  byName ??= new Map(
    portalKeys().map((key) => [`${targets[key].product}\n${targets[key].setting}`, portalTarget(key)]),
  );
  return byName.get(`${product}\n${setting}`) ?? null;
}

let byName: ReadonlyMap<string, PortalTarget> | undefined;

/** How many of what a workspace takes. */
export function workspaceLimits(): readonly WorkspaceLimit[] {
  return data.limits as readonly WorkspaceLimit[];
}

/** Areas of which each ATA Center keeps items of its own. */
export function areasApart(): readonly AreaApart[] {
  return data.areas.map((entry) => ({ but: [], ...entry }) as AreaApart);
}
