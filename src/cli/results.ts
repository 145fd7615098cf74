import type { Artifact } from '../writers/writer.js';
import { writeFiles } from './files.js';
import { type CommandIo, writeAll } from './io.js';
import type { Messenger } from './messages.js';

/** Puts a document into the file of `-o`, or on standard output. */
export async function deliver(
  artifact: Artifact,
  options: { readonly output?: string; readonly force?: boolean },
  io: CommandIo,
  messages: Messenger,
): Promise<void> {
  if (options.output === undefined) {
    await writeAll(io.stdout, artifact.content);
    return;
  }
  await writeFiles([{ path: options.output, content: artifact.content }], options.force === true);
  messages.say(`wrote ${options.output}`);
}
