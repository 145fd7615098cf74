/**
 * Elements of CLIXML to values: objects with their properties, lists, dictionaries, references between them. Nothing
 * is ever made of a type name; it is a hint to people and to the recognition of errors. Source of the grammar:
 * [MS-PSRP] 2.2.5.2 and PowerShell's serialization.cs (certainty: documented; most of it seen).
 */

import { formatPath, type PathSegment } from '../../catalogue/paths.js';
import { type DocumentObject, type DocumentValue, ExtendedValue, isObject } from '../values.js';
import { decodeEscapes } from './escapes.js';
import { isPrimitive, readPrimitive } from './primitives.js';
import { mostElements, tooLarge, type XmlElement } from './xml.js';

/** Deepest nesting of values once references are followed: as deep as any other reader goes. */
const deepestValue = 200;

/** What was noticed within one item of the pipeline. All are paths within the item. */
export interface ItemRemarks {
  /** Where only the name of a type stands in place of an object: deeper than `-Depth`. */
  readonly cuts: string[];
  /** Where an object refers to one that it is part of. */
  readonly circles: string[];
  /** Keys that came again within the same object. */
  readonly duplicates: string[];
  /** Elements that are not part of CLIXML as it is known. */
  readonly unknownElements: string[];
  /** Error records that stand where data should: as the item, or in a list that is the item. */
  errorRecords: number;
}

/** A value and what following it would cost. */
interface Converted {
  readonly value: DocumentValue;
  /** Values in it, counting what references lead to each time. */
  readonly size: number;
  /** Levels of values in it. */
  readonly height: number;
  readonly typeNames: readonly string[];
}

/** What must be known across the items of one file. Types and objects are numbered apart. */
export interface ConversionState {
  readonly sourceName: string;
  readonly types: Map<string, readonly string[]>;
  readonly objects: Map<string, Converted | 'open'>;
  /** Values of all items so far, counting what references lead to each time. */
  total: number;
}

interface Conversion extends ConversionState {
  readonly remarks: ItemRemarks;
  readonly path: PathSegment[];
}

/** The parts of an `Obj`, which may come in any order. */
interface Parts {
  typeNames: readonly string[];
  text: string | null;
  /** A list or dictionary. */
  container: Converted | null;
  /** The value of an enum, a value with notes, or an object wrapped in another. */
  inner: Converted | null;
  readonly properties: Map<string, Converted>;
  readonly notes: Map<string, Converted>;
  /** Cuts among the properties: they matter only where the properties do. */
  readonly memberCuts: string[];
  hasMembers: boolean;
}

/** A state for the first item of a file. */
export function newConversion(sourceName: string): ConversionState {
  return { sourceName, types: new Map(), objects: new Map(), total: 0 };
}

/** Nothing noticed yet. */
export function noRemarks(): ItemRemarks {
  return { cuts: [], circles: [], duplicates: [], unknownElements: [], errorRecords: 0 };
}

/**
 * The value of one item of the pipeline.
 *
 * Property bags and dictionaries become Maps; of two members with one name the extended one (`MS`) counts, as in
 * PowerShell. An enum is its name, a value with notes the value. A reference is what it refers to.
 *
 * @returns undefined for an element that stands for no value
 * @throws UserError for a damaged element, a reference to nothing, and for more values or levels than are read
 */
export function convertItem(
  element: XmlElement,
  state: ConversionState,
  remarks: ItemRemarks,
): { readonly value: DocumentValue; readonly typeNames: readonly string[] } | undefined {
  const item = convert(element, { ...state, remarks, path: [] });
  state.total += item?.size ?? 0;
  if (state.total > mostElements) throw tooLarge(state.sourceName);
  return item;
}

function convert(element: XmlElement, conversion: Conversion): Converted | undefined {
  const { name } = element;
  if (name === 'Obj') return convertObject(element, conversion);
  if (name === 'Ref') return resolve(element, conversion);
  if (name === 'Nil') return scalar(null);
  if (isPrimitive(name)) return convertPrimitive(element, conversion);
  // A progress record is no data; PowerShell writes it to the stream of that name only.
  if (name !== 'PR') conversion.remarks.unknownElements.push(formatPath(conversion.path));
  return undefined;
}

function convertPrimitive(element: XmlElement, conversion: Conversion): Converted {
  const value = readPrimitive(element.name, element.text());
  if (value === undefined)
    throw element.damaged(`Here is something that is no value of the type ${element.name}.`);
  return element.name === 'S' && typeof value === 'string' ? textOnly(value, conversion) : scalar(value);
}

