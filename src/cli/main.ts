import { CommanderError } from 'commander';
import { UserError } from '../errors.js';
import { inertJson, inertLines } from '../inert.js';
import { commandLine } from './command-line.js';
import { type CommandIo, type CommonOptions, type ExitCode, writeAll } from './io.js';
import { failureOf, messenger, stackOf } from './messages.js';

export { watchProcess } from './ending.js';

/**
 * Runs the command line.
 *
 * @param argv the arguments, without node and the script
 * @returns the exit code; nothing here ends the process, so that what was written can be flushed
 */
export async function main(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const mistakes: string[] = [];
  const program = await commandLine(
    argv,
    io,
    (code) => {
      exitCode = code;
    },
    mistakes,
  );
  try {
    await program.parseAsync(argv, { from: 'user' }).catch(throwMistake);
    // Help and completion do not wait for what they write: hear here whether it was taken.
    await writeAll(io.stdout, '');
    return exitCode;
  } catch (error) {
    const options = program.opts<CommonOptions>();
    // Loaded late: what it needs takes long.
    const { scrubText } = await import('../snapshot/scrub.js');
    const isMistake = error instanceof UserError && error.cause instanceof CommanderError;
    const failure = isMistake
      ? failureOf(mistake(scrubText(error.message)), scrubText)
      : failureOf(error, scrubText);
    if (!isMistake) messenger(io, options).fail(failure, stackOf(error));
    else if (!(options.json && options.quiet)) io.stderr.write(inertLines(scrubText(mistakes.join(''))));
    // If this cannot be written either, there is no place left to say it.
    if (options.json) await writeAll(io.stdout, inertJson({ error: failure })).catch(() => {});
    return 2;
  }
}

/** Commander throws for help and version as well; for a mistake, after it has said what is wrong. */
function throwMistake(error: unknown): void {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return;
  const isHelp = error.code === 'commander.help';
  const said = isHelp ? 'the command is missing or unknown' : error.message.replace(/^error: /, '');
  throw new UserError(said, { cause: error });
}

/** Commander's advice stands in lines of its own. */
function mistake(said: string): UserError {
  const [message = '', ...advice] = said.split('\n');
  return new UserError(message, { advice });
}
