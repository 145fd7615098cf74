/**
 * The objects that stand for a value of another type: MongoDB's `$` wrappers (strict v1, canonical and relaxed v2)
 * and Windows PowerShell's `{"value": [...], "Count": n}` around an array.
 *
 * Only an object with exactly a wrapper's keys and content of the right form is one. Anything else that resembles a
 * wrapper (`{"$oid": 5}`, a wrapper with one key more) stays the object it is: nothing is lost, and what nobody
 * expected shows up as unrecognised instead of stopping the reading of everything else.
 */
import {
  binaryFromBase64,
  codeValue,
  dateFromIso,
  dateFromMilliseconds,
  dbRefValue,
  decimalValue,
  doubleValue,
  guidValue,
  intValue,
  longValue,
  maxKeyValue,
  minKeyValue,
  objectIdValue,
  regularExpressionValue,
  symbolValue,
  timestampValue,
  undefinedValue,
} from './mongo-values.js';
import { type DocumentObject, type DocumentValue, ExtendedValue } from './values.js';

type Unwrap = (wrapper: DocumentObject) => DocumentValue;

/** By the wrapper's keys in alphabetical order. Each gives null for content of the wrong form. */
const wrappers: ReadonlyMap<string, Unwrap> = new Map<string, Unwrap>([
  ['$oid', (wrapper) => objectIdValue(member(wrapper, '$oid'))],
  ['$date', (wrapper) => unwrapDate(member(wrapper, '$date'))],
  ['$numberLong', (wrapper) => longValue(member(wrapper, '$numberLong'))],
  ['$numberInt', (wrapper) => intValue(member(wrapper, '$numberInt'))],
  ['$numberDouble', (wrapper) => doubleValue(member(wrapper, '$numberDouble'))],
  ['$numberDecimal', (wrapper) => decimalValue(member(wrapper, '$numberDecimal'))],
  ['$binary', (wrapper) => unwrapBinary(member(wrapper, '$binary'))],
  ['$binary $type', (wrapper) => binaryFromBase64(member(wrapper, '$binary'), member(wrapper, '$type'))],
  ['$uuid', (wrapper) => guidValue(member(wrapper, '$uuid'), 'standard')],
  ['$regularExpression', (wrapper) => unwrapRegularExpression(member(wrapper, '$regularExpression'))],
  [
    '$options $regex',
    (wrapper) => regularExpressionValue(member(wrapper, '$regex'), member(wrapper, '$options')),
  ],
  ['$timestamp', (wrapper) => unwrapTimestamp(member(wrapper, '$timestamp'))],
  ['$symbol', (wrapper) => symbolValue(member(wrapper, '$symbol'))],
  ['$code', (wrapper) => codeValue(member(wrapper, '$code'), undefined)],
  ['$code $scope', (wrapper) => codeValue(member(wrapper, '$code'), member(wrapper, '$scope'))],
  ['$undefined', (wrapper) => (wrapper.get('$undefined') === true ? undefinedValue() : null)],
  ['$minKey', (wrapper) => (wrapper.get('$minKey') === 1 ? minKeyValue() : null)],
  ['$maxKey', (wrapper) => (wrapper.get('$maxKey') === 1 ? maxKeyValue() : null)],
  ['$id $ref', (wrapper) => dbRefValue(member(wrapper, '$ref'), member(wrapper, '$id'), undefined)],
  [
    '$db $id $ref',
    (wrapper) => dbRefValue(member(wrapper, '$ref'), member(wrapper, '$id'), member(wrapper, '$db')),
  ],
  ['$dbPointer', (wrapper) => unwrapDbPointer(member(wrapper, '$dbPointer'))],
]);

const mostKeys = 3;

/** The value that an object stands for; the object itself when it stands for nothing else. */
export function unwrapObject(object: DocumentObject): DocumentValue {
  if (object.size === 0 || object.size > mostKeys) return object;
  const keys = [...object.keys()];
  if (keys.every((key) => key.startsWith('$'))) {
    return wrappers.get(keys.sort().join(' '))?.(object) ?? object;
  }
  return unwrapPowerShellArray(object);
}

/**
 * Windows PowerShell 5.1 writes an array that it holds as one object with its length beside it, at any level
 * (PowerShell issues 3153 and 5579; certainty: seen).
 */
function unwrapPowerShellArray(object: DocumentObject): DocumentValue {
  const value = object.get('value');
  return object.size === 2 && Array.isArray(value) && object.get('Count') === value.length ? value : object;
}

/** A wrapper's content. It exists, because the keys chose the wrapper. */
function member(wrapper: DocumentObject, key: string): DocumentValue {
  return wrapper.get(key) ?? null;
}

function unwrapDate(content: DocumentValue): DocumentValue {
  return typeof content === 'string' ? dateFromIso(content) : dateFromMilliseconds(content);
}

function unwrapBinary(content: DocumentValue): DocumentValue {
  if (!hasKeys(content, 'base64', 'subType')) return null;
  return binaryFromBase64(member(content, 'base64'), member(content, 'subType'));
}

function unwrapRegularExpression(content: DocumentValue): DocumentValue {
  if (!hasKeys(content, 'pattern', 'options')) return null;
  return regularExpressionValue(member(content, 'pattern'), member(content, 'options'));
}

function unwrapTimestamp(content: DocumentValue): DocumentValue {
  return hasKeys(content, 't', 'i') ? timestampValue(member(content, 't'), member(content, 'i')) : null;
}

/** What a pointer holds has been read as a reference already: it has the same keys. */
function unwrapDbPointer(content: DocumentValue): DocumentValue {
  const isReference = content instanceof ExtendedValue && Object.hasOwn(content.canonical, '$ref');
  return isReference ? new ExtendedValue({ $dbPointer: content.canonical }) : null;
}

function hasKeys(content: DocumentValue, first: string, second: string): content is DocumentObject {
  return content instanceof Map && content.size === 2 && content.has(first) && content.has(second);
}
