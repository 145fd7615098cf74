/**
 * XML text to elements, with fast-xml-parser. It is asked for as little as can be: order kept, no entity replaced, no
 * number made. What could make a file of moderate size into something without end (document types, entities, deep
 * nesting) is refused before.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { UserError } from '../../errors.js';
import { LineIndex, type LinePosition } from '../line-index.js';

/**
 * Most levels of elements. PowerShell stops at 50 levels of objects (serialization.cs, certainty: documented), and one
 * level takes three elements at most: `Obj`, `DCT`, `En`.
 */
export const deepestElement = 200;

/** Most elements of one file, and most values once its references are followed. */
export const mostElements = 2_000_000;

const attributesKey = ':@';
const textKey = '#text';
// Typed as the wrapper object of a symbol; it is a symbol.
const metaData = XMLParser.getMetaDataSymbol() as unknown as symbol;

const exportAgain = [
  'Export the objects again with Export-Clixml, and copy the file as it is.',
  'If it was copied, compare its size with the original: it may be damaged.',
];

/** What fast-xml-parser makes of one element or text: `{Obj: [...], ':@': {RefId: '0'}}` or `{'#text': '...'}`. */
type ParsedNode = Readonly<Record<string | symbol, unknown>>;

interface Place {
  readonly sourceName: string;
  readonly lines: LineIndex;
}

/** One element of an XML text. */
export class XmlElement {
  readonly name: string;
  readonly #node: ParsedNode;
  readonly #place: Place;

  constructor(name: string, node: ParsedNode, place: Place) {
    this.name = name;
    this.#node = node;
    this.#place = place;
  }

  /** Where the element begins. */
  get position(): LinePosition {
    const found = this.#node[metaData] as { startIndex?: number } | undefined;
    return this.#place.lines.positionOf(found?.startIndex ?? 0);
  }

  /** An attribute's text, without entities; undefined if it is not there. */
  attribute(name: string): string | undefined {
    const attributes = this.#node[attributesKey] as Readonly<Record<string, unknown>> | undefined;
    const value = attributes !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return typeof value === 'string' ? this.#withoutEntities(value) : undefined;
  }

  /** The elements inside, in their order. @throws UserError when there is text among them */
  children(): XmlElement[] {
    return this.#nodes().flatMap((node) => {
      const text = node[textKey];
      if (typeof text !== 'string') return [elementOf(node, this.#place)];
      if (text.trim() === '') return [];
      throw this.damaged('Here is text where only elements can be.');
    });
  }

  /** The text inside, without entities. @throws UserError when there are elements in it */
  text(): string {
    const parts = this.#nodes().map((node) => {
      const text = node[textKey];
      if (typeof text === 'string') return text;
      throw this.damaged('Here are elements where only text can be.');
    });
    return this.#withoutEntities(parts.join(''));
  }

  /** The error for an element that is not as it should be. */
  damaged(message: string, advice: readonly string[] = exportAgain): UserError {
    return errorAt(this.#place.sourceName, this.position, message, advice);
  }

  #nodes(): readonly ParsedNode[] {
    return this.#node[this.name] as readonly ParsedNode[];
  }

  #withoutEntities(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&([^;&]{1,20});/g, (_, reference: string) => {
      const character = characterOf(reference);
      if (character === null) throw this.damaged('Here is an entity that no CLIXML has.');
      return character;
    });
  }
}

/**
 * Parses a text that holds one element of that name.
 *
 * @throws UserError with the place when it is cut short, is not well formed, holds a document type, or is too large
 */
export function parseXml(text: string, sourceName: string, rootName: string): XmlElement {
  // The parser makes every line break a line feed; done here first, the places it names fit.
  const uniform = text.replace(/\r\n?/g, '\n');
  const place = { sourceName, lines: new LineIndex(uniform) };
  refuseUnsafe(uniform, place);
  refuseCutShort(uniform, place, rootName);
  const verdict = XMLValidator.validate(uniform);
  if (verdict !== true) {
    const { line, col } = verdict.err;
    throw errorAt(sourceName, { line, column: col ?? 1 }, 'The XML is damaged at this place.', exportAgain);
  }
  const root = parseNodes(uniform, sourceName).find((node) => Object.hasOwn(node, rootName));
  if (root === undefined) {
    throw errorAt(sourceName, { line: 1, column: 1 }, `The XML does not begin with the element ${rootName}.`);
  }
  return new XmlElement(rootName, root, place);
}

function parseNodes(text: string, sourceName: string): readonly ParsedNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: textKey,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: deepestElement,
    captureMetaData: true,
  });
  try {
    return parser.parse(text) as readonly ParsedNode[];
  } catch (error) {
    // The parser's own message may quote the text.
    const isDeep = error instanceof Error && error.message.includes('nested');
    throw new UserError(
      isDeep
        ? `The XML is nested more than ${deepestElement} levels deep.`
        : 'The XML is damaged: a name in it is not one that can be read.',
      { advice: exportAgain, location: { source: sourceName }, cause: error },
    );
  }
}

/** PowerShell writes no document types, entities or CDATA sections: none is needed, and all can do harm. */
function refuseUnsafe(text: string, place: Place): void {
  const unsafe = /<!(?!--)/.exec(text);
  if (unsafe !== null) {
    throw errorAt(
      place.sourceName,
      place.lines.positionOf(unsafe.index),
      'The XML holds a document type, an entity or a CDATA section. PowerShell writes none of these, and they are not read.',
    );
  }
  let count = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text[at + 1] !== '/') count += 1;
  }
  if (count > mostElements) throw tooLarge(place.sourceName);
}

/** Said apart from other damage, because it is the commonest and has its own remedy. */
function refuseCutShort(text: string, place: Place, rootName: string): void {
  const content = text.trimEnd();
  const closing = new RegExp(`(?:</${rootName}\\s*|<${rootName}\\b[^<>]{0,4096}/|--)>$`);
  if (closing.test(content.slice(-4200))) return;
  throw errorAt(
    place.sourceName,
    place.lines.positionOf(content.length),
    `The file is cut short: it ends before its element ${rootName} does.`,
    ['Copy or export the file again, and compare its size with the original.'],
  );
}

/** The error for a file with more in it than is read. */
export function tooLarge(sourceName: string): UserError {
  return new UserError(`The file holds more than ${mostElements / 1_000_000} million values.`, {
    advice: ['Export fewer objects to a file, and give several files.'],
    location: { source: sourceName },
  });
}

function elementOf(node: ParsedNode, place: Place): XmlElement {
  const name = Object.keys(node).find((key) => key !== attributesKey) ?? '';
  return new XmlElement(name, node, place);
}

const namedEntities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function characterOf(reference: string): string | null {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference);
  if (number === null) return namedEntities.get(reference) ?? null;
  const codePoint = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : null;
}

function errorAt(
  source: string,
  { line, column }: LinePosition,
  message: string,
  advice: readonly string[] = exportAgain,
): UserError {
  return new UserError(message, { advice, location: { source, line, column } });
}
