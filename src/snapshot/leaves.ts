import { formatPath, type PathSegment } from '../catalogue/paths.js';
import type { Classification, ProfileKind, SettingsIndex } from '../catalogue/settings.js';
import {
  type DocumentObject,
  type DocumentValue,
  ExtendedValue,
  isList,
  isObject,
} from '../readers/values.js';
import type { Leaf } from '../types/ata-snapshot.js';
import { isLeaf, leafValueOf } from './leaf-values.js';
import { earlierMark, fingerprintOf, isByteList, isSecretName, redactLeaf, shownKey } from './redact.js';
import { scrubCanonical, scrubText } from './scrub.js';

/** The leaves of one document, redacted, in document order. */
export interface FlattenedDocument {
  readonly leaves: readonly Leaf[];
  /** True if a secret stood there in clear text. */
  readonly hasClearTextSecret: boolean;
}

/** Where a value stands. */
interface Place {
  /** The path as text. */
  readonly text: string;
  /** The key of the field that holds the value; empty for an element of a list. */
  readonly name: string;
  /** The object that holds the field, or that holds the list that the value is in. */
  readonly parent: DocumentObject | null;
  /** Whether the value is a secret, or everything below it. */
  readonly secret: boolean;
}

/**
 * Takes a document apart into its leaves (DESIGN §1) and redacts them on the way, so that no secret gets any further.
 * A field is secret if the catalogue says so, or if its name sounds like it and the catalogue does not know it.
 *
 * @param scope which part of the catalogue applies
 * @param onLeaf is told the path of each leaf before it is kept; may throw
 */
export async function flattenDocument(
  document: DocumentObject,
  scope: ProfileKind,
  settings: SettingsIndex,
  onLeaf: (path: string) => void = () => {},
): Promise<FlattenedDocument> {
  const leaves: Leaf[] = [];
  const pending: { readonly leaf: number; readonly bytes: Uint8Array }[] = [];
  let hasClearTextSecret = false;

  // Keys and indexes down to the value that is visited.
  const path: PathSegment[] = [];

  function visit(value: DocumentValue, place: Place): void {
    if (isLeaf(value) || (place.secret && isByteList(value))) addLeaf(value, place);
    else if (isList(value)) visitList(value, place);
    else if (isObject(value)) visitObject(value, place);
  }

  function visitList(list: readonly DocumentValue[], { text, parent, secret }: Place): void {
    // One look-up for all elements: lists of exclusions are long, and the catalogue knows elements only together.
    const below = secret || isSecretSetting(settings.classify(scope, `${text}[0]`));
    const start = `${text}[`;
    let index = 0;
    for (const element of list) {
      const place = { text: `${start}${index}]`, name: '', parent, secret: below };
      if (isLeaf(element)) {
        addLeaf(element, place);
      } else {
        path.push(index);
        visit(element, place);
        path.pop();
      }
      index += 1;
    }
  }

  function visitObject(object: DocumentObject, { secret }: Place): void {
    const shown = new ShownKeys(object);
    for (const [key, value] of object) {
      const name = shown.unique(shownKey(key, secret), key);
      if (name !== key) hasClearTextSecret = true;
      path.push(name);
      const text = formatPath(path);
      const below = secret || isSecretField(name, value, text);
      visit(value, { text, name, parent: object, secret: below });
      path.pop();
    }
  }

  function isSecretField(key: string, value: DocumentValue, text: string): boolean {
    const classification = settings.classify(scope, text);
    if (isSecretSetting(classification)) return true;
    if (!isSecretName(key, value)) return false;
    if (settings.knownPrefixLength(scope, path) < path.length) return true;
    // A key of a mapping is data: it is known as the name of what the catalogue knows below it, not by itself.
    return classification?.captures.at(-1) === key;
  }

  function addLeaf(value: DocumentValue, { text, name, parent, secret }: Place): void {
    onLeaf(text);
    const plain = secret ? undefined : withoutCredentials(value);
    if (plain !== undefined) {
      leaves.push({ path: text, value: plain });
      if (isScrubbed(value, plain)) hasClearTextSecret = true;
      return;
    }
    const redacted = redactLeaf(name, value, parent);
    if (redacted.pendingBytes !== null) pending.push({ leaf: leaves.length, bytes: redacted.pendingBytes });
    if (redacted.clearText) hasClearTextSecret = true;
    leaves.push({ path: text, value: redacted.value });
  }

  visit(document, { text: '', name: '', parent: null, secret: false });
  for (const { leaf, bytes } of pending) {
    const redactedLeaf = leaves[leaf];
    if (redactedLeaf === undefined || !isRedacted(redactedLeaf.value)) continue;
    redactedLeaf.value.$redacted.fingerprint = await fingerprintOf(bytes);
  }
  return { leaves, hasClearTextSecret };
}

/** The JSON form of a leaf that is no secret by its place; undefined if a field inside it is one. */
function withoutCredentials(value: DocumentValue): Leaf['value'] | undefined {
  if (typeof value === 'string') return scrubText(value);
  if (!(value instanceof ExtendedValue)) return leafValueOf(value);
  const earlier = earlierMark(value);
  if (earlier !== null) return earlier;
  const canonical = scrubCanonical(value.canonical);
  return canonical === null ? undefined : leafValueOf(new ExtendedValue(canonical));
}

function isScrubbed(value: DocumentValue, plain: Leaf['value']): boolean {
  if (typeof value === 'string') return plain !== value;
  return value instanceof ExtendedValue && JSON.stringify(plain) !== JSON.stringify(value.canonical);
}

/** Keys that had to be redacted may have become the same, or one that is there; each must keep its own leaf. */
class ShownKeys {
  readonly #object: DocumentObject;
  readonly #taken = new Set<string>();
  /** The last number that was given to a key. */
  readonly #copies = new Map<string, number>();

  constructor(object: DocumentObject) {
    this.#object = object;
  }

  unique(shown: string, key: string): string {
    if (shown === key) return key;
    let copy = this.#copies.get(shown) ?? 0;
    let unique = shown;
    do {
      copy += 1;
      if (copy > 1) unique = `${shown} ${copy}`;
    } while (this.#taken.has(unique) || this.#object.has(unique));
    this.#copies.set(shown, copy);
    this.#taken.add(unique);
    return unique;
  }
}

function isSecretSetting(classification: Classification | null): boolean {
  return classification?.kind === 'setting' && classification.entry.secret === true;
}

/** Narrows a leaf's value to a redaction mark. */
export function isRedacted(value: Leaf['value']): value is Extract<Leaf['value'], { $redacted: unknown }> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$redacted');
}
