import { CommanderError } from 'commander';
import { UserError } from '../errors.js';
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
    const isMistake = error instanceof UserError && error.cause instanceof CommanderError;
    if (!isMistake) messenger(io, options).fail(error);
    else if (!(options.json && options.quiet)) io.stderr.write(await withoutCredentials(mistakes.join('')));
    // If this cannot be written either, there is no place left to say it.
    if (options.json)
      await writeAll(io.stdout, `${JSON.stringify({ error: failureOf(error) }, null, 2)}\n`).catch(() => {});
    return 2;
  }
}

/** Commander throws for help and version as well; for a mistake, after it has said what is wrong. */
async function throwMistake(error: unknown): Promise<void> {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) return;
  const said = await withoutCredentials(error.message.replace(/^error: /, ''));
  const [message = '', ...advice] = said.split('\n');
  throw new UserError(error.code === 'commander.help' ? 'the command is missing or unknown' : message, {
    advice,
    cause: error,
  });
}

/** Who forgets the command gives an address with a password in its place. Loaded late: what it needs takes long. */
async function withoutCredentials(text: string): Promise<string> {
  const { scrubText } = await import('../snapshot/scrub.js');
  return text.split('\n').map(scrubText).join('\n');
}
