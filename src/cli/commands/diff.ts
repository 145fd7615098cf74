import { isUnread } from '../../diff/comparable.js';
import { diffSnapshots } from '../../diff/diff.js';
import { diffArtifact } from '../../diff/render.js';
import { UserError } from '../../errors.js';
import type { LoadedSnapshot } from '../../load.js';
import type { ReportFormat } from '../../report/artifact.js';
import { scrubText } from '../../snapshot/scrub.js';
import type { AtaSnapshot } from '../../types/ata-snapshot.js';
import type { ConfigurationDiff } from '../../types/configuration-diff.js';
import { checkDiff } from '../../validate.js';
import { ignoresOf, noticeStaleIgnores } from '../ignores.js';
import type { ExitCode, Invocation } from '../io.js';
import { failureOf, type Messenger, messenger } from '../messages.js';
import { type FailOn, failsOn, formOf, lookOf, tellsByItself } from '../reports.js';
import { deliver } from '../results.js';
import { openSources } from '../sources.js';
import { type CatalogueOption, catalogueInUse, inputsOf, loadedInUse } from '../user-catalogue.js';

interface DiffCommandOptions extends CatalogueOption {
  readonly format?: ReportFormat;
  readonly failOn: FailOn;
  readonly ignore?: string;
  readonly bookkeeping?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

/**
 * `ata2mdi diff`: what changed between two configurations. Exit code 1 if something did, as far as `--fail-on` asks for
 * it; 2 if a part of one side is not there to be compared.
 */
export async function run({ words, options, io }: Invocation<DiffCommandOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const [before, after] = words;
  if (before === undefined || after === undefined || words.length > 2)
    throw new UserError('diff compares two sources', {
      advice: ['Give a folder for a side that consists of several files.'],
    });
  const all = [...words, ...[options.ignore, options.catalogue].filter((word) => word !== undefined)];
  if (all.filter((word) => word === '-').length > 1)
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const ignores = await ignoresOf(options.ignore, io);
  const inUse = await catalogueInUse(options, words, io, messages);
  async function side(word: string): Promise<AtaSnapshot> {
    return asMade(await loadedInUse(await openSources([word], io, messages), inUse, messages));
  }
  const diff = diffSnapshots(await side(before), await side(after), {
    settings: inUse.settings,
    ignores,
    bookkeeping: options.bookkeeping === true,
  });
  checkDiff(diff);
  if (!tellsByItself(options)) {
    for (const { code, text } of diff.apart) messages.notice({ code, text });
    noticeStaleIgnores(diff.ignored, options.ignore, messages);
  }
  const artifact = diffArtifact(diff, formOf(options), lookOf(options, io));
  const inputs = inputsOf(options.ignore === undefined ? words : [...words, options.ignore], options);
  await deliver(artifact, options, inputs, io, messages);
  return exitCodeOf(diff, options, messages);
}

/** With the program and the facts that it was made with, not those that it was read with. */
function asMade({ snapshot, madeWith: { program, factsAsOf } }: LoadedSnapshot): AtaSnapshot {
  return { ...snapshot, program, factsAsOf };
}

function exitCodeOf(
  { counts, notComparable }: ConfigurationDiff,
  { failOn }: DiffCommandOptions,
  messages: Messenger,
): ExitCode {
  const unread = notComparable.filter(isUnread);
  if (unread.length > 0) {
    const failure = new UserError(
      `a part of the configuration could not be compared: ${[...new Set(unread.map(({ what }) => what))].join(', ')}`,
      {
        advice: [
          ...new Set(unread.map(({ text }) => text)),
          'What need not be compared can be named in the file of --ignore.',
        ],
      },
    );
    messages.fail(failureOf(failure, scrubText), '');
    return 2;
  }
  return failsOn(failOn, [counts]) ? 1 : 0;
}
