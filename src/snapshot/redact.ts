import { formatPath, type PathSegment } from '../catalogue/paths.js';
import { BinaryValue, type DocumentObject, type DocumentValue, ExtendedValue } from '../readers/values.js';
import type { LeafValue, Secret } from '../types/ata-snapshot.js';

/**
 * The rules by which secrets are recognised. They err on the side of redacting: what the catalogue does not know
 * is judged by its name (DESIGN §5).
 */

const secretName =
  /password|passphrase|passwd|pwd|secret|encrypted|credential|(?:private|shared|access|api)[ _-]?key|(?<!honey)token/i;
// The reader calls the earlier value of a key that comes twice `<key> (duplicate n)`.
const keyName = /key(?: \(duplicate \d+\))?$/i;

/** Whether a field of this name holds a secret, or has one below it. A `…Key` is one if it holds binary data. */
export function isSecretName(name: string, value: DocumentValue): boolean {
  return secretName.test(name) || (keyName.test(name) && holdsBinary(value));
}

/** Binary data as MongoDB holds it, as the base64 text of REST, or as a list of bytes. */
function holdsBinary(value: DocumentValue): boolean {
  if (value instanceof BinaryValue) return true;
  if (typeof value === 'string') return /^(?=.*[0-9+/=])[A-Za-z0-9+/]{20,}={0,2}$/.test(value);
  if (Array.isArray(value))
    return (value.length >= shortestCiphertext && value.every(isByte)) || value.some(holdsBinary);
  if (value instanceof Map) return [...(value as DocumentObject).values()].some(holdsBinary);
  return false;
}

function isByte(value: DocumentValue): boolean {
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
  if (Array.isArray(value)) return { ...keep, value: [] };
  if (value instanceof Map) return { ...keep, value: {} };
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

/** Binary as MongoDB holds it, or base64 text as REST writes a byte array; null for what cannot be ciphertext. */
function ciphertextBytes(value: DocumentValue): Uint8Array | null {
  const bytes = value instanceof BinaryValue ? value.bytes : base64Bytes(value);
  return bytes !== null && bytes.length >= shortestCiphertext ? bytes : null;
}

function base64Bytes(value: DocumentValue): Uint8Array | null {
  if (typeof value !== 'string' || value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    return null;
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

/**
 * From `://` to the last `@` of the authority; past a `/`, `?` or `#` too where the part before it cannot be a host and
 * a port, because people forget to encode a password. Bounded there, so that no text takes long.
 */
const uriCredentials = /(:\/\/)(?:[^\s/?#]*@|[^\s/?#@:]{0,256}:(?!\d{1,5}(?:[/?#\s]|$))\S{0,512}@)/g;
/** `Password=…;`, `"password": "…"`, `…&sig=…`: to the end of the entry, because a password may hold any mark but that. */
const namedSecret =
  /((?:password|passphrase|passwd|pwd|secret|credential|(?<!honey)token|(?:account|private|shared|access|api)[ _-]?key|[?&]sig)\w{0,32}["']?\s*[=:]\s*)(?:"(?:[^"\\]|\\[\s\S]|"")*"?|'(?:[^'\\]|\\[\s\S]|'')*'?)?[^;\r\n]*/gi;

/** Text without the credentials that a connection string or an address may carry. */
export function scrubText(text: string): string {
  if (!/[@=:]/.test(text)) return text;
  return text.replace(uriCredentials, '$1[redacted]@').replace(namedSecret, '$1[redacted]');
}

/**
 * A MongoDB value in canonical extended JSON without the credentials in its texts. Null if it has a field that is
 * named like a secret: then no part of it can be shown.
 */
export function scrubCanonical(canonical: ExtendedValue['canonical']): ExtendedValue['canonical'] | null {
  let isSecret = false;
  function scrubbed(value: unknown): unknown {
    if (typeof value === 'string') return scrubText(value);
    if (Array.isArray(value)) return value.map(scrubbed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        isSecret ||= secretName.test(key);
        return [scrubText(key), scrubbed(member)];
      }),
    );
  }
  const result = scrubbed(canonical) as ExtendedValue['canonical'];
  return isSecret ? null : result;
}

/** Whether any text of a value that is not taken apart carries credentials. */
export function holdsCredentials(value: DocumentValue): boolean {
  if (typeof value === 'string') return scrubText(value) !== value;
  if (Array.isArray(value)) return value.some(holdsCredentials);
  if (value instanceof ExtendedValue)
    return JSON.stringify(scrubCanonical(value.canonical)) !== JSON.stringify(value.canonical);
  if (value instanceof Map) return [...(value as DocumentObject).values()].some(holdsCredentials);
  return false;
}

/** How ATA names fields. Below a secret any other key may be one itself, as in `{"Passwords": {"…": true}}`. */
const fieldName = /^(?:_id|_t|[A-Z][A-Za-z]{0,63})$/;

/** A key as it may be shown; two different keys of one object may then be the same. */
export function shownKey(key: string, belowSecret: boolean): string {
  return belowSecret && !fieldName.test(key) ? '(redacted key)' : scrubText(key);
}

/** A path as it may be shown in a message. */
export function shownPath(segments: readonly PathSegment[]): string {
  let belowSecret = false;
  return formatPath(
    segments.map((segment) => {
      if (typeof segment === 'number') return segment;
      const shown = shownKey(segment, belowSecret);
      belowSecret ||= secretName.test(segment);
      return shown;
    }),
  );
}

/** The fingerprint of ciphertext: the first 16 hexadecimal digits of its SHA-256. */
export async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
