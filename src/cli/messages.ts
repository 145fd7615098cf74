import { styleText } from 'node:util';
import { formatLocation, InternalError, UserError } from '../errors.js';
import { inert } from '../inert.js';
import { program } from '../program.js';
import type { Notice } from '../reporter.js';
import type { CommandIo, CommonOptions } from './io.js';

type Style = 'bold' | 'dim' | 'red' | 'yellow';

/** Writes to standard error, in colour where a terminal wants it. */
export interface Messenger {
  /** What was done; silent with `--quiet`. */
  say(text: string): void;
  /** Something to know; silent with `--quiet`. */
  notice(notice: Notice): void;
  /** Why it could not be done; never silent. */
  fail(error: unknown): void;
  paint(style: Style, text: string): string;
}

/** The messenger of one run of a command. */
export function messenger(io: CommandIo, options: CommonOptions): Messenger {
  function paint(style: Style, text: string): string {
    // Given one style, styleText itself heeds NO_COLOR, FORCE_COLOR and whether the stream is a terminal; Node 20 does
    // not if it is given several.
    return options.color ? styleText(style, text, { stream: io.stderr }) : text;
  }
  function line(text: string): void {
    io.stderr.write(`${text}\n`);
  }
  return {
    paint,
    say(text) {
      if (!options.quiet) line(text);
    },
    notice({ text, source, path }) {
      const place = [source, path].filter((part) => part !== undefined).map(inert);
      if (!options.quiet)
        line(
          `${paint('yellow', 'note:')} ${place.length === 0 ? '' : `${place.join(', ')}: `}${inert(text)}`,
        );
    },
    fail(error) {
      for (const text of failureLines(error, options.verbose, paint)) line(text);
    },
  };
}

function failureLines(error: unknown, verbose: boolean, paint: Messenger['paint']): string[] {
  const label = paint('red', 'error:');
  const stack =
    verbose && error instanceof Error && error.stack !== undefined
      ? error.stack.split('\n').slice(1).map(inert)
      : [];
  if (error instanceof UserError) {
    const place = formatLocation(error.location);
    const advice = error.advice.map((text) => `  ${inert(text)}`);
    return [
      `${label} ${place === '' ? '' : `${inert(place)}: `}${inert(error.message)}`,
      ...advice,
      ...stack,
    ];
  }
  // The message of an unforeseen error may quote what it was working on; its kind cannot.
  const what =
    error instanceof InternalError
      ? error.message
      : `unexpected ${error instanceof Error ? error.name : 'failure'}`;
  return [
    `${label} ${inert(what)}`,
    `  This is a mistake in ata2mdi ${program().version}, not in what you did; nothing was written.`,
    '  Please report it with this message, the command you ran (without names you do not want to share),',
    '  and what --verbose adds to it.',
    ...stack,
  ];
}
