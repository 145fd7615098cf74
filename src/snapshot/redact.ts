import { formatPath, type PathSegment } from '../catalogue/paths.js';
import {
  BinaryValue,
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  isList,
  isObject,
} from '../readers/values.js';
import { sha256 } from '../sha256.js';
import type { LeafValue, Secret } from '../types/ata-snapshot.js';
import { scrubText } from './scrub.js';
import { isKeyName, isKnownKey, soundsSecret } from './secret-names.js';

/** What is done to secrets; secret-names.ts tells how they are recognised. */

/** Whether a field of this name holds a secret, or has one below it. A `…Key` is one if it holds more than numbers. */
export function isSecretName(name: string, value: DocumentValue): boolean {
  if (soundsSecret(name)) return true;
  // A plain `Key` may be one half of an entry of a .NET dictionary: a name, but for what can only be a key.
  return isKeyName(name) ? holdsMaterial(value) : /^keys?$/i.test(name) && holdsBinary(value);
}

/** Text, bytes, or anything that is a text or an object of its own once it is written as JSON. */
function holdsMaterial(value: DocumentValue): boolean {
  if (value === null || typeof value === 'boolean') return false;
  if (typeof value === 'number') return !Number.isFinite(value);
  if (isList(value)) return isByteList(value) || value.some(holdsMaterial);
  // A key that ATA does not use may be the secret itself, as in `{"HashKey": {"…": true}}`.
  return isObject(value)
    ? [...value].some(([key, member]) => !(isKnownKey(key) || isRedactedKey(key)) || holdsMaterial(member))
    : true;
}

/** Binary data as MongoDB holds it, as the base64 text of REST, or as a list of bytes. */
function holdsBinary(value: DocumentValue): boolean {
  if (value instanceof BinaryValue) return true;
  if (typeof value === 'string') return /^(?=.*[0-9+/=])[A-Za-z0-9+/]{20,}={0,2}$/.test(value);
  if (isList(value))
    return (value.length >= shortestCiphertext && isByteList(value)) || value.some(holdsBinary);
  return isObject(value) && [...value.values()].some(holdsBinary);
}

/** Bytes as PowerShell writes them in JSON: below a secret, how many there are is nobody's business. */
export function isByteList(value: DocumentValue): value is number[] {
  return isList(value) && value.length > 0 && value.every(isByte);
}

function isByte(value: DocumentValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

/** What becomes of a leaf below a secret name. `pendingBytes` are to be hashed for the fingerprint. */
export interface RedactedLeaf {
  readonly value: LeafValue;
  readonly pendingBytes: Uint8Array | null;
  readonly clearText: boolean;
}

/**
 * ATA stores a secret as `{CertificateThumbprint, EncryptedBytes}` and sends it in REST bodies as `{Password}`
 * (DESIGN §5). Only such ciphertext gets a fingerprint: one of clear text could be used to guess it.
 *
 * @param name name of the field that holds the leaf
 * @param value the leaf
 * @param parent the object that holds the field
 */
export function redactLeaf(name: string, value: DocumentValue, parent: DocumentObject | null): RedactedLeaf {
  const keep = { pendingBytes: null, clearText: false };
  if (value === null || typeof value === 'boolean') return { ...keep, value };
  if (isList(value) && !isByteList(value)) return { ...keep, value: [] };
  if (value instanceof Map) return { ...keep, value: {} };
  const earlier = earlierMark(value);
  if (earlier !== null) return { ...keep, value: earlier };
  const thumbprint = parent?.get('CertificateThumbprint');
  if (isThumbprint(thumbprint) && parent?.has('EncryptedBytes') === true) {
    if (name === 'CertificateThumbprint') return { ...keep, value: thumbprint };
    const bytes = name === 'EncryptedBytes' ? ciphertextBytes(value) : null;
    if (bytes !== null) {
      return {
        value: mark({ set: true, form: 'ciphertext', fingerprint: null, certificateThumbprint: thumbprint }),
        pendingBytes: bytes,
        clearText: false,
      };
    }
  }
  const set = !isEmpty(value);
  const form = set ? 'clear-text' : 'none';
  return {
    value: mark({ set, form, fingerprint: null, certificateThumbprint: null }),
    pendingBytes: null,
    clearText: set,
  };
}

/** The mark of a snapshot that is read again; no source can hold such a value, because no reader makes one. */
export function earlierMark(value: DocumentValue): LeafValue | null {
  const isMark = value instanceof ExtendedValue && Object.hasOwn(value.canonical, '$redacted');
  return isMark ? (value.canonical as LeafValue) : null;
}

function mark(secret: Secret): LeafValue {
  return { $redacted: secret };
}

function isEmpty(value: DocumentValue): boolean {
  return value === '' || (value instanceof BinaryValue && value.bytes.length === 0);
}

/** A hash in hexadecimal; anything else in this field could be a secret that somebody put in the wrong place. */
function isThumbprint(value: DocumentValue | undefined): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,128}$/i.test(value);
}

/** A certificate's key encrypts to far more; a shorter text may be a password that only looks like base64. */
const shortestCiphertext = 16;

/** Binary as MongoDB holds it, base64 text as REST writes a byte array, or its numbers; null for what cannot be ciphertext. */
function ciphertextBytes(value: DocumentValue): Uint8Array | null {
  if (isByteList(value)) return value.length >= shortestCiphertext ? Uint8Array.from(value) : null;
  const bytes = value instanceof BinaryValue ? value.bytes : base64Bytes(value);
  return bytes !== null && bytes.length >= shortestCiphertext ? bytes : null;
}

function base64Bytes(value: DocumentValue): Uint8Array | null {
  if (typeof value !== 'string' || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    return null;
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

const redactedKey = '(redacted key)';

/**
 * A key as it may be shown; two different keys of one object may then be the same. Below a secret any key but those
 * that ATA uses may be one itself, as in `{"Passwords": {"…": true}}`.
 */
export function shownKey(key: string, belowSecret: boolean): string {
  if (!belowSecret) return scrubText(key);
  return isKnownKey(key) || isRedactedKey(key) ? key : redactedKey;
}

/** A key that was redacted before, with the number that keeps it apart from others. */
function isRedactedKey(key: string): boolean {
  return key.startsWith(redactedKey) && /^(?: \d{1,7})?$/.test(key.slice(redactedKey.length));
}

/** A path as it may be shown in a message. */
export function shownPath(segments: readonly PathSegment[]): string {
  let belowSecret = false;
  return formatPath(
    segments.map((segment) => {
      if (typeof segment === 'number') return segment;
      const shown = shownKey(segment, belowSecret);
      belowSecret ||= soundsSecret(segment) || isKeyName(segment);
      return shown;
    }),
  );
}

/** The fingerprint of ciphertext: the first 16 hexadecimal digits of its SHA-256. */
export async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  return (await sha256(bytes)).slice(0, 16);
}
