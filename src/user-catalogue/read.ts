/** A user's catalogue: a file of settings that this program does not know, checked until it can be relied on. */

import { detectorSections } from '../catalogue/detectors.js';
import { expandedPatterns } from '../catalogue/pattern-tree.js';
import type { ProfileKind, SettingEntry, SettingsCatalogue, SettingsIndex } from '../catalogue/settings.js';
import { builtInEntry, isPresumed, type UserCatalogue, type UserEntry } from '../catalogue/user-settings.js';
import { UserError } from '../errors.js';
import { decodeText } from '../readers/text.js';
import type { SourceBytes } from '../readers/values.js';
import type { Reporter } from '../reporter.js';
import { scrubbed, scrubText } from '../snapshot/scrub.js';
import { type ValidationError, validate } from '../types/validate-catalogue-settings.js';
import { type CommentedJson, parseCommentedJson } from './commented-json.js';

const startAdvice = [
  'A catalogue is JSON, in which comments may stand.',
  'Print one to start from with: ata2mdi inspect SOURCE --propose',
];

/**
 * Reads a user's catalogue: JSON with comments in the schema `catalogue-settings`.
 *
 * - An entry of the area `unrecognised` is not filled in yet: it does not count.
 * - An entry with the id of a built-in setting names another place for it, and must be of its area and document.
 * - What this program knows for certain at a place counts, whatever the user says of it.
 *
 * @param settings the built-in catalogue
 * @param reporter is told of entries that do not count
 * @throws UserError with line and column for what is no such file
 */
export function readUserCatalogue(
  { name, bytes }: SourceBytes,
  settings: SettingsIndex,
  reporter: Reporter,
): UserCatalogue {
  const json = parsed({ name, bytes });
  const catalogue = checked(json, name);
  const ids = new Map<string, number>();
  const taken = new Map<string, string>();
  const entries: UserEntry[] = [];
  let open = 0;
  for (const [index, entry] of catalogue.entries.entries()) {
    const pointer = `/entries/${index}`;
    const fail = (field: string, message: string, ...advice: readonly string[]): UserError =>
      errorAt(json, name, `${pointer}/${field}`, message, advice);
    const earlier = ids.get(entry.id);
    if (earlier !== undefined)
      throw fail(
        'id',
        `the id ${entry.id} stands at entry ${earlier + 1} already`,
        'Put all paths of one setting into one entry.',
      );
    ids.set(entry.id, index);
    const strange = entry.source.find((key) => !Object.hasOwn(catalogue.sources, key));
    if (strange !== undefined)
      throw fail('source', `the source ${strange} is not among "sources"`, 'Describe it there.');
    refuseTaken(entry, taken, fail);
    if (entry.area === 'unrecognised') open += 1;
    else entries.push(userEntry(entry, fail));
    noticeKnown(entry, name, settings, reporter);
  }
  if (open > 0)
    reporter.notice({
      code: 'catalogue-open-entries',
      text: `${counted(open)} of the area "unrecognised" ${open === 1 ? 'is' : 'are'} not filled in yet and ${open === 1 ? 'does' : 'do'} not count.`,
      source: name,
    });
  return { name, entries, sources: catalogue.sources };
}

type Fail = (field: string, message: string, ...advice: readonly string[]) => UserError;

function parsed({ name, bytes }: SourceBytes): CommentedJson {
  try {
    return parseCommentedJson(decodeText({ name, bytes }).text, name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message, {
      advice: startAdvice,
      ...(error.location === undefined ? {} : { location: error.location }),
    });
  }
}

function checked(json: CommentedJson, name: string): SettingsCatalogue {
  const { value } = json;
  // Before anything of it is repeated: it may be another file, and hold anything.
  const isCatalogue = typeof value === 'object' && value !== null && 'schema' in value;
  if (!isCatalogue || value.schema !== 'catalogue-settings')
    throw errorAt(json, name, '', 'this is no catalogue of settings', [
      'It has to begin with "schema": "catalogue-settings", "schemaVersion": 1.',
      ...startAdvice,
    ]);
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw errorAt(json, name, error?.instancePath ?? '', whatIsWrong(error), [
      'The schema is printed by: ata2mdi schema catalogue-settings',
    ]);
  }
  // Titles and notes are shown in what is made of it; somebody may have pasted an address with a password.
  return scrubbed(value as unknown as SettingsCatalogue);
}

/** A breach of the schema in plain words; the value itself is not repeated. */
function whatIsWrong(error: ValidationError | undefined): string {
  if (error === undefined) return 'it does not follow the schema';
  const { keyword, params, instancePath, message } = error;
  const field = instancePath.split('/').findLast((part) => !/^\d*$/.test(part));
  const subject = field === undefined ? 'the catalogue' : `"${field}"`;
  if (keyword === 'required') return `"${params['missingProperty']}" is missing`;
  if (keyword === 'additionalProperties')
    return `"${scrubText(String(params['additionalProperty']))}" is no field of the schema here`;
  if (keyword === 'enum' && Array.isArray(params['allowedValues']))
    return `${subject} must be one of: ${params['allowedValues'].join(', ')}`;
  if (keyword === 'pattern' && field === 'id')
    return 'an id is the area, a dot and a name of letters, for example gateways.coolness';
  if (keyword === 'pattern' && field === 'paths')
    return 'a path is names joined by dots; [] any element of a list, * any one key, .** at the end everything below';
  if (keyword === 'dependentRequired') return '"default" and "defaultEvidence" go together';
  return `${subject} ${message ?? 'does not follow the schema'}`;
}

