import { UserError } from '../../errors.js';
import { inertJson } from '../../inert.js';
import { proposalText } from '../../inspect/propose.js';
import { inspectSources } from '../../inspect/report.js';
import { structureText } from '../../inspect/text.js';
import { readSources } from '../../read-sources.js';
import type { LoadableSource } from '../../readers/sources.js';
import type { DecodedSource } from '../../readers/values.js';
import { collectingReporter } from '../../reporter.js';
import { documentOfLeaves } from '../../snapshot/redact-again.js';
import { readStoredSnapshot } from '../../snapshot/stored.js';
import type { AtaSnapshot } from '../../types/ata-snapshot.js';
import type { StructureReport } from '../../types/structure-report.js';
import { checkStructureReport } from '../../validate.js';
import type { Artifact } from '../../writers/writer.js';
import type { CommonOptions, ExitCode, Invocation } from '../io.js';
import { type Messenger, messenger, painter } from '../messages.js';
import { deliver } from '../results.js';
import { openSources } from '../sources.js';
import { type CatalogueOption, catalogueInUse, inputsOf } from '../user-catalogue.js';

interface InspectOptions extends CatalogueOption {
  readonly output?: string;
  readonly force?: boolean;
  readonly propose?: boolean;
}

/** `ata2mdi inspect`: the structure of sources without a value, or a starting file for what is unrecognised. */
export async function run({ words, options, io }: Invocation<InspectOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const { settings, user } = await catalogueInUse(options, words, io, messages);
  const sources = await decodedSources(await openSources(words, io, messages), messages);
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

/** Sources by their readers; of a snapshot, the documents it was made from, as far as they are in it. */
async function decodedSources(
  sources: readonly LoadableSource[],
  messages: Messenger,
): Promise<Pick<DecodedSource, 'format' | 'encoding' | 'documents' | 'roleGroups'>[]> {
  const snapshots = sources.map((source) =>
    'bytes' in source && source.ofFolder !== true ? readStoredSnapshot(source) : null,
  );
  // What readers notice has paths in it, which may be data: of that, only what was left out is told, and not in the report.
  const noticed = collectingReporter();
  const others = await readSources(
    sources.filter((_, index) => snapshots[index] === null),
    noticed,
  );
  for (const notice of noticed.notices) if (notice.code === 'left-out') messages.notice(notice);
  const decoded = [
    ...snapshots.flatMap((snapshot) => (snapshot === null ? [] : [ofSnapshot(snapshot)])),
    ...others,
  ];
  if (decoded.length === 0) throw new UserError('the sources hold nothing of an ATA deployment');
  return decoded;
}

function ofSnapshot(snapshot: AtaSnapshot): Pick<DecodedSource, 'format' | 'encoding' | 'documents'> {
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
        content: [inertJson(report)],
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
