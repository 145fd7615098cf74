/**
 * A user's catalogue laid over the built-in one (docs/decisions/0008-user-catalogue.md). It only says what places are that
 * the program does not know, or knows by presumption: it changes no fact that was seen or documented, it takes part
 * neither in finding secrets by name nor in finding exports that were cut.
 */
import { detectorSections } from './detectors.js';
import {
  buildSettingsIndex,
  type Classification,
  type Origin,
  type SettingEntry,
  type SettingsIndex,
  settingsCatalogue,
} from './settings.js';

/** An entry of a user's catalogue that counts. */
export interface UserEntry {
  /** As the mappers are to see it: for another place of a built-in setting, that setting with the user's paths. */
  readonly entry: SettingEntry;
  readonly origin: Exclude<Origin, 'built-in'>;
}

/** A user's catalogue, checked. */
export interface UserCatalogue {
  /** The last part of its path. */
  readonly name: string;
  readonly entries: readonly UserEntry[];
  /** Where the user knows it from, by key. */
  readonly sources: Readonly<Record<string, { readonly what: string }>>;
}

/** The built-in setting of an id. */
export function builtInEntry(id: string): SettingEntry | undefined {
  return settingsCatalogue.entries.find((entry) => entry.id === id);
}

/** An index that asks the user's entries where the built-in one knows nothing, or only presumes. */
export function withUserEntries(base: SettingsIndex, entries: readonly UserEntry[]): SettingsIndex {
  if (entries.length === 0) return base;
  const origins = new Map(entries.map(({ entry, origin }) => [entry.id, origin]));
  const own = buildSettingsIndex(
    entries.map(({ entry }) => entry),
    [],
    detectorSections,
  );
  return {
    classify(profile, path): Classification | null {
      const known = base.classify(profile, path);
      if (known !== null && !isPresumed(known)) return known;
      const found = own.classify(profile, path);
      if (found?.kind !== 'setting') return known;
      return { ...found, origin: origins.get(found.entry.id) ?? 'user-setting' };
    },
    containerKind: base.containerKind,
    // The name of a field tells of an unknown secret; what a user calls known must not change that.
    knownPrefixLength: base.knownPrefixLength,
    objectAt: base.objectAt,
  };
}

/** Whether the built-in catalogue only presumes what stands at a place. */
export function isPresumed(classification: Classification): boolean {
  return classification.kind === 'setting' && classification.entry.presumed === true;
}
