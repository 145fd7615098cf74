import { UserError } from '../../errors.js';
import { proposalText } from '../../inspect/propose.js';
import { inspectSources } from '../../inspect/report.js';
import { structureText } from '../../inspect/text.js';
import { readSource } from '../../readers/index.js';
import type { DecodedSource, SourceBytes } from '../../readers/values.js';
import { collectingReporter } from '../../reporter.js';
import { documentOfLeaves } from '../../snapshot/redact-again.js';
import { readStoredSnapshot } from '../../snapshot/stored.js';
import type { StructureReport } from '../../types/structure-report.js';
import { checkStructureReport } from '../../validate.js';
import type { Artifact } from '../../writers/writer.js';
import type { CommonOptions, ExitCode, Invocation } from '../io.js';
import { messenger, painter } from '../messages.js';
import { deliver } from '../results.js';
import { type CatalogueOption, catalogueInUse, distinctSources, inputsOf } from '../user-catalogue.js';

interface InspectOptions extends CatalogueOption {
  readonly output?: string;
  readonly force?: boolean;
  readonly propose?: boolean;
}

/** `ata2mdi inspect`: the structure of sources without a value, or a starting file for what is unrecognised. */
export async function run({ words, options, io }: Invocation<InspectOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { settings, user } = await catalogueInUse(options, words, io, messages);
  if (words.filter((word) => word === '-').length > 1)
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const sources = (await distinctSources(words, io)).map(decodedSource);
  const report = inspectSources(sources, settings, user?.entries.length ?? 0);
  checkStructureReport(report);
  const paint = painter(io.stdout, options);
  const style =
    options.output === undefined
      ? { heading: (text: string) => paint('bold', text), unknown: (text: string) => paint('yellow', text) }
      : plainStyle;
  const artifact = options.propose
    ? proposalArtifact(report, options)
    : reportArtifact(report, options, style);
  await deliver(artifact, options, inputsOf(words, options), io, messages);
  const unknown = report.structures.reduce((sum, { unrecognised }) => sum + unrecognised, 0);
  if (options.propose && unknown === 0) messages.say('Nothing is unrecognised: there is nothing to propose.');
  return 0;
}

const plainStyle = { heading: (text: string) => text, unknown: (text: string) => text };

/** A source by its reader; of a snapshot, the documents it was made from, as far as they are in it. */
function decodedSource(source: SourceBytes): Pick<DecodedSource, 'format' | 'encoding' | 'documents'> {
  const snapshot = readStoredSnapshot(source);
  // What readers notice has paths in it, which may be data.
  if (snapshot === null) return readSource(source, collectingReporter());
  const documents = snapshot.documents.flatMap(({ leaves, line }) => {
    const value = documentOfLeaves(leaves);
    return value === null ? [] : [{ value, line }];
  });
  return { format: 'ata-snapshot', encoding: 'utf-8', documents };
}

function reportArtifact(
  report: StructureReport,
  { json }: CommonOptions,
  style: Parameters<typeof structureText>[1],
): Artifact {
  return json
    ? {
        name: 'structure.json',
        mediaType: 'application/json',
        content: [`${JSON.stringify(report, null, 2)}\n`],
      }
    : { name: 'structure.txt', mediaType: 'text/plain', content: [structureText(report, style)] };
}

function proposalArtifact(report: StructureReport, { json }: CommonOptions): Artifact {
  return {
    name: 'catalogue.json',
    mediaType: 'application/json',
    content: [proposalText(report, json)],
  };
}
