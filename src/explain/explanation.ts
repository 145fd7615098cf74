/** The answer of `explain`: everything the catalogue knows of one word, ready to be printed or written as JSON. */
import type { AlertEntry } from '../catalogue/alerts.js';
import type { Area } from '../catalogue/areas.js';
import type { DetectorEntry, DetectorTarget } from '../catalogue/detectors.js';
import type { DocumentationLink } from '../catalogue/links.js';
import type { HealthIssue, MonitoringAlertEntry } from '../catalogue/monitoring-alerts.js';
import type { Mechanism, PortalKey, PortalTarget } from '../catalogue/portal.js';
import type { ReasonCode, ReasonDisposition, ReasonEntry } from '../catalogue/reasons.js';
import type { AtaRole, RoleMapping } from '../catalogue/roles.js';
import type { Certainty, JsonValue, SettingEntry } from '../catalogue/settings.js';
import type { VersionInfo } from '../catalogue/versions.js';

export interface Explanation {
  /** The word that was asked for; control characters are written as `\uXXXX`. */
  readonly word: string;
  /** Month of the facts, e.g. `2026-09`. */
  readonly factsAsOf: string;
  /** What goes by exactly this word; if nothing does, what the word is a part of. */
  readonly matches: readonly ExplanationMatch[];
  /** Words close to this one that have an answer; only where nothing matches. */
  readonly suggestions: readonly string[];
}

export type ExplanationMatch =
  | ItemMatch
  | AreaMatch
  | DetectorMatch
  | MdiAlertMatch
  | HealthAlertMatch
  | HealthIssueMatch
  | SettingMatch
  | PortalMatch
  | RoleMatch
  | VersionMatch
  | ReasonMatch
  | DispositionMatch;

/** Why an item has its disposition, with the code it goes by in a plan. */
export interface Outcome {
  readonly code: ReasonCode;
  readonly dispositions: readonly ReasonDisposition[];
  readonly text: string;
  readonly certainty: Certainty;
}

/** Where something is set in the successor, in short. */
export interface TargetSummary {
  readonly key: PortalKey;
  readonly product: string;
  readonly setting: string;
  readonly mechanism: Mechanism;
  readonly portalPath: readonly string[];
  readonly certainty: Certainty;
}

/** What can become of the settings of an area. */
export interface AreaOutcome {
  readonly area: Area;
  readonly targets: readonly TargetSummary[];
  readonly outcomes: readonly Outcome[];
  readonly docs: readonly DocumentationLink[];
}

/** An item of a plan, by its id. */
export interface ItemMatch {
  readonly kind: 'item';
  readonly id: string;
  /** The parts of the id after the area, in plain text. */
  readonly parts: readonly string[];
  readonly area: AreaMatch;
  /** What the parts name: a detector, a health alert, a role group or a setting. */
  readonly named: readonly ExplanationMatch[];
}

/** A configuration topic. */
export interface AreaMatch {
  readonly kind: 'area';
  readonly area: Area;
  readonly summary: string;
  readonly settings: readonly {
    readonly id: string;
    readonly title: string;
    /** File name of the user's catalogue that names it, or another place for it; null for this program's own. */
    readonly userCatalogue: string | null;
  }[];
  readonly becomes: AreaOutcome;
  /** What belongs to the area and has an answer of its own. */
  readonly words: readonly string[];
}

/** A detection that answers an ATA detector, and how to exclude from it. */
export interface ExplainedTarget extends DetectorTarget {
  /** Menu words; empty where nothing can be excluded. */
  readonly portalPath: readonly string[];
  readonly outcome: Outcome;
}

/** A detector section of ATA. */
export interface DetectorMatch {
  readonly kind: 'detector';
  /** The section without `DetectorConfiguration`, e.g. `DnsReconnaissance`. */
  readonly stem: string;
  readonly detector: Omit<DetectorEntry, 'targets'>;
  readonly exclusionsBecome: string;
  readonly targets: readonly ExplainedTarget[];
  /** What the same number is in Defender for Identity, where that is something else. */
  readonly idWarning: string | null;
  readonly docs: readonly DocumentationLink[];
}

/** The ATA detector that an alert answers. */
export interface AnsweredDetector {
  readonly stem: string;
  readonly titleInAta: string | null;
  readonly externalId: number | null;
  readonly relation: DetectorTarget['relation'];
  readonly linkCertainty: DetectorTarget['linkCertainty'];
  readonly reviewOnly: boolean;
}

/** An alert of Defender for Identity. */
export interface MdiAlertMatch {
  readonly kind: 'mdi-alert';
  readonly alert: AlertEntry;
  readonly answers: readonly AnsweredDetector[];
  /** The same detection in the other engine. */
  readonly counterparts: readonly { readonly id: number | string; readonly names: readonly string[] }[];
  /** Where exclusions are made; empty where there is nothing to exclude from. */
  readonly portalPath: readonly string[];
  /** What the same number is in ATA, where that is something else. */
  readonly idWarning: string | null;
  readonly sources: readonly string[];
  readonly docs: readonly DocumentationLink[];
}

/** A health alert of ATA. */
export interface HealthAlertMatch {
  readonly kind: 'health-alert';
  readonly alert: MonitoringAlertEntry;
  readonly outcome: Outcome;
  readonly portalPath: readonly string[];
  readonly docs: readonly DocumentationLink[];
}

/** A health issue of Defender for Identity. */
export interface HealthIssueMatch {
  readonly kind: 'health-issue';
  readonly issue: HealthIssue;
  /** The health alerts of ATA that it answers. */
  readonly answers: readonly {
    readonly type: string;
    readonly eventId: number;
    readonly relation: MonitoringAlertEntry['relation'];
  }[];
  readonly portalPath: readonly string[];
  readonly docs: readonly DocumentationLink[];
}

/** A setting of ATA, or a value of its engine's tuning. */
export interface SettingMatch {
  readonly kind: 'setting';
  /** Null for a value of the engine's tuning, which goes by its path. */
  readonly id: string | null;
  readonly area: Area;
  readonly title: string;
  readonly document: SettingEntry['document'];
  readonly paths: readonly string[];
  readonly secret: boolean;
  /** No public sample shows this place. */
  readonly presumed: boolean;
  /** The value ATA ships with, where it is known. */
  readonly default: { readonly value: JsonValue; readonly evidence: string | null } | null;
  readonly certainty: Certainty;
  readonly notes: string | null;
  readonly becomes: AreaOutcome;
  readonly sources: readonly string[];
  /** File name of the user's catalogue that the entry stands in; null for one of this program's own. */
  readonly userCatalogue: string | null;
}

/** A setting of the successor. */
export interface PortalMatch {
  readonly kind: 'portal';
  readonly target: PortalTarget;
  /** The areas of ATA it takes settings from. */
  readonly areas: readonly Area[];
}

/** A role group of ATA. */
export interface RoleMatch {
  readonly kind: 'role';
  readonly role: AtaRole;
  readonly mapping: RoleMapping;
  readonly portalPath: readonly string[];
  readonly docs: readonly DocumentationLink[];
}

/** A version of ATA. */
export interface VersionMatch {
  readonly kind: 'version';
  readonly version: VersionInfo;
}

/** A reason code of a plan. */
export interface ReasonMatch extends ReasonEntry {
  readonly kind: 'reason';
  readonly code: ReasonCode;
}

/** What may become of an item. */
export interface DispositionMatch {
  readonly kind: 'disposition';
  readonly disposition: ReasonDisposition;
  readonly meaning: string;
  /** What every such item tells besides; empty where it needs nothing more. */
  readonly carries: string;
  readonly reasons: readonly ReasonCode[];
}
