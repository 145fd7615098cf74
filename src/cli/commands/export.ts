import { checkSnapshot } from '../../validate.js';
import { snapshotArtifact } from '../../writers/json.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';
import { type CatalogueOption, inputsOf, snapshotWithCatalogue } from '../user-catalogue.js';

interface ExportOptions extends CatalogueOption {
  readonly output?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi export`: the snapshot. */
export async function run({ words, options, io }: Invocation<ExportOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { snapshot } = await snapshotWithCatalogue(words, options, io, messages);
  if (options.stamp === true) snapshot.createdAt = io.now().toISOString();
  checkSnapshot(snapshot);
  await deliver(snapshotArtifact(snapshot), options, inputsOf(words, options), io, messages);
  return 0;
}
