/**
 * The two kinds of failure in this program. Expected outcomes are values; only these two are thrown.
 */

/** Where in a source an error was found. Lines and columns count from 1; `path` is a setting's path. */
export interface SourceLocation {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
  readonly byte?: number;
  readonly path?: string;
}

/**
 * Something the user can act on: a file that is not what it should be, a folder that does not exist.
 * The message says what was wrong; `advice` says what to do. Neither may quote a source's content,
 * because any of it could be a secret.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly advice: readonly string[];
  readonly location: SourceLocation | undefined;

  constructor(
    message: string,
    options: { advice?: readonly string[]; location?: SourceLocation; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.advice = options.advice ?? [];
    this.location = options.location;
  }
}

/** A mistake in this program: an unbalanced plan, a document that breaks its own schema. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/**
 * A location as people write it: `backup.json:12:7 (Configuration.SyslogClientConfiguration)`.
 *
 * @returns the empty string for `undefined`
 */
export function formatLocation(location: SourceLocation | undefined): string {
  if (location === undefined) return '';
  const place = [location.source, location.line, location.column]
    .filter((part) => part !== undefined)
    .join(':');
  const byte = location.byte === undefined ? '' : ` (byte ${location.byte})`;
  const path = location.path === undefined ? '' : ` (${location.path})`;
  return `${place}${byte}${path}`;
}
