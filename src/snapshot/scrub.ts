/** Takes credentials out of texts: connection strings, addresses, command lines, headers, scraps of JSON and XML. */
import { BinaryValue, type DocumentObject, type DocumentValue, ExtendedValue } from '../readers/values.js';
import { fold, isKeyName, secretWords, shortSecretWords, soundsSecret } from './secret-names.js';

const redacted = '[redacted]';

/** Most texts have none of what credentials need; there may be thousands of them. */
const worthALook = /[@=:<%\\]|[^\s\x20-\x7e]|[-/]\w+[ \t]|\b(?:bearer|basic)\s/i;

/** Text without the credentials that it may carry; of a text that cannot be cut safely, nothing is left. */
export function scrubText(text: string): string {
  if (!worthALook.test(text)) return text;
  if (secretTag.test(text)) return redacted;
  const cut = withoutCredentials(text);
  // Credentials behind an encoding cannot be cut out of the text as it is written.
  const seen = decoded(cut);
  if (seen === cut) return cut;
  return secretTag.test(seen) || withoutCredentials(seen) !== seen ? redacted : cut;
}

/** `<Password>…`, `<add key="Password" value="…"/>`: where the value ends would take a parser of XML. */
const secretTag = new RegExp(`<[^<>]{0,256}(?:${secretWords})[^<>]{0,256}>`, 'i');

const privateKey = /-----BEGIN[^-]{0,64}PRIVATE KEY[^-]{0,64}-----[\s\S]*?(?:-----END[^-]{0,64}-----|$)/g;

