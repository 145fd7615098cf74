/**
 * Paths of settings as text: `Configuration.X.ServiceEndpoints[0].Address`. A key that would not read back
 * as itself is quoted: `A["x.y"][""]`.
 */
import { InternalError, UserError } from '../errors.js';

/** One step of a path: a key of an object, or an index of an array. */
export type PathSegment = string | number;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be quoted.
const needsQuotes = /^$|[.[\]"\u0000-\u001f\u007f-\u009f]/;
// JSON leaves these as they are, and a path must be safe to show on a terminal.
const controlsJsonKeeps = /[\u007f-\u009f]/g;
// Sticky, so that each is tried only where the reading stands.
const quotedKey = /\["([^"\\]*(?:\\.[^"\\]*)*)"\]/y;
const arrayIndex = /\[(0|[1-9]\d*)\]/y;
const plainKey = /[^.[\]"]+/y;

/**
 * Writes a path; the inverse of {@link parsePath}.
 *
 * @param segments keys as strings, array indexes as numbers; none gives the empty text
 * @throws InternalError for an index that is not a whole number from 0
 */
export function formatPath(segments: readonly PathSegment[]): string {
  let path = '';
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${checkedIndex(segment)}]`;
    else if (needsQuotes.test(segment)) path += `[${quote(segment)}]`;
    else path += path === '' ? segment : `.${segment}`;
  }
  return path;
}

/**
 * Reads a path back into its keys and indexes; the inverse of {@link formatPath}.
 *
 * @throws UserError when the text is not a path; the message gives the place and never the text itself
 */
export function parsePath(path: string): PathSegment[] {
  const segments: PathSegment[] = [];
  let at = 0;
  while (at < path.length) {
    const bracket = path[at] === '[';
    if (!bracket && at > 0) {
      if (path[at] !== '.') throw notAPath(at);
      at += 1;
    }
    const pattern = bracket ? (path[at + 1] === '"' ? quotedKey : arrayIndex) : plainKey;
    pattern.lastIndex = at;
    const match = pattern.exec(path);
    if (match === null) throw notAPath(at);
    segments.push(readSegment(match, pattern, at));
    at = pattern.lastIndex;
  }
  return segments;
}

function readSegment(match: RegExpExecArray, pattern: RegExp, at: number): PathSegment {
  if (pattern === plainKey) return match[0];
  const inner = match[1] ?? '';
  if (pattern === quotedKey) return unquote(inner, at);
  const index = Number(inner);
  if (!Number.isSafeInteger(index)) throw notAPath(at);
  return index;
}

function quote(key: string): string {
  return JSON.stringify(key).replace(
    controlsJsonKeeps,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}

function unquote(inner: string, at: number): string {
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    // The parser's own message quotes the text, which may come from a source.
    throw notAPath(at);
  }
}

function checkedIndex(index: number): number {
  if (!Number.isSafeInteger(index) || index < 0)
    throw new InternalError('An array index is not a whole number.');
  return index;
}

function notAPath(at: number): UserError {
  return new UserError(`This is not the path of a setting: it cannot be read from character ${at + 1} on.`, {
    advice: [
      'Write a path like Configuration.SyslogClientConfiguration.IsEnabled or Configuration.X.List[0].Name.',
    ],
  });
}
