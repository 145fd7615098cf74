/**
 * The public functions: from files to snapshots, from snapshots to a plan, from a plan to what people work with, and the
 * comparisons. Each command of the command line is made of the same parts.
 */
import { attestedIn } from './carry-over/index.js';
import { sensorLogIssues } from './catalogue/sensor-log.js';
import { diffSnapshots } from './diff/diff.js';
import { parseIgnores } from './diff/ignore.js';
import { diffArtifact } from './diff/render.js';
import { UserError } from './errors.js';
import { centerIdentity } from './group-sources.js';
import { loadSnapshots } from './load.js';
import { translateAll } from './plan/consolidate.js';
import type { ObservedPart } from './readers/mdi-observed/parts.js';
import { observedPartOf } from './readers/mdi-observed/read.js';
import type { HashedSource } from './readers/sources.js';
import { joined } from './readers/whole.js';
import { reportFormats } from './report/artifact.js';
import { collectingReporter, type Notice } from './reporter.js';
import { sha256 } from './sha256.js';
import type { AtaSnapshot } from './types/ata-snapshot.js';
import type { ConfigurationDiff } from './types/configuration-diff.js';
import type { MigrationPlan } from './types/migration-plan.js';
import type { Verification } from './types/verification.js';
import { checkDiff, checkObserved, checkPlan, checkSnapshot, checkVerification } from './validate.js';
import { observedOf } from './verify/observed.js';
import { verificationArtifact } from './verify/render/index.js';
import { verify as verifyObserved } from './verify/verify.js';
import { worksheetArtifacts, worksheetFormats } from './writers/index.js';
import { planArtifact, snapshotArtifact } from './writers/json.js';
import type { Progress } from './writers/progress.js';
import type { Artifact } from './writers/writer.js';

/** A file, read by the caller. */
export interface FileInput {
  /** How messages and results call it. Of some files the name tells what they are: keep it. */
  readonly name: string;
  /** All of it, compressed or not. */
  readonly bytes: Uint8Array;
}

export interface ReadOptions {
  /**
   * Told of what was left out or is to be known, before an error too. The snapshots carry their notices. Texts never quote a
   * value of a file.
   */
  readonly onNotice?: (notice: Notice) => void;
}

/**
 * Reads the configuration of one or more ATA Centers from files in any of the formats that the command line takes (README,
 * "Sources"), snapshots among them. Secrets are not in the result.
 *
 * @returns a snapshot of each Center, in an order that does not depend on that of the files
 * @throws UserError for a file that is damaged, is not of ATA or does not go with the others
 */
export async function readSources(
  files: readonly FileInput[],
  { onNotice = () => {} }: ReadOptions = {},
): Promise<AtaSnapshot[]> {
  if (files.length === 0) throw new UserError('there is no file to read');
  const sources: HashedSource[] = [];
  for (const { name, bytes } of files) sources.push({ name, bytes, sha256: await sha256(bytes) });
  const snapshots = await loadSnapshots(sources, { notice: onNotice });
  for (const snapshot of snapshots) checkSnapshot(snapshot);
  return snapshots;
}

/**
 * Says of every setting what becomes of it in Defender for Identity. Snapshots of several Centers give one plan, that of
 * the workspace which takes their place.
 *
 * @returns the plan; its `accounting` proves that every value of every document is in exactly one item
 * @throws UserError if there is no snapshot, or two are of one Center
 */
export function translate(snapshots: AtaSnapshot | readonly AtaSnapshot[]): MigrationPlan {
  const all = 'schema' in snapshots ? [snapshots] : snapshots;
  if (all.length === 0) throw new UserError('there is no snapshot to translate');
  refuseTwice(all);
  const plan = translateAll(all);
  checkPlan(plan);
  return plan;
}

/** @throws UserError if two snapshots are of one Center */
function refuseTwice(snapshots: readonly AtaSnapshot[]): void {
  const centers = snapshots.map(({ center }) => centerIdentity(center?.id ?? null, center?.name ?? null));
  if (new Set(centers).size < centers.length)
    throw new UserError('two of the snapshots are of one ATA Center', {
      advice: ['Give one snapshot of each Center. Two of one Center are compared with diff.'],
    });
}