/** `Authorization: Basic …`, `Cookie: a=b; c=d`: to the end of the line. */
const secretHeader = /((?:authorization|cookie)(?:\\*["'])?\s*[=:]\s*)[^\r\n]*/gi;

const bearerToken = /(\bbearer[\s:=]+)[^\s"',;]+/gi;
const basicCredentials = /(\bbasic\s+)([a-z0-9+/]{8,}={0,2})/gi;

/** `-Password X`, `/pass X`, `ConvertTo-SecureString 'X'`: the argument that follows. */
const secretArgument = new RegExp(
  `((?:(?:^|\\s)[-/]{1,2}\\w{0,32}(?:(?:${secretWords})\\w{0,32}|${shortSecretWords}|pin)|convertto-securestring)[ \\t]+(?:-string[ \\t]+)?)(?![-/])` +
    `(?:\\([^\\r\\n]*|"[^"]*"|'[^']*'|["'][^\\r\\n]*|\\S+)`,
  'gi',
);

/**
 * From `//` to the last `@` of the authority; past a `/`, `?` or `#` too where the part before it cannot be a host and
 * a port, because people forget to encode a password; past blanks too. Bounded there, so that no text
 * takes long.
 */
const uriCredentials =
  /(\/\/)(?:[^\s/?#]*@|[^\s/?#@:[]{0,256}:(?!\d{1,5}(?:[/?#\s]|$))\S{0,512}@|[^\r\n/?#@:[]{0,64}:(?!\d{1,5}(?:[/?#\s]|$))[^\r\n@]{0,512}@(?:[^\s/?#]*@)?)/g;

/** `user:password@host` without `//`; a mail address with a word before it (`smtp:a@b.c`) is none. */
const bareCredentials =
  /(^|[\s"'(<,;=])(?!(?:mailto|smtp|sips?|xmpp|acct|im|e?-?mail|from|to|cc|bcc):)[^\s/?#@:"'=\\<>()[\]{},;]{1,256}:(?!\/\/)[^\s@]{1,512}@(?=[\w.[-])/gi;

/**
 * `Password=…;`, `"password": "…"`, `…&sig=…`: to the end of the entry, because a password may hold any mark but that;
 * what follows a semicolon and is no entry itself belongs to it, because people forget the quotes.
 * In quotes or braces (ODBC) it may hold that too. Where the quotes are escaped, or a list or an object begins, nothing
 * behind it is kept.
 */
const namedSecret = new RegExp(
  `((?:(?:${secretWords})\\w{0,32}|(?:${shortSecretWords}|(?<![a-z])(?:pin|psk))\\d{0,4}|[?&](?:sig|code|key)\\w{0,32})(?:\\\\*["'])?\\s*[=:]\\s*)` +
    `(?:\\\\+["'][\\s\\S]*|[[{]\\s*\\\\*["'][\\s\\S]*|"(?:[^"\\\\]|\\\\[\\s\\S]|"")*"?|'(?:[^'\\\\]|\\\\[\\s\\S]|'')*'?|\\{(?:[^}]|\\}\\})*\\}?)?[^;\\r\\n]*(?:;(?!\\s*(?:[a-z][\\w .-]{0,40}=|$))[^;\\r\\n]*)*`,
  'gi',
);

/** What one pattern cuts out may be what kept another from matching: the second pass, or rarely a third, finds no more. */
function withoutCredentials(text: string): string {
  let before = text;
  for (let pass = 0; pass < 5; pass += 1) {
    const after = cutOnce(before);
    if (after === before) break;
    before = after;
  }
  return before;
}

function cutOnce(text: string): string {
  return text
    .replace(privateKey, redacted)
    .replace(secretHeader, `$1${redacted}`)
    .replace(secretArgument, `$1${redacted}`)
    .replace(uriCredentials, `$1${redacted}@`)
    .replace(bareCredentials, `$1${redacted}@`)
    .replace(bearerToken, `$1${redacted}`)
    .replace(basicCredentials, (all, word: string, base64: string) =>
      isUserAndPassword(base64) ? `${word}${redacted}` : all,
    )
    .replace(namedSecret, `$1${redacted}`);
}

function isUserAndPassword(base64: string): boolean {
  try {
    return atob(base64).includes(':');
  } catch {
    return false;
  }
}

/** A text as it reads once look-alikes, percent signs (even two deep) and escapes of JSON are undone. */
function decoded(text: string): string {
  let plain = fold(text) === text.toLowerCase() ? text : fold(text);
  for (let depth = 0; depth < 2 && plain.includes('%'); depth += 1)
    plain = plain.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  if (plain.includes('\\'))
    plain = plain
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll('\\', '');
  return plain;
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
        isSecret ||= soundsSecret(key) || (typeof member === 'string' && isKeyName(key));
        return [scrubText(key), scrubbed(member)];
      }),
    );
  }
  const result = scrubbed(canonical) as ExtendedValue['canonical'];
  return isSecret ? null : result;
}

/** Whether any text of a value that is not taken apart carries credentials, or stands in a field named like a secret. */
export function holdsCredentials(value: DocumentValue): boolean {
  if (typeof value === 'string') return scrubText(value) !== value;
  if (Array.isArray(value)) return value.some(holdsCredentials);
  if (value instanceof ExtendedValue)
    return JSON.stringify(scrubCanonical(value.canonical)) !== JSON.stringify(value.canonical);
  if (value instanceof Map)
    return [...(value as DocumentObject)].some(
      ([key, member]) => (soundsSecret(key) && isMaterial(member)) || holdsCredentials(member),
    );
  return false;
}

/** Not when a password expires, which REST writes as a text. */
function isMaterial(value: DocumentValue): boolean {
  if (value instanceof BinaryValue) return value.bytes.length > 0;
  return (
    typeof value === 'string' &&
    value !== '' &&
    !/^(?:\d{4}-\d\d-\d\d(?:T[\d:.Z+-]*)?|\/Date\(-?\d+\)\/)$/.test(value)
  );
}

/** Whether a text that is not taken apart holds a secret: credentials, a word that sounds like one, a SecureString of CLIXML. */
export function textHoldsSecrets(text: string): boolean {
  if (/<SS[ >]/.test(text)) return true;
  return text.split(/\r?\n/).some((line) => scrubText(line) !== line) || wordsOf(text).some(soundsSecret);
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{Cf}\p{N}_-]{3,64}/gu) ?? [];
}

/**
 * Any JSON value with the credentials taken out of its texts.
 *
 * @param scrub what is done to a text
 */
export function scrubbed<Value>(value: Value, scrub?: (text: string) => string): Value;
export function scrubbed(value: unknown, scrub = scrubText): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((element) => scrubbed(element, scrub));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, scrubbed(member, scrub)]));
}
