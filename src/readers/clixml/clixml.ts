/** The reader for CLIXML: what `Export-Clixml` writes, and what powershell.exe writes to another program's streams. */

import { UserError } from '../../errors.js';
import type { Notice, Reporter } from '../../reporter.js';
import { documentKind } from '../document-kinds.js';
import { decodeText } from '../text.js';
import {
  type DecodedSource,
  type DocumentValue,
  isList,
  isObject,
  type SourceBytes,
  type SourceDocument,
  type TextEncodingName,
} from '../values.js';
import { convertItem, type ItemRemarks, newConversion, noRemarks } from './objects.js';
import { clixmlFormat } from './recognise.js';
import { parseXml, type XmlElement } from './xml.js';

/** One object of the pipeline that was exported. */
export interface ClixmlItem {
  readonly value: DocumentValue;
  /** Line of the item's element, from 1. */
  readonly line: number;
  /** Names of its type and the types it derives from, most derived first; a hint, not to be relied on. */
  readonly typeNames: readonly string[];
  /** Paths where only the name of a type stands in place of an object, because it lay deeper than `-Depth`. */
  readonly cuts: readonly string[];
}

/** What one CLIXML file holds. */
export interface ClixmlContent {
  readonly encoding: TextEncodingName;
  /** The items of the output stream, in their order. */
  readonly items: readonly ClixmlItem[];
  /** How many items of the error stream there were; they are no data. */
  readonly errors: number;
}

const rootName = 'Objs';
const streamHeader = /^\s*#< CLIXML[ \t]*(?:\r?\n|$)/;

const lookAtCommand = [
  'Run the command again without exporting and look at what it says.',
  'Then export its result: <command> | Export-Clixml -Depth 10 <file>',
];

/**
 * Decodes every item of a CLIXML file. What goes by (elements that CLIXML does not have, circles, keys that come
 * twice, errors of the command) is reported without a word of the content.
 *
 * @throws UserError when the source is cut short, damaged, hostile, or holds the error of a command instead of data
 */
export function parseClixml(source: SourceBytes, reporter: Reporter): ClixmlContent {
  const { text, encoding } = decodeText(source);
  // Blanks in place of the header keep every line where it is.
  const xml = text.replace(streamHeader, (header) => header.replace(/[^\r\n]/g, ' '));
  const state = newConversion(source.name);
  const items: ClixmlItem[] = [];
  let errors = 0;
  for (const element of parseXml(xml, source.name, rootName).children()) {
    const remarks = noRemarks();
    // Items of other streams are read too: later ones may refer to their types.
    const item = convertItem(element, state, remarks);
    const stream = element.attribute('S')?.toLowerCase() ?? 'output';
    if (stream === 'error') errors += 1;
    if (stream !== 'output') continue;
    if (remarks.errorRecords > 0) throw commandFailed(element, source.name);
    report(remarks, source.name, reporter);
    if (item === undefined) continue;
    const { value, typeNames } = item;
    items.push({ value, line: element.position.line, typeNames, cuts: remarks.cuts });
  }
  if (errors > 0) reportErrors(errors, source.name, reporter);
  return { encoding, items, errors };
}

/**
 * Reads the documents of a CLIXML file: every property bag, also those in an array that was exported as one object
 * (what `Invoke-RestMethod | Export-Clixml` writes in Windows PowerShell 5.1; certainty: documented).
 *
 * @throws UserError as {@link parseClixml} does; for a file without any object; for single values; and for a document
 *   of ATA of which Export-Clixml has cut parts off
 */
export function readClixml(source: SourceBytes, reporter: Reporter): DecodedSource {
  const { encoding, items, errors } = parseClixml(source, reporter);
  const documents = items.flatMap((item) => documentsOf(item, item.value, source.name));
  if (documents.length === 0) throw nothingExported(source.name, errors);
  return { name: source.name, format: clixmlFormat, encoding, documents };
}

function documentsOf(item: ClixmlItem, value: DocumentValue, sourceName: string): SourceDocument[] {
  if (value === null) return [];
  if (isList(value)) return value.flatMap((element) => documentsOf(item, element, sourceName));
  const location = { source: sourceName, line: item.line };
  if (!isObject(value)) {
    throw new UserError('Expected objects with properties, but found a single value.', {
      advice: ['Export the objects themselves, not one of their properties or their text.'],
      location,
    });
  }
  const cut = item.cuts[0];
  if (cut !== undefined && documentKind(value) !== 'unknown') {
    throw new UserError(
      `The export was cut off by Export-Clixml: ${item.cuts.length === 1 ? 'one part of it is' : `${item.cuts.length} parts of it are`} only the name of a type.`,
      {
        advice: ['Export it again with: <command> | Export-Clixml -Depth 10 <file>'],
        // A document's own path begins at the document, not at the list it stands in.
        location: { ...location, path: cut.replace(/^(?:\[\d+\])+\.?/, '') },
      },
    );
  }
  return [{ value, line: item.line }];
}

function commandFailed(element: XmlElement, source: string): UserError {
  return new UserError(
    'The command whose result was exported has failed: the file holds its error, not data.',
    {
      advice: lookAtCommand,
      location: { source, ...element.position },
    },
  );
}

function nothingExported(source: string, errors: number): UserError {
  const message =
    errors > 0
      ? 'The file holds nothing but the errors of the command whose result was exported.'
      : 'The file holds no objects: nothing was exported.';
  return new UserError(message, { advice: lookAtCommand, location: { source } });
}

function reportErrors(count: number, source: string, reporter: Reporter): void {
  reporter.notice({
    code: 'clixml-error-stream',
    text: `The command that wrote this file also wrote ${count} line${count === 1 ? '' : 's'} of errors: what it exported may not be all.`,
    source,
  });
}

function report(remarks: ItemRemarks, source: string, reporter: Reporter): void {
  const { cuts, circles, duplicates, unknownElements } = remarks;
  const told: readonly [string, string, readonly string[]][] = [
    [
      'clixml-depth-cut',
      'only the name of a type stands in place of an object: it lay deeper than -Depth.',
      cuts,
    ],
    ['clixml-circle', 'an object refers to one that it is part of; it is not followed.', circles],
    [
      'duplicate-key',
      'a name comes again in the same object. The last value counts; the earlier one is kept beside it.',
      duplicates,
    ],
    [
      'clixml-unknown-element',
      'there is an element that CLIXML is not known to have; it was passed over.',
      unknownElements,
    ],
  ];
  for (const [code, what, paths] of told) {
    const [path] = paths;
    if (path !== undefined) reporter.notice(noticeOf(code, what, path, paths.length, source));
  }
}

function noticeOf(code: string, what: string, path: string, count: number, source: string): Notice {
  const place = count === 1 ? 'At one place' : `At ${count} places, this the first,`;
  return { code, text: `${place} ${what}`, source, ...(path === '' ? {} : { path }) };
}
