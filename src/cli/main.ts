import { CommanderError } from 'commander';
import { UserError } from '../errors.js';
import { commandLine } from './command-line.js';
import { type CommandIo, type CommonOptions, type ExitCode, writeAll } from './io.js';
import { failureOf, messenger, stackOf } from './messages.js';

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
    const failure = failureOf(error, scrubText);
    const isMistake = error instanceof UserError && error.cause instanceof CommanderError;
    if (!isMistake) messenger(io, options).fail(failure, stackOf(error));
    else if (!(options.json && options.quiet)) io.stderr.write(scrubText(mistakes.join('')));
    // If this cannot be written either, there is no place left to say it.
    if (options.json)
      await writeAll(io.stdout, `${JSON.stringify({ error: failure }, null, 2)}\n`).catch(() => {});
    return 2;
  }
}

/** Commander throws for help and version as well; for a mistake, after it has said what is wrong. */
function throwMistake(error: unknown): void {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return;
  const [message = '', ...advice] = error.message.replace(/^error: /, '').split('\n');
  throw new UserError(error.code === 'commander.help' ? 'the command is missing or unknown' : message, {
    advice,
    cause: error,
  });
}
