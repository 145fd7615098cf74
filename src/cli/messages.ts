import { styleText } from 'node:util';
import { formatLocation, InternalError, type SourceLocation, UserError } from '../errors.js';
import { inert } from '../inert.js';
import { program } from '../program.js';
import type { ReportStyle } from '../report/text.js';
import type { Notice } from '../reporter.js';
import type { CommandIo, CommonOptions } from './io.js';
import { progressOf } from './progress.js';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** Writes to standard error, in colour where a terminal wants it. */
export interface Messenger {
  /** What was done; silent with `--quiet`. */
  say(text: string): void;
  /** Something to know; silent with `--quiet`. */
  notice(notice: Notice): void;
  /** Why it could not be done; silent only where the result of `--json` says it. */
  fail(error: unknown): void;
  /** How far reading has come: shown on a terminal until something else is written. */
  progress(name: string, done: number, total: number): void;
  readonly paint: Paint;
}

/** Styles a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** What is wrong, where, and what to do about it. */
export interface Failure {
  readonly message: string;
  readonly location: SourceLocation | null;
  readonly advice: readonly string[];
}

/** Styles what goes to one stream, if that is a terminal that takes colours and nobody is against them. */
export function painter(stream: NodeJS.WritableStream, { color }: CommonOptions): Paint {
  // Node would let FORCE_COLOR win over NO_COLOR.
  const unwanted = !color || (process.env['NO_COLOR'] ?? '') !== '';
  // Given one style, styleText itself heeds FORCE_COLOR and whether the stream is a terminal; Node 20 does not if it is
  // given several.
  return (style, text) => (unwanted ? text : styleText(style, text, { stream }));
}

/** How reports look on a stream. */
export function reportStyle(paint: Paint): ReportStyle {
  return {
    heading: (text) => paint('bold', text),
    dim: (text) => paint('dim', text),
    bad: (text) => paint('red', text),
    open: (text) => paint('yellow', text),
    good: (text) => paint('green', text),
  };
}

/** The messenger of one run of a command. */
export function messenger(io: CommandIo, options: CommonOptions): Messenger {
  const paint = painter(io.stderr, options);
  const progress = progressOf(io, options);
  function line(text: string): void {
    progress.clear();
    io.stderr.write(`${text}\n`);
  }
  return {
    paint,
    progress: progress.update,
    say(text) {
      if (!options.quiet) line(text);
    },
    notice({ text, source, path }) {
      const place = [source, path].filter((part) => part !== undefined).map(inert);
      if (!options.quiet)
        line(
          `${paint('yellow', 'note:')} ${place.length === 0 ? '' : `${place.join(', ')}: `}${shortened(inert(text), options)}`,
        );
    },
    fail(error) {
      if (options.json && options.quiet) return;
      const { message, location, advice } = failureOf(error);
      const place = formatLocation(location ?? undefined);
      line(`${paint('red', 'error:')} ${place === '' ? '' : `${inert(place)}: `}${inert(message)}`);
      for (const text of advice) line(`  ${inert(text)}`);
      if (options.verbose && error instanceof Error)
        for (const text of (error.stack ?? '').split('\n')) if (/^\s+at /.test(text)) line(inert(text));
    },
  };
}

const longestNotice = 400;

/** A long list of names, cut; whole it stands in the snapshot and in the plan. */
function shortened(text: string, { verbose }: CommonOptions): string {
  if (verbose || text.length <= longestNotice) return text;
  return `${text.slice(0, longestNotice).replace(/,[^,]*$/, '')}… (all of it with --verbose)`;
}

/** What there is to say of anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UserError)
    return { message: error.message, location: error.location ?? null, advice: error.advice };
  // The message of an unforeseen error may quote what it was working on; its kind cannot.
  const what =
    error instanceof InternalError
      ? error.message
      : `unexpected ${error instanceof Error ? error.name : 'failure'}`;
  return {
    message: what,
    location: null,
    advice: [
      `This is a mistake in ata2mdi ${program().version}, not in what you did; nothing was written.`,
      'Please report it with this message, the command you ran (without names you do not want to share),',
      'and what --verbose adds to it.',
    ],
  };
}
