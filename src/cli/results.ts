import { resolve } from 'node:path';
import { UserError } from '../errors.js';
import { inert, inertJson } from '../inert.js';
import type { Artifact } from '../writers/writer.js';
import { type OutputFile, refuseSourcesAsTargets, writeFiles } from './files.js';
import { type CommandIo, type CommonOptions, writeAll } from './io.js';
import type { Messenger } from './messages.js';

/**
 * Puts a document into the file of `-o`, or on standard output. With `--json`, standard output says which files were
 * written, if the document is one of them.
 *
 * @param sources what the document was made from, as the user named it
 * @param beside files that are written with it: all of them or none
 * @throws UserError if a file cannot be written, or two of them are one
 */
export async function deliver(
  artifact: Artifact,
  options: CommonOptions & { readonly output?: string; readonly force?: boolean },
  sources: readonly string[],
  io: CommandIo,
  messages: Messenger,
  beside: readonly OutputFile[] = [],
): Promise<void> {
  const { output } = options;
  const isFile = output !== undefined && output !== '-';
  const files = isFile ? [...beside, { path: output, content: artifact.content }] : beside;
  const paths = files.map(({ path }) => path);
  refuseSourcesAsTargets(sources, paths);
  refuseOneForTwo(paths);
  if (files.length > 0) await writeFiles(files, options.force === true);
  if (!isFile) await writeAll(io.stdout, artifact.content);
  else if (options.json) await writeAll(io.stdout, inertJson({ files: paths }));
  for (const path of paths) messages.say(`wrote ${inert(path)}`);
}

function refuseOneForTwo(paths: readonly string[]): void {
  const twice = paths.find((path, index) =>
    paths.slice(0, index).some((one) => resolve(one) === resolve(path)),
  );
  if (twice !== undefined)
    throw new UserError('two different files were to be written to this place', {
      location: { source: twice },
      advice: ['Choose another place for one of them.'],
    });
}
