import data from './detectors.json' with { type: 'json' };

/** What takes the place of an ATA exclusion for a detection. */
export type ExclusionMechanism = 'exclusion-by-detection-rule' | 'alert-tuning' | 'none';

/** A kind of entity that a detection rule is documented to take. */
export type ExclusionKind = 'user' | 'device' | 'domain' | 'ip';

/**
 * Where the kinds of a rule are documented: in the current documentation, in that until early 2023, or in the portal of
 * November 2018.
 */
export type KindsEvidence = 'current' | 'until-2023' | 'portal-2018';

/** The classic rule of a detection that both engines have. */
export interface ClassicRule {
  readonly externalId: number;
  readonly detectionName: string;
  readonly exclusionKinds: readonly ExclusionKind[] | null;
  readonly exclusionKindsEvidence: KindsEvidence | null;
}

/** One detection of Defender for Identity that answers a detector section of ATA. */
export interface DetectorTarget {
  readonly detectionName: string;
  readonly previousName: string | null;
  /** With what the title of its alerts presumably begins, where its name may not be that title. */
  readonly alertTitleStart: string | null;
  /** Of a classic detection. */
  readonly externalId: number | null;
  /** Of a detection of the Defender XDR engine. */
  readonly detectorId: string | null;
  readonly format: 'classic' | 'xdr' | 'both' | 'retired';
  readonly mechanism: ExclusionMechanism;
  /** What is documented, at least; Microsoft does not publish the full list. */
  readonly exclusionKinds: readonly ExclusionKind[] | null;
  /** Null where there are no kinds. */
  readonly exclusionKindsEvidence: KindsEvidence | null;
  readonly relation: 'same' | 'renamed' | 'split' | 'merged' | 'replaced';
  readonly linkCertainty: 'documented' | 'inferred';
  /** Exclusions are carried over to it only after a review. */
  readonly reviewOnly: boolean;
  readonly replacesExternalId: number | null;
  /** Needs the exclusion as well, if the rule is still shown. */
  readonly alsoClassicRule: ClassicRule | null;
  readonly notes: string | null;
}

/** A detection that is no target but may raise the same. */
export interface RelatedDetection {
  readonly detectionName: string;
  readonly externalId: number | null;
  readonly detectorId: string | null;
  readonly linkCertainty: 'documented' | 'inferred';
  readonly notes: string;
}

/** A detector section of an ATA Center configuration. */
export interface DetectorEntry {
  /** Key in the configuration, e.g. `DnsReconnaissanceDetectorConfiguration`. */
  readonly section: string;
  readonly titleInAta: string | null;
  readonly suspiciousActivityTypes: readonly string[];
  /** ATA's own number; the same number may mean another detection in Defender for Identity. */
  readonly externalId: number | null;
  readonly exclusionProperties: readonly string[];
  /** Sections that hold the same exclusion list. */
  readonly sharedListWith: readonly string[];
  readonly firstVersion: string;
  readonly lastVersion: string | null;
  readonly transfer: 'manual' | 'not-needed' | 'no-equivalent';
  /** What Defender for Identity needs before it raises the alerts. */
  readonly needs: 'vpn-integration' | 'honeytoken-tag' | null;
  readonly notes: readonly string[];
  readonly targets: readonly DetectorTarget[];
  readonly related: readonly RelatedDetection[];
  readonly closest: string | null;
  readonly sources: readonly string[];
  readonly certainty: 'documented' | 'seen' | 'inferred';
}

// The schema of the catalogue, checked in the test beside this file, guarantees the closed lists of words.
const entries = data.detectors as readonly DetectorEntry[];

/** Keys of all detector sections that any ATA version is known to have, in order of the alphabet. */
export const detectorSections: readonly string[] = entries.map((entry) => entry.section);

let byActivityType: ReadonlyMap<string, readonly DetectorEntry[]> | undefined;
/** Month of the facts on detectors and what answers them. */
export function detectorFactsAsOf(): string {
  return data.factsAsOf;
}

let bySection: ReadonlyMap<string, DetectorEntry> | undefined;

/** All detector sections, in order of the alphabet. */
export function detectorEntries(): readonly DetectorEntry[] {
  return entries;
}

/** What is known of a section of the Center configuration, if anything. */
export function detectorBySection(section: string): DetectorEntry | undefined {
  bySection ??= new Map(entries.map((entry) => [entry.section, entry]));
  return bySection.get(section);
}

/** The sections that raise suspicious activities of this type; several may raise the same. */
export function detectorsByActivityType(type: string): readonly DetectorEntry[] {
  byActivityType ??= activityIndex();
  return byActivityType.get(type) ?? [];
}

function activityIndex(): ReadonlyMap<string, readonly DetectorEntry[]> {
  const index = new Map<string, DetectorEntry[]>();
  for (const entry of entries)
    for (const type of entry.suspiciousActivityTypes) index.set(type, [...(index.get(type) ?? []), entry]);
  return index;
}

/**
 * The sections whose alert has this number in ATA. There may be several (2002 is in two sections), and the
 * same number in Defender for Identity may be another detection: use `alertsByExternalId` for that.
 */
export function detectorsByExternalId(id: number): readonly DetectorEntry[] {
  return entries.filter((entry) => entry.externalId === id);
}
