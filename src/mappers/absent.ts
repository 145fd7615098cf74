import { type DetectorEntry, detectorEntries } from '../catalogue/detectors.js';
import { exportCommands } from '../catalogue/export-commands.js';
import { settingsCatalogue } from '../catalogue/settings.js';
import { compareToLine, versionsCatalogue } from '../catalogue/versions.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Area, Item } from '../types/migration-plan.js';
import { detectorTitle } from './detector-words.js';
import { decisionItem } from './items.js';
import type { MapperContext } from './mapper.js';
import { groupBy } from './shown.js';

/**
 * What the Center of this version must have but no leaf stands for: one item for each area, so that a section that was
 * lost on the way does not look as if nothing were set there. None without a Center.
 */
export function absentItems({ center }: AtaSnapshot, { leaves }: MapperContext): Item[] {
  if (center === null) return [];
  const version = center.version?.name === null ? null : (center.version?.full ?? null);
  const paths = leaves.all.filter(({ document }) => document === center.document).map(({ path }) => path);
  function isThere(path: string): boolean {
    return paths.some(
      (own) => own === path || (own.startsWith(path) && /^[.[]/.test(own.slice(path.length))),
    );
  }
  const absent = expectedPlaces(version ?? newestVersion).filter(
    ({ path, section }) => !isThere(path) && (section === null || isThere(section)),
  );
  return [...groupBy(absent, ({ area }) => area).values()].flatMap((places) => absentItem(places));
}

/** A version that is not known is taken for the newest: asking once too often loses nothing. */
const newestVersion = versionsCatalogue.releases.at(-1)?.build ?? '';

/** The lines of versions that have something. */
type Lines = Pick<DetectorEntry, 'firstVersion' | 'lastVersion'>;

/** A place in the Center's profile. */
interface Place {
  readonly area: Area;
  readonly path: string;
  readonly title: string;
  /** The section it lies in, where that is expected too: a section that is gone is asked for once. */
  readonly section: string | null;
}

/** The version whose names of exclusion lists are known from a real configuration (clong/DetectionLab, 1.9.7312). */
const firstVersionOfLists = '1.9';

function expectedPlaces(version: string): Place[] {
  function isOf({ firstVersion, lastVersion }: Lines): boolean {
    const sinceFirst = compareToLine(version, firstVersion) ?? -1;
    return sinceFirst >= 0 && (lastVersion === null || (compareToLine(version, lastVersion) ?? 1) <= 0);
  }
  const sections = settingsCatalogue.sections
    .filter(({ firstVersion }) => isOf({ firstVersion, lastVersion: null }))
    .map(({ area, path, title }) => ({ area, path, title, section: null }));
  const ofVersion = detectorEntries().filter(isOf);
  const detectors = ofVersion.map((detector) => ({
    area: 'detectors' as const,
    path: `Configuration.${detector.section}`,
    title: detectorTitle(detector),
    section: null,
  }));
  const lists = isOf({ firstVersion: firstVersionOfLists, lastVersion: null })
    ? ofVersion.flatMap(listsOf)
    : [];
  return [...sections, ...detectors, ...lists];
}

function listsOf(detector: DetectorEntry): Place[] {
  const section = `Configuration.${detector.section}`;
  return detector.exclusionProperties.map((property) => ({
    area: 'exclusions',
    path: `${section}.${property}`,
    title: `${property} of ${detectorTitle(detector)}`,
    section,
  }));
}

function absentItem(places: readonly Place[]): Item[] {
  const [first] = places;
  if (first === undefined) return [];
  const { area } = first;
  const titles = places.map(({ title }) => title);
  const shown = titles.length <= 3 ? titles.join(', ') : `${titles.length} sections`;
  return [
    decisionItem({
      id: itemId(area, 'not-in-source'),
      area,
      title: `Not in the source${area === 'detectors' ? ', with its exclusions' : ''}: ${shown}`,
      reason: 'section-not-in-source',
      leaves: [],
      value: null,
      decision: {
        question: `What does ATA hold here: ${titles.join(', ')}?`,
        options: [
          {
            label: 'Give a whole export',
            cost: 'One command, or a SystemProfile backup; then this program is run again.',
          },
          {
            label: 'Look it up in the ATA console',
            cost: 'What is found there is carried over by hand and is in no worksheet.',
          },
        ],
        advice: 'Give a whole export.',
      },
      steps: [
        `Run in PowerShell: ${exportCommands.center}`,
        'Run this program again with that file. If the item comes back, look into the ATA console.',
      ],
      notes: [`Expected at: ${places.map(({ path }) => path).join(', ')}.`],
    }),
  ];
}