export interface DiffOptions {
  /** Lists changes of severity `bookkeeping` too; they are always counted. */
  readonly bookkeeping?: boolean;
  /** What is not to be reported, in the form that the option `--ignore` takes. */
  readonly ignore?: string;
}

/**
 * What differs between two snapshots of one ATA deployment, by meaning: the order of lists is no difference.
 *
 * @returns the changes, and apart from them what could not be compared
 * @throws UserError for a line of `ignore` that cannot be read
 */
export function diff(before: AtaSnapshot, after: AtaSnapshot, options: DiffOptions = {}): ConfigurationDiff {
  const { bookkeeping = false, ignore } = options;
  const compared = diffSnapshots(before, after, {
    bookkeeping,
    ...(ignore === undefined ? {} : { ignores: parseIgnores(ignore, 'ignore') }),
  });
  checkDiff(compared);
  return compared;
}

/**
 * Holds a plan against what Defender for Identity really has, as far as files show it: those that the option `--observed`
 * takes, filled worksheets among them. The verification carries its notices.
 *
 * @throws UserError for a file that shows nothing of Defender for Identity and is no worksheet
 */
export async function verify(plan: MigrationPlan, files: readonly FileInput[]): Promise<Verification> {
  const reporter = collectingReporter();
  const parts: ObservedPart[] = [];
  const attestations = new Map<string, Progress>();
  for (const file of files) {
    const part = observedPartOf(file, sensorLogIssues(), reporter);
    if (!(part instanceof UserError)) {
      parts.push(part);
      continue;
    }
    const entries = await attestedIn(file, plan, reporter);
    if (entries === null) throw part;
    for (const [id, progress] of entries) attestations.set(id, progress);
  }
  const observed = observedOf(parts, reporter.notices);
  checkObserved(observed);
  const verification = verifyObserved(plan, observed, { attestations });
  checkVerification(verification);
  return verification;
}

/** What {@link render} takes. */
export type Renderable = AtaSnapshot | MigrationPlan | ConfigurationDiff | Verification;

/** A file to be written. */
export interface RenderedFile {
  /** Its name, e.g. `worksheet.csv`, below one folder at most: `scripts/Set-MdiAuditing.ps1`. Never a name of a source. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * What people work with. The same document gives the same bytes.
 *
 * @param format of a snapshot `json`; of a plan `json`, `html`, `csv`, `xlsx`, `md`, `runbook` or `ps1`; of a comparison or
 *   a verification `text`, `json`, `md` or `html`
 * @returns one file, of `ps1` several
 * @throws UserError for a format that the document cannot be had in
 */
export async function render(document: Renderable, format: string): Promise<RenderedFile[]> {
  return (await artifactsOf(document, format)).map(({ name, mediaType, content }) => ({
    name,
    mediaType,
    bytes: bytesOf(content),
  }));
}

async function artifactsOf(document: Renderable, format: string): Promise<Artifact[]> {
  switch (document.schema) {
    case 'ata-snapshot':
      wordOf(format, ['json']);
      return [snapshotArtifact(document)];
    case 'migration-plan':
      return wordOf(format, ['json', ...worksheetFormats]) === 'json'
        ? [planArtifact(document)]
        : worksheetArtifacts(document, [format]);
    case 'configuration-diff':
      return [diffArtifact(document, wordOf(format, reportFormats))];
    case 'verification':
      return [verificationArtifact(document, wordOf(format, reportFormats))];
  }
}

/** @throws UserError if it is none of them */
function wordOf<Word extends string>(format: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === format);
  if (found === undefined)
    throw new UserError('the document cannot be had in this format', {
      advice: [`Formats: ${words.join(', ')}.`],
    });
  return found;
}

const utf8 = new TextEncoder();

function bytesOf(content: Artifact['content']): Uint8Array {
  const pieces = content.map((piece) => (typeof piece === 'string' ? utf8.encode(piece) : piece));
  return joined(
    pieces,
    pieces.reduce((length, piece) => length + piece.length, 0),
  );
}
