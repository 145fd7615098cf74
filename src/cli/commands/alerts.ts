import { AlertCollection } from '../../alerts/collection.js';
import { filtersOf } from '../../alerts/filter.js';
import { gatherAlerts } from '../../alerts/gather.js';
import { type AlertStream, alertStream } from '../../alerts/record.js';
import { type AlertFormat, alertContent, alertFormats } from '../../alerts/render/index.js';
import { summaryLines } from '../../alerts/summary.js';
import { alertCommands } from '../../catalogue/export-commands.js';
import { UserError } from '../../errors.js';
import { inert } from '../../inert.js';
import type { Notice, Reporter } from '../../reporter.js';
import type { Filters } from '../../types/alert-record.js';
import { jsonText } from '../../writers/json.js';
import { refuseExisting, refuseSourcesAsTargets, writeFiles } from '../files.js';
import { type CommandIo, type CommonOptions, type ExitCode, type Invocation, writeAll } from '../io.js';
import { type Messenger, messenger, painter } from '../messages.js';
import { openSources } from '../sources.js';
import { openSpool } from '../spool.js';

interface AlertsOptions extends CommonOptions {
  readonly output?: string;
  readonly format?: string;
  readonly status?: string;
  readonly severity?: string;
  readonly since?: string;
  readonly until?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/**
 * `ata2mdi alerts`: suspicious activities and health alerts of ATA, for the record. Without `-o` and `--format`, what they
 * come to.
 */
export async function run({ words, options, io }: Invocation<AlertsOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const filters = filtersOf(options);
  const target = targetOf(options);
  // Reading a million alerts takes a while: what can be refused is refused before.
  if (target.file !== null) {
    refuseSourcesAsTargets(words, [target.file]);
    refuseExisting(target.file, options.force === true);
  }
  const spool = openSpool(target.file ?? undefined);
  try {
    const stream = await streamOf(words, filters, spool, options, io, messages);
    await deliver(stream, target, options, io, messages);
  } finally {
    spool.close();
  }
  return 0;
}

/** Where the record goes, and in which form; null for both if only its summary is asked for. */
interface Target {
  readonly format: AlertFormat | null;
  /** Null for standard output. */
  readonly file: string | null;
}

function targetOf({ output, format, json }: AlertsOptions): Target {
  const file = output === undefined || output === '-' ? null : output;
  const extension = file === null ? undefined : /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase();
  const word = format ?? extension ?? (output === '-' && json ? 'json' : undefined);
  if (word === undefined && output === undefined) return { format: null, file: null };
  const known = alertFormats.find((name) => name === word);
  if (known === undefined)
    throw new UserError(
      format === undefined
        ? 'the form of the record does not show in the name of -o'
        : 'there is no such form of a record',
      { advice: [`Give --format ${alertFormats.join(', ')}, or a file whose name ends so.`] },
    );
  if (file === null && (known === 'xlsx' || known === 'html'))
    throw new UserError(`a record as ${known} goes into a file`, {
      advice: [`Name it: -o alerts.${known}. Only csv and json go to standard output.`],
    });
  return { format: known, file };
}

async function streamOf(
  words: readonly string[],
  filters: Filters,
  spool: ReturnType<typeof openSpool>,
  { stamp }: AlertsOptions,
  io: CommandIo,
  messages: Messenger,
): Promise<AlertStream> {
  const collection = new AlertCollection(spool, filters);
  const sources = await openSources(words, io, messages);
  const names = await gatherAlerts(sources, collection, onceEach(messages), (name, count) =>
    messages.progress(name, count, null),
  );
  if (!collection.hasKind('suspicious-activity'))
    messages.notice({
      code: 'no-activities',
      text: `there are no suspicious activities in these sources, only health alerts. To export them: ${alertCommands.activities}`,
    });
  if (!collection.hasKind('health-alert'))
    messages.notice({
      code: 'no-health-alerts',
      text: `there are no health alerts in these sources. To export them: ${alertCommands.healthAlerts}`,
    });
  return alertStream(collection, names, filters, stamp === true ? io.now().toISOString() : undefined);
}

/** Of a million documents, many may give the same notice. */
function onceEach(messages: Messenger): Reporter {
  const told = new Set<string>();
  return {
    notice(notice: Notice) {
      const key = `${notice.code} ${notice.source ?? ''}`;
      if (told.has(key)) return;
      told.add(key);
      messages.notice(notice);
    },
  };
}

async function deliver(
  stream: AlertStream,
  { format, file }: Target,
  options: AlertsOptions,
  io: CommandIo,
  messages: Messenger,
): Promise<void> {
  if (format === null) {
    // The summary is known once all alerts have come.
    for (const _ of stream.alerts());
    await tellSummary(stream, null, options, io, messages);
    return;
  }
  const content = await alertContent(withProgress(stream, file ?? 'standard output', messages), format);
  if (file === null) {
    await writeAll(io.stdout, content);
    for (const line of summaryLines(stream.summary(), styleOf(messages.paint))) messages.say(line);
    return;
  }
  await writeFiles([{ path: file, content }], options.force === true);
  await tellSummary(stream, file, options, io, messages);
}

async function tellSummary(
  stream: AlertStream,
  file: string | null,
  options: CommonOptions,
  io: CommandIo,
  messages: Messenger,
): Promise<void> {
  const summary = stream.summary();
  if (options.json) {
    const { sources, filters, factsAsOf } = stream.head;
    await writeAll(
      io.stdout,
      jsonText({ files: file === null ? [] : [file], factsAsOf, filters, sources, summary }),
    );
  } else if (file === null) {
    const lines = summaryLines(summary, styleOf(painter(io.stdout, options)));
    await writeAll(io.stdout, `${lines.join('\n')}\n`);
    messages.say('\nTo keep them: -o alerts.csv, .xlsx, .html or .json');
    return;
  }
  for (const line of summaryLines(summary, styleOf(messages.paint))) messages.say(line);
  if (file !== null) messages.say(`\nwrote ${inert(file)}`);
}

function styleOf(paint: Messenger['paint']): Parameters<typeof summaryLines>[1] {
  return { heading: (text) => paint('bold', text), dim: (text) => paint('dim', text) };
}

function withProgress(stream: AlertStream, name: string, messages: Messenger): AlertStream {
  return {
    ...stream,
    *alerts() {
      let done = 0;
      for (const alert of stream.alerts()) {
        yield alert;
        done += 1;
        if (done % 500 === 0) messages.progress(name, done, stream.counts.written, 'writing');
      }
    },
  };
}
