/** What the catalogue knows of a word. */
import { type Area, areas } from '../catalogue/areas.js';
import { builtInSettings, settingsFactsAsOf } from '../catalogue/settings.js';
import { versionInfo } from '../catalogue/versions.js';
import { UserError } from '../errors.js';
import { inert } from '../inert.js';
import { areaMatch } from './areas.js';
import { closestWords } from './closest.js';
import type { Explanation, ExplanationMatch, ItemMatch, VersionMatch } from './explanation.js';
import { type Topic, topics } from './topics.js';
import { containsWords, keyOf } from './words.js';

/** Longer than any id or path that the program writes for a real deployment; more is not looked up. */
const longestWord = 1000;
const onlyDigits = /^\d+$/;
// Builds have four digits and more, so that 1.9.4 is not taken for a build between those of 1.8.1 and 1.9.
const versionWithBuild = /^\d+\.\d+\.\d{4,}(\.\d+)?$/;

/**
 * Says what the catalogue knows of a word: an ATA detector, alert, health alert, setting or version, an alert, health
 * issue or setting of the successor, or an area, reason code, disposition or item of a plan.
 *
 * Upper and lower case, blanks, hyphens and underscores make no difference. A number is answered for both products,
 * because the same number may be two different detections.
 *
 * @returns what goes by exactly this word; if nothing does, everything the word is a part of; if nothing is, words
 * that are close to it
 */
export function explain(word: string): Explanation {
  const asked = word.trim();
  const matches = asked === '' || asked.length > longestWord ? [] : matchesFor(asked);
  return {
    word: inert(asked.length > longestWord ? `${asked.slice(0, longestWord)}…` : asked),
    factsAsOf: settingsFactsAsOf(),
    matches,
    suggestions: matches.length === 0 ? closestWords(asked, vocabulary()) : [],
  };
}

function matchesFor(word: string): ExplanationMatch[] {
  const item = itemMatch(word);
  if (item !== null) return [item];
  const exact = [...new Set([...topicsNamed(word), ...topicsAtPath(word)])];
  if (exact.length > 0) return exact.map((topic) => topic.match());
  const version = versionMatch(word);
  if (version !== null) return [version];
  return topics()
    .filter(({ names }) => names.some((name) => !onlyDigits.test(name) && containsWords(name, word)))
    .map((topic) => topic.match());
}

let byKey: ReadonlyMap<string, readonly Topic[]> | undefined;

function topicsNamed(name: string): readonly Topic[] {
  byKey ??= index(topics());
  return byKey.get(keyOf(name)) ?? [];
}

function index(all: readonly Topic[]): Map<string, Topic[]> {
  const found = new Map<string, Topic[]>();
  for (const topic of all) {
    for (const key of new Set(topic.names.map(keyOf))) {
      const group = found.get(key);
      if (group === undefined) found.set(key, [topic]);
      else group.push(topic);
    }
  }
  return found;
}

/** The setting at a path, and the detector or health alert that the path names. */
function topicsAtPath(word: string): Topic[] {
  // A plan writes `document:path`, and people leave out what all paths begin with.
  const path = word.slice(word.indexOf(':') + 1);
  const candidates = [...new Set([word, path])].flatMap((text) => [text, `Configuration.${text}`]);
  return candidates.flatMap((candidate) => [
    ...classified(candidate, 'center'),
    ...classified(candidate, 'gateway'),
  ]);
}

function classified(path: string, document: 'center' | 'gateway'): Topic[] {
  const found = classifyText(path, document);
  if (found === null) return [];
  const name = found.kind === 'setting' ? found.entry.id : found.entry.path;
  return [
    ...topicsNamed(name).filter(({ kind }) => kind === 'setting'),
    ...found.captures
      .flatMap(topicsNamed)
      .filter(({ kind }) => kind === 'detector' || kind === 'health-alert'),
  ];
}

function classifyText(path: string, document: 'center' | 'gateway') {
  try {
    return builtInSettings().classify(document, path);
  } catch (error) {
    // Most words are no path.
    if (error instanceof UserError) return null;
    throw error;
  }
}

function versionMatch(word: string): VersionMatch | null {
  if (!versionWithBuild.test(word)) return null;
  const version = versionInfo(word);
  return version.name === null ? null : { kind: 'version', version };
}

/** An item id as a plan has it: the area, then what the item is, each part escaped as ids.ts does. */
function itemMatch(word: string): ItemMatch | null {
  const [first, ...rest] = word.split('/');
  const area = areas.find((candidate) => candidate === first);
  if (area === undefined || rest.every((part) => part === '')) return null;
  const parts = rest.map(unescaped);
  const named = new Set(parts.flatMap((part) => topicsOfPart(part, area)));
  return {
    kind: 'item',
    id: inert(word),
    parts: parts.map(inert),
    area: areaMatch(area),
    named: [...named].map((topic) => topic.match()).filter((match) => belongs(match, area)),
  };
}

/** What a part of an item's id may name. A number names nothing: it may be of either product, or somebody's name. */
function topicsOfPart(part: string, area: Area): readonly Topic[] {
  return onlyDigits.test(part) ? [] : [...topicsNamed(part), ...topicsNamed(`${area}.${part}`)];
}

function belongs(match: ExplanationMatch, area: Area): boolean {
  if (area === 'exclusions' || area === 'detectors') return match.kind === 'detector';
  if (area === 'monitoring-alerts') return match.kind === 'health-alert';
  if (area === 'role-groups') return match.kind === 'role';
  return match.kind === 'setting' && match.area === area;
}

function unescaped(part: string): string {
  return part.replace(/%([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

let suggested: readonly string[] | undefined;

/** Everything that may be suggested: all names but numbers, and the keys that paths are made of. */
function vocabulary(): readonly string[] {
  if (suggested === undefined) {
    const names = topics().flatMap((topic) => topic.names);
    const keys = names.flatMap((name) => name.split('.')).filter((key) => /^[A-Za-z]{4,}$/.test(key));
    const byName = new Map<string, string>();
    for (const name of [...names, ...keys]) if (!byName.has(keyOf(name))) byName.set(keyOf(name), name);
    suggested = [...byName.values()].filter((name) => !onlyDigits.test(name));
  }
  return suggested;
}
