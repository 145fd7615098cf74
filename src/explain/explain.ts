/** What the catalogue knows of a word. */
import { type Area, areas } from '../catalogue/areas.js';
import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from '../catalogue/settings.js';
import { type UserCatalogue, withUserEntries } from '../catalogue/user-settings.js';
import { versionInfo } from '../catalogue/versions.js';
import { UserError } from '../errors.js';
import { inert } from '../inert.js';
import { areaMatch } from './areas.js';
import { closestWords } from './closest.js';
import type { Explanation, ExplanationMatch, ItemMatch, VersionMatch } from './explanation.js';
import { type Topic, topics, userTopics } from './topics.js';
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
 * @param user a user's catalogue, whose entries are answers too
 * @returns what goes by exactly this word; if nothing does, everything the word is a part of; if nothing is, words
 * that are close to it
 */
export function explain(word: string, user: UserCatalogue | null = null): Explanation {
  const asked = word.trim();
  const known = user === null ? builtInKnowledge() : knowledgeWith(user);
  const matches = asked === '' || asked.length > longestWord ? [] : matchesFor(asked, known);
  return {
    word: inert(asked.length > longestWord ? `${asked.slice(0, longestWord)}…` : asked),
    factsAsOf: settingsFactsAsOf(),
    matches,
    suggestions: matches.length === 0 ? closestWords(asked, known.vocabulary()) : [],
  };
}

/** Everything that can be answered, ready to be looked up. */
interface Knowledge {
  readonly topics: readonly Topic[];
  readonly settings: SettingsIndex;
  named(name: string): readonly Topic[];
  /** Everything that may be suggested. */
  vocabulary(): readonly string[];
}

let builtIn: Knowledge | undefined;

function builtInKnowledge(): Knowledge {
  builtIn ??= knowledgeOf(topics(), builtInSettings());
  return builtIn;
}

function knowledgeWith(user: UserCatalogue): Knowledge {
  const own = userTopics(user);
  return knowledgeOf(
    [...topics().map((topic) => withUserSettings(topic, own)), ...own],
    withUserEntries(builtInSettings(), user.entries),
  );
}

/** An area's topic that lists the settings of the user's catalogue too. */
function withUserSettings(topic: Topic, own: readonly Topic[]): Topic {
  if (topic.kind !== 'area') return topic;
  return {
    ...topic,
    match() {
      const match = topic.match();
      if (match.kind !== 'area') return match;
      const added = own.flatMap((each) => {
        const setting = each.match();
        if (setting.kind !== 'setting' || setting.area !== match.area || setting.id === null) return [];
        return [{ id: setting.id, title: setting.title, userCatalogue: setting.userCatalogue }];
      });
      return { ...match, settings: [...match.settings, ...added] };
    },
  };
}

function knowledgeOf(all: readonly Topic[], settings: SettingsIndex): Knowledge {
  let byKey: ReadonlyMap<string, readonly Topic[]> | undefined;
  let words: readonly string[] | undefined;
  return {
    topics: all,
    settings,
    named(name) {
      byKey ??= index(all);
      return byKey.get(keyOf(name)) ?? [];
    },
    vocabulary() {
      words ??= vocabularyOf(all);
      return words;
    },
  };
}

function matchesFor(word: string, known: Knowledge): ExplanationMatch[] {
  const item = itemMatch(word, known);
  if (item !== null) return [item];
  const exact = [...new Set([...known.named(word), ...topicsAtPath(word, known)])];
  if (exact.length > 0) return exact.map((topic) => topic.match());
  const version = versionMatch(word);
  if (version !== null) return [version];
  return known.topics
    .filter(({ names }) => names.some((name) => !onlyDigits.test(name) && containsWords(name, word)))
    .map((topic) => topic.match());
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
function topicsAtPath(word: string, known: Knowledge): Topic[] {
  // A plan writes `document:path`, and people leave out what all paths begin with.
  const path = word.slice(word.indexOf(':') + 1);
  const candidates = [...new Set([word, path])].flatMap((text) => [text, `Configuration.${text}`]);
  return candidates.flatMap((candidate) => [
    ...classified(candidate, 'center', known),
    ...classified(candidate, 'gateway', known),
  ]);
}

function classified(path: string, document: 'center' | 'gateway', known: Knowledge): Topic[] {
  const found = classifyText(path, document, known);
  if (found === null) return [];
  const name = found.kind === 'setting' ? found.entry.id : found.entry.path;
  return [
    ...known.named(name).filter(({ kind }) => kind === 'setting'),
    ...found.captures
      .flatMap((capture) => known.named(capture))
      .filter(({ kind }) => kind === 'detector' || kind === 'health-alert'),
  ];
}

function classifyText(path: string, document: 'center' | 'gateway', { settings }: Knowledge) {
  try {
    return settings.classify(document, path);
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
function itemMatch(word: string, known: Knowledge): ItemMatch | null {
  const [first, ...rest] = word.split('/');
  const area = areas.find((candidate) => candidate === first);
  if (area === undefined || rest.every((part) => part === '')) return null;
  const parts = rest.map(unescaped);
  const named = new Set(parts.flatMap((part) => topicsOfPart(part, area, known)));
  return {
    kind: 'item',
    id: inert(word),
    parts: parts.map(inert),
    area: areaMatch(area),
    named: [...named].map((topic) => topic.match()).filter((match) => belongs(match, area)),
  };
}

/** What a part of an item's id may name. A number names nothing: it may be of either product, or somebody's name. */
function topicsOfPart(part: string, area: Area, known: Knowledge): readonly Topic[] {
  return onlyDigits.test(part) ? [] : [...known.named(part), ...known.named(`${area}.${part}`)];
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

/** All names but numbers, and the keys that paths are made of. */
function vocabularyOf(all: readonly Topic[]): readonly string[] {
  const names = all.flatMap((topic) => topic.names);
  const keys = names.flatMap((name) => name.split('.')).filter((key) => /^[A-Za-z]{4,}$/.test(key));
  const byName = new Map<string, string>();
  for (const name of [...names, ...keys]) if (!byName.has(keyOf(name))) byName.set(keyOf(name), name);
  return [...byName.values()].filter((name) => !onlyDigits.test(name));
}