/** A text; if it is the kind of text that stands in place of an object, that is noticed. */
function textOnly(text: string, { remarks, path }: Conversion): Converted {
  if (isTypeName(text)) remarks.cuts.push(formatPath(path));
  return scalar(text);
}

/** What stands for an object that lies too deep: its type's name, or the text of a PSCustomObject (certainty: seen). */
const typeName =
  /^(?:Deserialized\.)?(?:System|Microsoft)(?:\.[A-Z]\w{0,100}(?:`\d)?){1,20}(?:\+\w{1,100})?(?:\[[\w.,`=+ [\]]{0,1000}\])?$/;

function isTypeName(text: string): boolean {
  return typeName.test(text) || (text.startsWith('@{') && text.endsWith('}'));
}

function convertObject(element: XmlElement, conversion: Conversion): Converted {
  const id = element.attribute('RefId')?.trim();
  if (id !== undefined) conversion.objects.set(id, 'open');
  const parts = readParts(element, conversion);
  if (isDataLevel(conversion) && hasType(parts.typeNames, 'System.Management.Automation.ErrorRecord')) {
    conversion.remarks.errorRecords += 1;
  }
  const converted = { ...assemble(parts, conversion), typeNames: parts.typeNames };
  if (converted.size > mostElements) throw tooLarge(conversion.sourceName);
  if (converted.height > deepestValue) {
    throw element.damaged(`The objects are nested more than ${deepestValue} levels deep.`);
  }
  if (id !== undefined) conversion.objects.set(id, converted);
  return converted;
}

function readParts(element: XmlElement, conversion: Conversion): Parts {
  const parts: Parts = {
    typeNames: [],
    text: null,
    container: null,
    inner: null,
    properties: new Map(),
    notes: new Map(),
    memberCuts: [],
    hasMembers: false,
  };
  for (const child of element.children()) readPart(child, parts, conversion);
  return parts;
}

function readPart(child: XmlElement, parts: Parts, conversion: Conversion): void {
  switch (child.name) {
    case 'TN':
    case 'TNRef':
      parts.typeNames = readTypeNames(child, conversion);
      return;
    case 'ToString':
      parts.text = decodeEscapes(child.text());
      return;
    case 'Props':
      readMembers(child, parts.properties, membersOf(parts, conversion));
      parts.hasMembers = true;
      return;
    case 'MS':
      readMembers(child, parts.notes, membersOf(parts, conversion));
      parts.hasMembers = true;
      return;
    case 'LST':
    case 'IE':
    case 'STK':
    case 'QUE':
      parts.container = convertList(child, conversion);
      return;
    case 'DCT':
      parts.container = convertDictionary(child, conversion);
      return;
    default:
      parts.inner = convert(child, conversion) ?? parts.inner;
  }
}

function membersOf({ memberCuts }: Parts, conversion: Conversion): Conversion {
  return { ...conversion, remarks: { ...conversion.remarks, cuts: memberCuts } };
}

/** The value of an object. The properties of a list are its length and the like, those of a value how to show it. */
function assemble(parts: Parts, conversion: Conversion): Omit<Converted, 'typeNames'> {
  const { typeNames, text, container, inner } = parts;
  if (container !== null) return container;
  const members = new Map([...parts.properties, ...parts.notes]);
  if (inner !== null) {
    if (text !== null && hasType(typeNames, 'System.Enum')) return scalar(text);
    if (!isObject(inner.value) || members.size === 0) return inner;
    for (const cut of parts.memberCuts) conversion.remarks.cuts.push(cut);
    // An object wrapped in another, which has only members that were added to it.
    const bag = bagOf(members);
    return {
      value: new Map([...inner.value, ...bag.value]),
      size: inner.size + bag.size,
      height: Math.max(inner.height, bag.height),
    };
  }
  if (text !== null && !parts.hasMembers) return textOnly(text, conversion);
  for (const cut of parts.memberCuts) conversion.remarks.cuts.push(cut);
  return bagOf(members);
}

function readTypeNames(element: XmlElement, { types }: Conversion): readonly string[] {
  const id = element.attribute('RefId')?.trim() ?? '';
  // A type is only a hint: one that is not there leaves the object without a name, and readable.
  if (element.name === 'TNRef') return types.get(id) ?? [];
  const names = element.children().map((child) => decodeEscapes(child.text()));
  types.set(id, names);
  return names;
}

