import { detectorBySection } from '../catalogue/detectors.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { detectorTitle, sectionStem } from './detector-words.js';
import { type ExclusionEntry, itemsOfEntry } from './exclusion-items.js';
import { type ExclusionRoutes, routesOf } from './exclusion-routes.js';
import { type ExclusionSetting, isExclusionSetting, type Subject, subjectOf } from './exclusion-subjects.js';
import { automaticItem } from './items.js';
import { isEmptyList, listJoiner } from './lists.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { hasText } from './reading.js';
import { settingOf } from './shown.js';

/**
 * The exclusion lists of the detectors: one item for each detector, entry and detection of Defender for Identity.
 */
export const exclusionsMapper: Mapper = { area: 'exclusions', map: mapExclusions };

/** An exclusion list of a detector. */
interface ExclusionLeaf {
  readonly leaf: ClassifiedLeaf;
  readonly setting: ExclusionSetting;
  readonly section: string;
}

function mapExclusions(_snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const leaves = context.leaves.ofArea('exclusions').flatMap(exclusionLeaf);
  const sections = readEntries(leaves, context);
  const joined = listJoiner();
  return [
    ...emptyListItems(leaves),
    ...sections.flatMap((section) => itemsOfSection(section, sections, joined)),
  ];
}

function exclusionLeaf(leaf: ClassifiedLeaf): ExclusionLeaf[] {
  const setting = settingOf(leaf);
  const section = leaf.classification?.captures[0];
  return section === undefined || !isExclusionSetting(setting) ? [] : [{ leaf, setting, section }];
}

/** What one detector excludes, each entry once. */
interface SectionEntries {
  readonly routes: ExclusionRoutes;
  readonly enabled: boolean;
  /** By what is excluded. */
  readonly entries: ReadonlyMap<string, ExclusionEntry>;
}

function readEntries(leaves: readonly ExclusionLeaf[], context: MapperContext): SectionEntries[] {
  const switchedOff = sectionsSwitchedOff(context);
  const subjects = rememberedSubjects(context);
  const sections = new Map<string, SectionEntries & { entries: Map<string, ExclusionEntry> }>();
  for (const { leaf, setting, section } of leaves) {
    const detector = detectorBySection(section);
    if (detector === undefined) continue;
    const known = sections.get(section) ?? {
      routes: routesOf(detector),
      enabled: !switchedOff.has(section),
      entries: new Map(),
    };
    sections.set(section, known);
    if (typeof leaf.value !== 'string' || !hasText(leaf.value)) continue;
    const subject = subjects(setting, leaf.value);
    const entry = known.entries.get(subject.idPart);
    if (entry === undefined)
      known.entries.set(subject.idPart, {
        subjects: [subject],
        settings: [setting],
        leaves: [leaf],
      });
    else {
      entry.subjects.push(subject);
      entry.settings.push(setting);
      entry.leaves.push(leaf);
    }
  }
  return [...sections.values()];
}

/** Reads each entry once: the same scanner is often excluded from every detector. */
function rememberedSubjects(context: MapperContext): (setting: ExclusionSetting, text: string) => Subject {
  const bySetting: Record<ExclusionSetting, Map<string, Subject>> = {
    'exclusions.account': new Map(),
    'exclusions.computer': new Map(),
    'exclusions.subnet': new Map(),
  };
  return (setting, text) => {
    const known = bySetting[setting].get(text);
    if (known !== undefined) return known;
    const subject = subjectOf(setting, text, context);
    bySetting[setting].set(text, subject);
    return subject;
  };
}

function sectionsSwitchedOff({ leaves }: MapperContext): ReadonlySet<string> {
  const off = leaves.ofSetting('detectors.enabled').filter(({ value }) => value === false);
  return new Set(off.flatMap(({ classification }) => classification?.captures[0] ?? []));
}

function itemsOfSection(
  section: SectionEntries,
  all: readonly SectionEntries[],
  joined: ReturnType<typeof listJoiner>,
): Item[] {
  const { routes, enabled } = section;
  const twins = all
    .filter((other) => routes.detector.sharedListWith.includes(other.routes.detector.section))
    .map((other) => ({ ...sharedListNotes(section, other), entries: other.entries }));
  const offNotes = enabled ? [] : [offNote];
  return [...section.entries].flatMap(([key, entry]) => {
    const twinNotes = twins.map(({ entries, inBoth, inOne }) => (entries.has(key) ? inBoth : inOne));
    return itemsOfEntry(entry, routes, joined(offNotes, ...twinNotes), joined);
  });
}

const offNote =
  'The detection is switched off in ATA. That cannot be done in Defender for Identity, so the exclusion counts there.';

/** ATA's console shows one list for the sections; the database keeps it in each of them. */
function sharedListNotes(
  section: SectionEntries,
  other: SectionEntries,
): { readonly inBoth: readonly string[]; readonly inOne: readonly string[] } {
  const [own, its] = [section, other].map(({ routes }) => sectionStem(routes.detector.section));
  const list = `ATA shows one list for "${detectorTitle(section.routes.detector)}" and stores it in two sections, ${own} and ${its}.`;
  return {
    inBoth: [`${list} The entry stands in both; it is carried over once to each detection.`],
    inOne: [
      `${list} This entry stands in ${own} only: if it was meant for both, enter it for the detections of ${its} too.`,
    ],
  };
}

function emptyListItems(leaves: readonly ExclusionLeaf[]): Item[] {
  const empty = leaves.filter(({ leaf }) => isEmptyList(leaf));
  if (empty.length === 0) return [];
  return [
    automaticItem({
      id: itemId('exclusions', 'empty-lists'),
      area: 'exclusions',
      title: empty.length === 1 ? '1 exclusion list is empty' : `${empty.length} exclusion lists are empty`,
      reason: 'nothing-set',
      leaves: empty.map(({ leaf }) => leaf),
      value: empty.map(({ section, setting }) => `${sectionStem(section)}: ${listNames[setting]}`),
    }),
  ];
}

const listNames: Readonly<Record<ExclusionSetting, string>> = {
  'exclusions.account': 'accounts',
  'exclusions.computer': 'computers',
  'exclusions.subnet': 'IP addresses and subnets',
};
