import { basename, join } from 'node:path';
import { inert, inertJson } from '../inert.js';
import { scripts } from '../plan/scripts.js';
import type { Item, MigrationPlan } from '../types/migration-plan.js';
import type { Artifact } from '../writers/writer.js';
import { refuseSourcesAsTargets, writeFiles } from './files.js';
import type { CommandIo, CommonOptions } from './io.js';
import { writeAll } from './io.js';
import type { Messenger } from './messages.js';

/** What the dispositions ask of people, in the order in which they are asked. */
const meanings: readonly (readonly [Item['disposition'], string])[] = [
  ['unrecognised', 'not known to this program: look at each of them'],
  ['decision', 'to decide first'],
  ['manual', 'to enter by hand in the portal'],
  ['scripted', 'that a public command does'],
  ['no-equivalent', 'that have no counterpart'],
  ['automatic', 'that need nothing'],
  ['default', "at ATA's shipped value"],
];

/** What each file is for, where its name does not say it. */
const purposes: Readonly<Record<string, string>> = {
  'snapshot.json': 'the configuration without its secrets, for the record and for comparing later',
  'plan.json': 'what becomes of every setting, for other programs',
  'worksheet.html': 'to work through in a browser: steps, values to copy, who does what and how far it is',
  'worksheet.csv': 'one row an item, for a spreadsheet program',
  'worksheet.xlsx': 'the workbook to work through, filter and sign',
  'worksheet.md': 'the same to read, in the order of the migration guide',
  'runbook.md': 'the whole migration in order: each server, each stage, and the way back',
  ...Object.fromEntries(scripts.map(({ name, purpose }) => [`${name}.ps1`, purpose])),
};

function ofCenters({ centers }: MigrationPlan): string {
  return centers.length < 2 ? '' : `of ${centers.length} ATA Centers `;
}

/** What a file is for, by its name; of several Centers each has a snapshot of its own. */
function purposeOf(path: string): string {
  const name = basename(path);
  return purposes[name] ?? (/^snapshot-.*\.json$/.test(name) ? (purposes['snapshot.json'] ?? '') : '');
}

/** Writes what was made of a plan into the folder of `-o`, and says what was translated and which files were written. */
export async function writeFolder(
  plan: MigrationPlan,
  artifacts: readonly Artifact[],
  sources: readonly string[],
  options: CommonOptions & { readonly output: string; readonly force?: boolean },
  io: CommandIo,
  messages: Messenger,
): Promise<void> {
  const files = artifacts.map(({ name, content }) => ({ path: join(options.output, name), content }));
  refuseSourcesAsTargets(
    sources,
    files.map(({ path }) => path),
  );
  await writeFiles(files, options.force === true);
  await reportFiles(
    plan,
    files.map(({ path }) => path),
    options,
    io,
    messages,
  );
}

/**
 * Says what was translated and which files were written: for people on standard error, or with `--json` as JSON on
 * standard output.
 */
async function reportFiles(
  plan: MigrationPlan,
  paths: readonly string[],
  options: CommonOptions,
  io: CommandIo,
  messages: Messenger,
): Promise<void> {
  const counts = new Map<Item['disposition'], number>();
  for (const { disposition } of plan.items) counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  if (options.json) {
    const items = Object.fromEntries(
      meanings.map(([disposition]) => [disposition, counts.get(disposition) ?? 0]),
    );
    await writeAll(io.stdout, inertJson({ files: paths, items, accounting: plan.accounting }));
  }
  const { leaves, accounted } = plan.accounting;
  messages.say(
    `\n${messages.paint('bold', `${plan.items.length} items`)} from ${leaves} settings ${ofCenters(plan)}read; ${accounted} of ${leaves} accounted for.`,
  );
  for (const [disposition, meaning] of meanings) {
    const count = counts.get(disposition) ?? 0;
    if (count > 0) messages.say(`  ${String(count).padStart(6)}  ${disposition.padEnd(13)}  ${meaning}`);
  }
  messages.say('\nFiles:');
  const width = Math.max(...paths.map((path) => inert(path).length));
  for (const path of paths) messages.say(`  ${inert(path).padEnd(width)}  ${purposeOf(path)}`.trimEnd());
  const first =
    paths.find((path) => path.endsWith('.html')) ?? paths.find((path) => path.endsWith('.md')) ?? paths[0];
  if (first !== undefined) messages.say(`\nOpen ${messages.paint('bold', inert(first))} first.`);
}