/** Whether an object is of that type, in its own process or after it was imported or sent. */
function hasType(typeNames: readonly string[], name: string): boolean {
  return typeNames.some((typeName) => typeName.replace(/^(?:Deserialized|Selected)\./, '') === name);
}

/** Reads `Props` or `MS`; a set of members within a set is an object of its own. */
function readMembers(element: XmlElement, members: Map<string, Converted>, conversion: Conversion): void {
  for (const child of element.children()) {
    const name = child.attribute('N');
    if (name === undefined) throw child.damaged('Here is a property without a name.');
    addMember(decodeEscapes(name), child, members, conversion);
  }
}

function addMember(
  key: string,
  element: XmlElement,
  members: Map<string, Converted>,
  conversion: Conversion,
): void {
  conversion.path.push(key);
  const value = element.name === 'MS' ? convertMemberSet(element, conversion) : convert(element, conversion);
  if (value !== undefined) {
    const earlier = members.get(key);
    members.set(key, value);
    if (earlier !== undefined) keepEarlier(key, earlier, members, conversion);
  }
  conversion.path.pop();
}

function convertMemberSet(element: XmlElement, conversion: Conversion): Converted {
  const members = new Map<string, Converted>();
  readMembers(element, members, conversion);
  return bagOf(members);
}

/** The last value of a key counts; the one before is kept beside it, as the reader of JSON does. */
function keepEarlier(
  key: string,
  earlier: Converted,
  members: Map<string, Converted>,
  { path, remarks }: Conversion,
): void {
  let count = 1;
  while (members.has(`${key} (duplicate ${count})`)) count += 1;
  members.set(`${key} (duplicate ${count})`, earlier);
  remarks.duplicates.push(formatPath(path));
}

/** Lists, arrays, stacks (top first) and queues (head first): their order is the order of the elements. */
function convertList(element: XmlElement, conversion: Conversion): Converted {
  const elements: Converted[] = [];
  for (const child of element.children()) {
    conversion.path.push(elements.length);
    const converted = convert(child, conversion);
    conversion.path.pop();
    if (converted !== undefined) elements.push(converted);
  }
  return { value: elements.map(({ value }) => value), ...costOf(elements), typeNames: [] };
}

function convertDictionary(element: XmlElement, conversion: Conversion): Converted {
  const members = new Map<string, Converted>();
  for (const entry of element.children()) {
    const parts = entry.children();
    const key = parts.find((part) => part.attribute('N') === 'Key');
    const value = parts.find((part) => part.attribute('N') === 'Value');
    if (entry.name !== 'En' || key === undefined || value === undefined) {
      throw entry.damaged('Here is an entry of a dictionary without its key or its value.');
    }
    addMember(keyText(key, conversion), value, members, conversion);
  }
  return bagOf(members);
}

/** A key of another type than text reads as PowerShell would show it. */
function keyText(element: XmlElement, conversion: Conversion): string {
  const value = convert(element, conversion)?.value;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  throw element.damaged('Here is a key of a dictionary that is neither text nor number.');
}

function resolve(element: XmlElement, conversion: Conversion): Converted {
  const target = conversion.objects.get(element.attribute('RefId')?.trim() ?? '');
  if (target === undefined)
    throw element.damaged('Here is a reference to an object that the file does not hold.');
  if (target !== 'open') return target;
  conversion.remarks.circles.push(formatPath(conversion.path));
  return scalar(new ExtendedValue({ $circular: true }));
}

/** Whether the present object is an item, or stands in a list that is one. */
function isDataLevel({ path }: Conversion): boolean {
  return path.every((segment) => typeof segment === 'number');
}

function scalar(value: DocumentValue): Converted {
  return { value, size: 1, height: 1, typeNames: [] };
}

function bagOf(members: ReadonlyMap<string, Converted>): Converted & { readonly value: DocumentObject } {
  const value = new Map([...members].map(([key, member]) => [key, member.value] as const));
  return { value, ...costOf([...members.values()]), typeNames: [] };
}

function costOf(members: readonly Converted[]): { readonly size: number; readonly height: number } {
  let size = 1;
  let height = 0;
  for (const member of members) {
    size += member.size;
    height = Math.max(height, member.height);
  }
  return { size, height: height + 1 };
}