/** Two entries may not claim one place of one document. */
function refuseTaken(entry: SettingEntry, taken: Map<string, string>, fail: Fail): void {
  for (const [at, path] of entry.paths.entries()) {
    if (path.startsWith('{object}'))
      throw fail(
        `paths/${at}`,
        '{object} is only for the built-in catalogue',
        'Name the object, or write *.',
      );
    if (path.split('{detector}').length > 2)
      throw fail(`paths/${at}`, '{detector} can stand in a path once', 'Write * in the other place.');
    for (const document of documentsOf(entry)) {
      for (const place of expandedPatterns(path, detectorSections)) {
        const key = `${document} ${place}`;
        const other = taken.get(key);
        if (other !== undefined)
          throw fail(`paths/${at}`, `the entry ${other} has this place already`, 'A place is one setting.');
        taken.set(key, entry.id);
      }
    }
  }
}

function documentsOf({ document }: SettingEntry): ProfileKind[] {
  return document === 'any' ? ['center', 'gateway', 'other'] : [document];
}

/** A setting of the user's own, or a built-in one with the user's places. */
function userEntry(entry: SettingEntry, fail: Fail): UserEntry {
  const known = builtInEntry(entry.id);
  if (known === undefined) {
    if (entry.id.startsWith('unrecognised.'))
      throw fail(
        'id',
        'this entry has an area, but its id still begins with "unrecognised"',
        'Begin it with the area.',
      );
    return { entry, origin: 'user-setting' };
  }
  if (entry.area !== known.area)
    throw fail('area', `the built-in setting ${known.id} is of the area ${known.area}`, ...sameOrOwn);
  if (entry.document !== known.document)
    throw fail(
      'document',
      `the built-in setting ${known.id} is of the document "${known.document}"`,
      ...sameOrOwn,
    );
  const shapes = new Set(known.paths.map(captureShape));
  for (const [at, path] of entry.paths.entries()) {
    if (shapes.has(captureShape(path))) continue;
    const needed = [...shapes].map((shape) => shape || 'neither * nor {detector}').join(', or ');
    throw fail(`paths/${at}`, `as a path of ${known.id}, this must hold: ${needed}`, ...sameOrOwn);
  }
  // What the mappers know of the setting is the program's; only where it stands is the user's.
  const { presumed: _, ...certain } = known;
  return {
    entry: {
      ...certain,
      ...(entry.secret === undefined ? {} : { secret: entry.secret }),
      ...(entry.presumed === undefined ? {} : { presumed: entry.presumed }),
      paths: entry.paths,
      certainty: entry.certainty,
      source: entry.source,
      ...(entry.notes === undefined ? {} : { notes: entry.notes }),
    },
    origin: 'user-place',
  };
}

const sameOrOwn = ['Follow it, or give the entry an id of its own.'];

/** What a path leaves open, in order: a report's or an alert's name (`*`), a detector. The mappers go by it. */
function captureShape(path: string): string {
  return (path.match(/(?<=^|\.)(?:\*(?!\*)|\{detector\})/g) ?? []).join(' and ');
}

/** Tells of an entry that this version has made needless, or that contradicts what it knows. */
function noticeKnown(entry: SettingEntry, name: string, settings: SettingsIndex, reporter: Reporter): void {
  const isKnown = entry.paths.every((path) =>
    documentsOf(entry).every((document) =>
      expandedPatterns(path, detectorSections).every((place) => {
        const found = settings.classify(document, exampleOf(place));
        return found !== null && !isPresumed(found);
      }),
    ),
  );
  if (!isKnown) return;
  reporter.notice({
    code: 'catalogue-entry-known',
    text: `The entry ${entry.id} has no effect: this version of ata2mdi knows its places itself. Take it out.`,
    source: name,
  });
}

/** A path that a pattern takes. */
function exampleOf(pattern: string): string {
  return pattern
    .replaceAll('[]', '[0]')
    .replace(/\.\*\*$/, '.AnyKeyAtAll')
    .replaceAll('*', 'AnyKeyAtAll');
}

function errorAt(
  json: CommentedJson,
  name: string,
  pointer: string,
  message: string,
  advice: readonly string[],
): UserError {
  const { line, column } = json.placeOf(pointer);
  const path = pointer === '' ? {} : { path: pointer.slice(1).replaceAll('/', '.') };
  return new UserError(message, { advice, location: { source: name, line, column, ...path } });
}

function counted(count: number): string {
  return `${count} ${count === 1 ? 'entry' : 'entries'}`;
}
