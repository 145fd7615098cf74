/**
 * What Windows PowerShell 5.1 makes of values on their way through `ConvertTo-Json`, undone. Its wrapper of an array is
 * undone where JSON is parsed already.
 */
import { DateValue, type DocumentObject, type DocumentValue, isList, isObject } from '../values.js';

/**
 * The general form has the milliseconds since 1970 UTC, and may name the offset of the clock that wrote it, which
 * changes nothing of the time (certainty: seen for the first, documented for the second).
 */
const jsonDate = /^\/Date\((-?\d{1,19})(?:[+-]\d{4})?\)\/$/;

/**
 * A value without the quirks of PowerShell's JSON: `"\/Date(1701379505092)\/"` is a date, and an object that only
 * wraps one for showing it (`{value, DisplayHint, DateTime}`, what Get-Date gives; certainty: inferred) is that date.
 *
 * For documents in the form of ATA's REST interface only, which have no `_id`: MongoDB's tools write dates in another
 * form, and there such a text is a text. What has no quirk is the same value, not a copy.
 */
export function unquirk(value: DocumentValue): DocumentValue {
  if (typeof value === 'string') return dateOf(value) ?? value;
  if (isList(value)) {
    const elements = value.map(unquirk);
    return elements.some((element, index) => element !== value[index]) ? elements : value;
  }
  return isObject(value) ? unquirkObject(value) : value;
}

/** The members of a whole document without quirks; a document is never taken for the wrapper of a date. */
export function unquirkDocument(document: DocumentObject): DocumentObject {
  const members = [...document].map(([key, member]) => [key, unquirk(member)] as const);
  return members.some(([key, member]) => member !== document.get(key)) ? new Map(members) : document;
}

function unquirkObject(object: DocumentObject): DocumentValue {
  const wrapped = object.get('value');
  const isWrapper =
    typeof wrapped === 'string' &&
    object.has('DateTime') &&
    [...object.keys()].every((key) => key === 'value' || key === 'DateTime' || key === 'DisplayHint');
  return (isWrapper ? dateOf(wrapped) : null) ?? unquirkDocument(object);
}

function dateOf(text: string): DateValue | null {
  const milliseconds = jsonDate.exec(text)?.[1];
  return milliseconds === undefined ? null : new DateValue(BigInt(milliseconds));
}
