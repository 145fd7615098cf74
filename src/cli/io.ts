import { UserError } from '../errors.js';
import { systemErrorCode, systemErrorText } from './system-errors.js';

/** What a command may touch of the process; tests pass their own. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** The current time; only asked with `--stamp`. */
  now(): Date;
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** What a command is given when it runs. */
export interface Invocation<Options> {
  readonly words: readonly string[];
  readonly options: Options & CommonOptions;
  readonly io: CommandIo;
}

/** 0: done, nothing to report. 1: done, and there is something. 2: could not do it. Nothing else. */
export type ExitCode = 0 | 1 | 2;

/**
 * Writes all of a text or its chunks to standard output, and waits until it has taken them. A reader that closes early
 * (`| head`) has seen what it wanted: the rest is not written, and that is no failure.
 *
 * @throws UserError if it cannot be written
 */
export async function writeAll(
  stdout: NodeJS.WritableStream,
  content: string | Iterable<string | Uint8Array>,
): Promise<void> {
  const chunks = typeof content === 'string' ? [content] : content;
  for (const chunk of chunks) {
    const failure = await new Promise<Error | null | undefined>((resolve) => {
      stdout.write(chunk, resolve);
    });
    if (failure == null) continue;
    const code = systemErrorCode(failure);
    if (code === 'EPIPE') return;
    throw new UserError(systemErrorText(code), {
      location: { source: 'standard output' },
      cause: failure,
    });
  }
}
