import { styleText } from 'node:util';
import { formatLocation, InternalError, type SourceLocation, UserError } from '../errors.js';
import { inert } from '../inert.js';
import { program } from '../program.js';
import type { ReportStyle } from '../report/text.js';
import type { Notice } from '../reporter.js';
import type { CommandIo, CommonOptions } from './io.js';
import { type ProgressVerb, progressOf } from './progress.js';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** Writes to standard error, in colour where a terminal wants it. */
export interface Messenger {
  /** What was done; silent with `--quiet`. */
  say(text: string): void;
  /** Something to know; silent with `--quiet`. */
  notice(notice: Notice): void;
  /** Why it could not be done; silent only where the result of `--json` says it. */
  fail(failure: Failure, stack: string): void;
  /** How far reading or writing has come: shown on a terminal until something else is written. */
  progress(name: string, done: number, total: number | null, verb?: ProgressVerb): void;
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
    fail({ message, location, advice }, stack) {
      if (options.json && options.quiet) return;
      const place = formatLocation(location ?? undefined);
      line(`${paint('red', 'error:')} ${place === '' ? '' : `${inert(place)}: `}${inert(message)}`);
      for (const text of advice) line(`  ${inert(text)}`);
      if (options.verbose && stack !== '') line(stack);
    },
  };
}

const longestNotice = 400;

/** A long list of names, cut; whole it stands in the snapshot and in the plan. */
function shortened(text: string, { verbose }: CommonOptions): string {
  if (verbose || text.length <= longestNotice) return text;
  return `${text.slice(0, longestNotice).replace(/,[^,]*$/, '')}… (all of it with --verbose)`;
}

/**
 * The places in the program that an error came through. Of its text nothing is in it: that of an unforeseen error may
 * quote what it was working on, and look like a place itself.
 */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const stack = error.stack ?? '';
  // The engine puts name and text first; where somebody changed them since, nothing tells where the places begin.
  const head = String(error);
  if (!stack.startsWith(head)) return '';
  return stack
    .slice(head.length)
    .split('\n')
    .filter((text) => /^\s+at /.test(text))
    .map(inert)
    .join('\n');
}

/**
 * What there is to say of anything that was thrown.
 *
 * @param scrub takes credentials out of a text: arguments are repeated, and people give an address for a name
 */
export function failureOf(error: unknown, scrub: (text: string) => string): Failure {
  if (error instanceof UserError) {
    const { location } = error;
    return {
      message: scrub(error.message),
      location: location === undefined ? null : { ...location, source: scrub(location.source) },
      advice: error.advice,
    };
  }
  // The message of an unforeseen error may quote what it was working on; its kind cannot.
  const what =
    error instanceof InternalError
      ? error.message
      : `unexpected ${error instanceof Error ? error.name : 'failure'}`;
  return {
    message: what,
    location: null,
    advice: [
      `This is a mistake in ata2mdi ${program().version}, not in what you did; no file is left half-written.`,
      'Please report it with this message, the command you ran (without names you do not want to share),',
      'and what --verbose adds to it.',
    ],
  };
}
