import { CommanderError } from 'commander';
import { commandLine } from './command-line.js';
import type { CommandIo, CommonOptions, ExitCode } from './io.js';
import { messenger } from './messages.js';

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
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has already said what is wrong with the command line, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    messenger(io, optionsIn(argv)).fail(error);
    return 2;
  }
}

/** The common options as far as they can be told from arguments that may not even be valid. */
function optionsIn(argv: readonly string[]): CommonOptions {
  return {
    json: argv.includes('--json'),
    quiet: argv.includes('--quiet') || argv.includes('-q'),
    verbose: argv.includes('--verbose') || argv.includes('-v'),
    color: !argv.includes('--no-color'),
  };
}
