import data from './alerts.json' with { type: 'json' };
import type { ExclusionKind, ExclusionMechanism } from './detectors.js';

/** An alert of Defender for Identity, of either engine. */
export interface AlertEntry {
  readonly name: string;
  /** Of a classic alert. */
  readonly externalId: number | null;
  /** Of an alert of the Defender XDR engine; several alerts may share a detector. */
  readonly detectorId: string | null;
  /** In the words of the documentation, e.g. `High or Low`. */
  readonly severity: string;
  readonly category: string | null;
  /** MITRE ATT&CK techniques. */
  readonly techniques: readonly string[];
  readonly format: 'classic' | 'xdr' | 'retired';
  readonly status: 'current' | 'moved' | 'removed';
  readonly statusNote: string | null;
  readonly previousName: string | null;
  /** Name in the portal's private interface, as seen in public code. */
  readonly privateName: string | null;
  /** The same detection in the other engine. */
  readonly counterparts: {
    readonly ids: readonly (number | string)[];
    readonly certainty: 'documented' | 'seen' | 'inferred';
  } | null;
  readonly exclusionMechanism: ExclusionMechanism;
  readonly exclusionKinds: readonly ExclusionKind[] | null;
  /** Short names; `alertSource` gives the full text. */
  readonly sources: readonly string[];
}

// The schema of the catalogue, checked in the test beside this file, guarantees the closed lists of words.
const entries = data.alerts as readonly AlertEntry[];

const sources: Readonly<Record<string, string>> = data.sources;

let byKey: ReadonlyMap<number | string, readonly AlertEntry[]> | undefined;

/** All alerts, classic ones first. */
export function alertEntries(): readonly AlertEntry[] {
  return entries;
}

/** The classic alerts with this external id of Defender for Identity; none or one. */
export function alertsByExternalId(id: number): readonly AlertEntry[] {
  return alertIndex().get(id) ?? [];
}

/** The alerts that a detector of the Defender XDR engine raises. */
export function alertsByDetectorId(id: string): readonly AlertEntry[] {
  return alertIndex().get(id) ?? [];
}

/** The full text behind the short name of a source. */
export function alertSource(shortName: string): string | undefined {
  return Object.hasOwn(sources, shortName) ? sources[shortName] : undefined;
}

function alertIndex(): ReadonlyMap<number | string, readonly AlertEntry[]> {
  if (byKey === undefined) {
    const index = new Map<number | string, AlertEntry[]>();
    for (const entry of entries) {
      const key = entry.externalId ?? entry.detectorId;
      if (key === null) continue;
      const group = index.get(key);
      if (group === undefined) index.set(key, [entry]);
      else group.push(entry);
    }
    byKey = index;
  }
  return byKey;
}
