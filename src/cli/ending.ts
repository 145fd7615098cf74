/**
 * The ways in which a run ends before its time: a signal, and a failure that nobody foresaw and nobody waited for. Both
 * end with exit code 2, and neither leaves anything half-written.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../errors.js';
import { type CommandIo, type CommonOptions, writeAll } from './io.js';
import { failureOf, messenger, stackOf } from './messages.js';

/** While files are written, why that is to be given up; null where no file is being written. */
let writing: { reason: unknown } | null = null;
let filesWritten = false;
let isEnding = false;

/** Writing, which must not be ended in the middle of it. */
export interface Writing {
  /**
   * To be called where all that was done can be undone.
   *
   * @throws whatever the run is to be ended for
   */
  check(): Promise<void>;
  /** To be called when everything is in its place, or undone. */
  stop(isDone: boolean): void;
}

/** Has the end of the run wait until writing has come to an end itself. */
export function beginWriting(): Writing {
  const current = { reason: null };
  writing = current;
  return {
    async check() {
      // A run that is ending already begins nothing any more.
      if (isEnding) await new Promise(() => {});
      await nextTurn();
      if (current.reason !== null) throw current.reason;
    },
    stop(isDone) {
      writing = null;
      filesWritten ||= isDone;
    },
  };
}

/** Ctrl+C, `kill`, and the closing of the window. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends this process with exit code 2 and a message, when it is interrupted or something fails where nobody waits for it.
 * Node itself would print what the error says, which may quote what the program was working on.
 *
 * @param argv the arguments, without node and the script
 */
export function watchProcess(argv: readonly string[], io: CommandIo): void {
  const options = commonOptions(argv);
  function end(reason: unknown): void {
    if (writing !== null) {
      writing.reason ??= reason;
      return;
    }
    // Whoever asks again does not want to wait for messages.
    if (isEnding) process.exit(2);
    isEnding = true;
    void say(reason, options, io).finally(() => process.exit(2));
  }
  for (const signal of signals) process.on(signal, () => end(interruption(signal)));
  process.on('uncaughtException', end);
}

function interruption(signal: string): UserError {
  return new UserError(
    `interrupted (${signal}); ${filesWritten ? 'the files were written before' : 'no file was written'}`,
  );
}

async function say(reason: unknown, options: CommonOptions, io: CommandIo): Promise<void> {
  const failure = failureOf(reason, (text) => text);
  messenger(io, options).fail(failure, stackOf(reason));
  if (options.json) await writeAll(io.stdout, `${JSON.stringify({ error: failure }, null, 2)}\n`);
  await writeAll(io.stderr, '');
}

/** The options as they stand there: who parses them may be what failed. */
function commonOptions(argv: readonly string[]): CommonOptions {
  const has = (...words: readonly string[]): boolean => words.some((word) => argv.includes(word));
  return {
    json: has('--json'),
    quiet: has('--quiet', '-q'),
    verbose: has('--verbose', '-v'),
    color: !has('--no-color'),
  };
}
