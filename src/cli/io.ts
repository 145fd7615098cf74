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

/** Writes all of a text or its chunks, and waits until the stream has taken them. */
export async function writeAll(
  stream: NodeJS.WritableStream,
  content: string | Iterable<string | Uint8Array>,
): Promise<void> {
  const chunks = typeof content === 'string' ? [content] : content;
  for (const chunk of chunks) {
    await new Promise<void>((resolve, reject) => {
      stream.write(chunk, (error) => (error == null ? resolve() : reject(error)));
    });
  }
}
