/** How every command is run on sources with secrets, so that all it can write is written. A new command has to be added here. */

import { join } from 'node:path';
import { readinessFormats } from '../../src/readiness/render/index.js';
import { reportFormats } from '../../src/report/artifact.js';
import { worksheetFormats } from '../../src/writers/index.js';

/** The forms of a record of alerts. */
const alertForms = ['csv', 'json', 'xlsx', 'html'];

/** What a command can be given. */
export interface Given {
  /** Sources that hold one ATA deployment. */
  readonly sources: readonly string[];
  /** The same deployment in another state: what `diff` and the like compare it with. */
  readonly earlier: readonly string[];
  /** A folder of backups of one Center. */
  readonly backups: string;
  /** Files that show what MDI has. */
  readonly observed: readonly string[];
  /** What need not be compared. */
  readonly ignores: string;
  /** Suspicious activities. */
  readonly alerts: string;
  /** An archive of mongodump. */
  readonly backup: string;
  /** What a person gives their word for. */
  readonly attested: string;
  /** A catalogue of the user's. */
  readonly catalogue: string;
  /** An empty folder to write to. */
  readonly folder: string;
}

/** One run of the program: its arguments, but for `--verbose` and `--json`, which are added. */
export type CommandLine = readonly string[];

/** By the name of each command: the command lines that make it write everything it can. */
export const commandLines: Readonly<Record<string, (given: Given) => readonly CommandLine[]>> = {
  run: ({ sources, catalogue, folder }) => [
    ['run', ...sources, '-o', join(folder, 'run'), '--catalogue', catalogue],
  ],
  export: ({ sources, catalogue, folder }) => [
    ['export', ...sources],
    ['export', ...sources, '--catalogue', catalogue, '-o', join(folder, 'snapshot.json')],
  ],
  translate: ({ sources, catalogue, folder }) => [
    ['translate', ...sources],
    ['translate', ...sources, '--catalogue', catalogue, '-o', join(folder, 'plan.json')],
    // What was written is read again.
    ['translate', join(folder, 'snapshot.json')],
  ],
  worksheet: ({ sources, catalogue, folder }) => [
    ['worksheet', ...sources, '--catalogue', catalogue, '-o', join(folder, 'named'), '--format', 'csv'],
    ['worksheet', ...sources, '-o', join(folder, 'sheets'), '--format', worksheetFormats.join(',')],
    ...['csv', 'xlsx'].map((format) => [
      ...['worksheet', join(folder, 'plan.json'), '-o', join(folder, `carried-${format}`)],
      ...['--carry-over', join(folder, 'sheets', `worksheet.${format}`), '--format', 'csv'],
    ]),
  ],
  diff: ({ sources, earlier, ignores, catalogue, folder }) => [
    ...reportFormats.map((format) => [
      ...['diff', earlier[0] ?? '', sources[0] ?? '', '--bookkeeping', '--format', format],
      ...['-o', join(folder, `diff.${format}`)],
    ]),
    ...['any', 'important', 'never'].map((failOn) => [
      ...['diff', sources[0] ?? '', earlier[0] ?? '', '--fail-on', failOn, '--catalogue', catalogue],
    ]),
    ['diff', sources[0] ?? '', earlier[0] ?? '', '--ignore', ignores],
  ],
  history: ({ backups, ignores, catalogue, folder }) => [
    ...reportFormats.map((format) => [
      ...['history', backups, '--bookkeeping', '--format', format, '-o', join(folder, `history.${format}`)],
    ]),
    ...['any', 'important', 'never'].map((failOn) => [
      ...['history', backups, '--fail-on', failOn, '--catalogue', catalogue, '--since', '2000-01-01'],
      ...['--area', 'exclusions,email,vpn'],
    ]),
    ['history', backups, '--ignore', ignores],
  ],
  verify: ({ sources, observed, catalogue, folder }) => [
    ...reportFormats.map((format) => [
      ...['verify', ...sources, '--observed', ...observed, '--format', format],
      ...['-o', join(folder, `verification.${format}`)],
    ]),
    ['verify', ...sources, '--observed', ...observed, '--save-observed', join(folder, 'observed.json')],
    ['verify', ...sources, '--catalogue', catalogue, '--observed', join(folder, 'observed.json')],
  ],
  readiness: ({ sources, observed, catalogue, folder }) => [
    ...readinessFormats.map((format) => [
      ...['readiness', ...sources, '--observed', ...observed, '--format', format],
      ...['-o', join(folder, `readiness.${format}`)],
    ]),
    ['readiness', ...sources, '--catalogue', catalogue],
  ],
  alerts: ({ sources, alerts, folder }) => [
    ...alertForms.map((format) => [
      ...['alerts', alerts, ...sources, '--format', format, '-o', join(folder, `alerts.${format}`)],
    ]),
    [
      ...['alerts', alerts, ...sources, '--status', 'open', '--severity', 'high'],
      ...['--since', '2000-01-01', '--until', '2100-01-01'],
    ],
  ],
  gate: ({ sources, observed, backup, attested, catalogue, folder }) => [
    ...reportFormats.map((format) => [
      ...['gate', ...sources, '--observed', ...observed, '--format', format],
      ...['-o', join(folder, `gate.${format}`)],
    ]),
    [
      ...['gate', ...sources, '--catalogue', catalogue, '--backup', backup],
      ...['--attest', 'activities-recorded', '--now', '2026-10-10T08:00:00Z'],
    ],
    ['gate', ...sources, '--attest-file', attested],
    // The records that `alerts` wrote.
    ...['csv', 'json'].map((form) => [
      ...['gate', ...sources, '--observed', join(folder, `alerts.${form}`), '--backup', backup],
    ]),
  ],
  explain: ({ catalogue }) => [
    ['explain', 'gateways.tailspin', '--catalogue', catalogue],
    ['explain', 'email', '--catalogue', catalogue],
  ],
  inspect: ({ sources, catalogue, folder }) => [
    ['inspect', ...sources],
    ['inspect', ...sources, '--catalogue', catalogue, '-o', join(folder, 'structure')],
    ['inspect', ...sources, '--propose', '-o', join(folder, 'proposal.json')],
    ['inspect', join(folder, 'snapshot.json')],
  ],
  collect: ({ folder }) => [
    ['collect', '-o', join(folder, 'Get-AtaConfiguration.ps1')],
    ['collect', '--print'],
  ],
  schema: ({ folder }) => [['schema'], ['schema', 'ata-snapshot', '-o', join(folder, 'schema.json')]],
};

/** Options that change nothing of what is written, but for the current time, a tool's own help, or a run of its own. */
export const optionsThatAddNothing: readonly string[] = [
  '--force',
  '--stamp',
  '--no-color',
  '--quiet',
  '--json',
  '--verbose',
];
