/** A starting file for `--catalogue`: one entry for each place that the catalogue does not know. It is made from a report. */

import { areas } from '../catalogue/areas.js';
import type { SettingEntry } from '../catalogue/settings.js';
import { inertJson, inertLines } from '../inert.js';
import type { PathShape, Structure, StructureReport } from '../types/structure-report.js';
import { foldedKey } from './names.js';

/** An entry to be filled in, and what is known of its place. */
export interface ProposedEntry {
  readonly entry: Pick<SettingEntry, 'id' | 'area' | 'document' | 'paths' | 'title' | 'certainty' | 'source'>;
  /** The types that stand there; no value. */
  readonly types: string;
}

/** What stands for words that the user has to give. */
const titleToGive = 'TODO: what this setting is, in plain words';
const sourceToGive = 'TODO: where this can be looked up (ATA version, console page, document)';

/**
 * The entries that a user would fill in. Their area is `unrecognised`: an entry counts once it has another one
 * (src/user-catalogue).
 */
export function proposedEntries({ structures }: StructureReport): ProposedEntry[] {
  const byPlace = new Map<
    string,
    { document: SettingEntry['document']; paths: Set<string>; types: Set<string> }
  >();
  for (const structure of structures) {
    const document = documentOf(structure.kind);
    for (const shape of structure.paths) {
      if (shape.catalogue?.status !== 'unrecognised') continue;
      const pattern = shape.path.replaceAll(foldedKey, '*');
      // A list has its own path while it is empty, and those of its elements otherwise: they are one setting.
      const place = pattern.replace(/(?:\[\])+$/, '');
      const known = byPlace.get(`${document} ${place}`) ?? { document, paths: new Set(), types: new Set() };
      byPlace.set(`${document} ${place}`, known);
      for (let path = pattern; path.endsWith('[]'); path = path.slice(0, -2))
        known.paths.add(path.slice(0, -2));
      known.paths.add(pattern);
      // A list in a secret was not looked into.
      if (shape.secret && shape.types.some(({ type }) => type === 'list')) known.paths.add(`${pattern}.**`);
      for (const text of typesOf(shape)) known.types.add(text);
    }
  }
  const ids = new Set<string>();
  return [...byPlace.values()].map(({ document, paths, types }) => {
    const sorted = [...paths].sort((a, b) => a.length - b.length);
    return {
      entry: {
        id: uniqueId(sorted[0] ?? '', ids),
        area: 'unrecognised',
        document,
        paths: sorted,
        title: titleToGive,
        certainty: 'seen',
        source: ['OWN'],
      },
      types: [...types].join(', '),
    };
  });
}

/**
 * The file: JSON with comments, which can be loaded as it is, although no entry counts before it is filled in.
 *
 * @param isPlain without the comments, for programs
 */
export function proposalText(report: StructureReport, isPlain = false): string {
  const proposed = proposedEntries(report);
  const head = {
    schema: 'catalogue-settings',
    schemaVersion: 1,
    factsAsOf: report.factsAsOf,
    sources: { OWN: { repository: null, commit: null, licence: null, what: sourceToGive } },
  };
  if (isPlain) return inertJson({ ...head, entries: proposed.map(({ entry }) => entry) });
  const start = JSON.stringify(head, null, 2).slice(0, -2);
  const entries = proposed.map(({ entry, types }) => {
    const text = JSON.stringify(entry, null, 2).replace(
      /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
      (_, inner: string) => `[${inner.replace(/,\n\s+/g, ', ')}]`,
    );
    return `    // ${types}\n${text.replace(/^/gm, '    ')}`;
  });
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n\n')}\n  ]`;
  const text = `${instructions.map((line) => `// ${line}`.trimEnd()).join('\n')}\n${start},\n  "entries": ${list}\n}\n`;
  return inertLines(text);
}

const instructions = [
  'A catalogue of settings for: ata2mdi run SOURCE --catalogue THIS-FILE',
  '',
  'Each entry is a place that ata2mdi does not know. There is no value in this file, and none belongs into it.',
  'Fill in, for each entry you know; the others may stay as they are, or go:',
  '',
  '  area   what the setting belongs to. An entry counts once this is no longer "unrecognised". One of:',
  ...wrappedWords(areas.filter((area) => area !== 'unrecognised')).map((line) => `           ${line}`),
  '  id     if ata2mdi has this setting, only at another place: its id, for example gateways.description',
  '         (ata2mdi explain AREA lists them); it is then treated as that setting.',
  '         Otherwise an id of your own, beginning with the area, for example gateways.coolness',
  '  title  what the setting is, in plain words',
  '  certainty  "seen" in a real file, "documented" by the vendor, or "inferred"',
  '  sources    where you know it from',
  '',
  'In paths, [] is any element of a list and * any one key. Where a * stands because the name could be data, write the',
  'name of a field that is the same in every installation.',
  'Useful to others too? Offer your entries to the project: they hold no values.',
];

function wrappedWords(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 90) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines;
}

function documentOf(kind: Structure['kind']): SettingEntry['document'] {
  if (kind === 'center-profile') return 'center';
  return kind === 'gateway-profile' ? 'gateway' : 'any';
}

function typesOf({ types, path, secret }: PathShape): string[] {
  const words = types.map(({ type }) => (path.endsWith('[]') ? `list of ${type}` : type));
  return secret ? [...words, 'named like a secret: its value stays redacted whatever stands here'] : words;
}

/** An id made of the names in a path; a letter behind it keeps those apart that have the same names. */
function uniqueId(path: string, taken: Set<string>): string {
  const names = path.match(/[A-Za-z]+/g) ?? [];
  const parts = names.map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  // What all paths begin with says nothing.
  const told = parts.length > 1 && parts[0] === 'configuration' ? parts.slice(1) : parts;
  const base = `unrecognised.${told.length === 0 ? 'anyKey' : told.join('.')}${path.endsWith('*') && told.length > 0 ? '.anyKey' : ''}`;
  let id = base;
  for (let copy = 1; taken.has(id); copy += 1) id = base + lettersOf(copy);
  taken.add(id);
  return id;
}

/** B, C … Z, BA …: a number in letters, because an id has no digits. */
function lettersOf(number: number): string {
  const rest = Math.floor(number / 26);
  return (rest === 0 ? '' : lettersOf(rest)) + String.fromCharCode(65 + (number % 26));
}
