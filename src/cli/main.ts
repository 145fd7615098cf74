import { CommanderError } from 'commander';
import { UserError } from '../errors.js';
import { inertJson } from '../inert.js';
import { commandLine } from './command-line.js';
import { type CommandIo, type CommonOptions, type ExitCode, writeAll } from './io.js';
import { failureOf, messenger } from './messages.js';

/**
 * Runs the command line.
 *
 * @param argv the arguments, without node and the script
 * @returns the exit code; nothing here ends the process, so that what was written can be flushed
 */
export async function main(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = await commandLine(argv, io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' }).catch(throwMistake);
    // Help and completion do not wait for what they write: hear here whether it was taken.
    await writeAll(io.stdout, '');
    return exitCode;
  } catch (error) {
    const options = program.opts<CommonOptions>();
    const isSaid = error instanceof UserError && error.cause instanceof CommanderError;
    if (!isSaid) messenger(io, options).fail(error);
    // If this cannot be written either, there is no place left to say it.
    if (options.json) await writeAll(io.stdout, inertJson({ error: failureOf(error) })).catch(() => {});
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
