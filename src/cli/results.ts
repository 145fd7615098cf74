import { inert, inertJson } from '../inert.js';
import type { Artifact } from '../writers/writer.js';
import { refuseSourcesAsTargets, writeFiles } from './files.js';
import { type CommandIo, type CommonOptions, writeAll } from './io.js';
import type { Messenger } from './messages.js';

/**
 * Puts a document into the file of `-o`, or on standard output. With `--json`, standard output says which file was
 * written.
 *
 * @param sources what the document was made from, as the user named it
 */
export async function deliver(
  artifact: Artifact,
  options: CommonOptions & { readonly output?: string; readonly force?: boolean },
  sources: readonly string[],
  io: CommandIo,
  messages: Messenger,
): Promise<void> {
  if (options.output === undefined || options.output === '-') {
    await writeAll(io.stdout, artifact.content);
    return;
  }
  refuseSourcesAsTargets(sources, [options.output]);
  await writeFiles([{ path: options.output, content: artifact.content }], options.force === true);
  if (options.json) await writeAll(io.stdout, inertJson({ files: [options.output] }));
  messages.say(`wrote ${inert(options.output)}`);
}
