import { basename } from 'node:path';
import type { Area } from '../../catalogue/areas.js';
import { UserError } from '../../errors.js';
import { historyOf } from '../../history/history.js';
import { historyArtifact } from '../../history/render.js';
import { type ListedFile, listPath } from '../../readers/node/files.js';
import type { ReportFormat } from '../../report/artifact.js';
import type { ConfigurationHistory } from '../../types/configuration-history.js';
import { checkHistory } from '../../validate.js';
import { ignoresOf, noticeStaleIgnores } from '../ignores.js';
import type { ExitCode, Invocation } from '../io.js';
import { type Messenger, messenger } from '../messages.js';
import { type FailOn, failsOn, formOf, lookOf, tellNotices, tellsByItself } from '../reports.js';
import { deliver } from '../results.js';
import { type CatalogueOption, catalogueInUse, inputsOf } from '../user-catalogue.js';

interface HistoryCommandOptions extends CatalogueOption {
  readonly format?: ReportFormat;
  readonly failOn: FailOn;
  readonly since?: string;
  readonly area?: readonly Area[];
  readonly ignore?: string;
  readonly bookkeeping?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

/**
 * `ata2mdi history`: what changed between the backups in a folder, and when. Exit code 1 if something did, as far as
 * `--fail-on` asks for it, or if a file is damaged.
 */
export async function run({ words, options, io }: Invocation<HistoryCommandOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  if (words.includes('-'))
    throw new UserError('history reads folders and files; standard input is one file only', {
      advice: ['Name the folder Backup of the ATA Center.'],
    });
  const ignores = await ignoresOf(options.ignore, io);
  const { settings } = await catalogueInUse(options, words, io, messages);
  const listed = await filesOf(words, messages);
  const history = await historyOf(listed, {
    settings,
    ignores,
    bookkeeping: options.bookkeeping === true,
    since: options.since ?? null,
    onlyAreas: options.area ?? null,
    sources: words.map((word) => basename(word)),
    onFile: messages.progress,
  });
  checkHistory(history);
  if (!tellsByItself(options)) {
    tell(history, messages);
    noticeStaleIgnores(history.ignored, options.ignore, messages);
  }
  const artifact = historyArtifact(history, formOf(options), lookOf(options, io));
  const paths = listed.map(({ path }) => path);
  const inputs = inputsOf(options.ignore === undefined ? paths : [...paths, options.ignore], options);
  await deliver(artifact, options, inputs, io, messages);
  return exitCodeOf(history, options);
}

/** All files of what was named; where that are several, each by the name of its folder too. */
async function filesOf(words: readonly string[], messages: Messenger): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for (const word of words) {
    const folder = basename(word);
    for (const file of await listPath(word, messages.progress)) {
      const isPlain = words.length === 1 || file.name === folder;
      files.push(isPlain ? file : { ...file, name: `${folder}/${file.name}` });
    }
  }
  return files;
}

function tell({ files, notices }: ConfigurationHistory, messages: Messenger): void {
  for (const { name, state, problem } of files)
    if (state === 'damaged' && problem !== null)
      messages.notice({ code: 'damaged', text: `skipped: ${problem}`, source: name });
  tellNotices(notices, messages);
}

function exitCodeOf({ centers, files }: ConfigurationHistory, { failOn }: HistoryCommandOptions): ExitCode {
  if (failOn === 'never') return 0;
  const isUnread =
    files.some(({ state }) => state === 'damaged') ||
    centers.some(({ moments }) => moments.some(({ notComparable }) => notComparable.length > 0));
  const counts = centers.map((center) => center.counts);
  return isUnread || failsOn(failOn, counts) ? 1 : 0;
}
