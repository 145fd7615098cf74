import { InternalError } from '../errors.js';
import { visibleText } from './visible.js';

/**
 * The ATA value of an item, for people: a scalar as it is, a list joined by `; `, an object as `label: value` in order
 * of the labels, which is their order in plan.json too: a plan that was saved gives the same worksheets.
 * On one line, without unseen characters. A redaction mark says only whether a secret is set.
 *
 * @param value `source.value` of an item: null where there is no value, which gives the empty text
 * @throws InternalError for what is not JSON
 */
export function valueText(value: unknown): string {
  return value === null ? '' : partText(value, false);
}

function partText(value: unknown, nested: boolean): string {
  if (value === null) return '(not set)';
  if (typeof value === 'string') return value === '' ? '(empty)' : visibleText(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object') throw new InternalError(`a value of type ${typeof value} has no text`);
  const text = Array.isArray(value) ? listText(value) : objectText(value);
  return nested && text.includes(': ') && !text.startsWith('(') ? `(${text})` : text;
}

function listText(elements: readonly unknown[]): string {
  return elements.length === 0 ? '(none)' : elements.map((element) => partText(element, true)).join('; ');
}

function objectText(value: object): string {
  const members = sortedMembers(value);
  const [first] = members;
  if (first === undefined) return '(none)';
  if (first[0] === '$redacted') return secretText(first[1]);
  // Canonical extended JSON, e.g. { $numberLong: "9007199254740993" }: its type matters to nobody here.
  if (members.length === 1 && first[0].startsWith('$')) return partText(first[1], true);
  return members.map(([label, member]) => `${visibleText(label)}: ${partText(member, true)}`).join('; ');
}

/** The members of an object in order of their keys. */
export function sortedMembers(value: object): (readonly [string, unknown])[] {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}

function secretText(secret: unknown): string {
  const isSet = typeof secret === 'object' && secret !== null && 'set' in secret && secret.set === true;
  return isSet ? '(secret, not shown)' : '(no secret set)';
}
