/** How every command is run on sources with secrets, so that all it can write is written. A new command has to be added here. */
import { join } from 'node:path';
import { verificationFormats } from '../../src/verify/render/index.js';
import { worksheetFormats } from '../../src/writers/index.js';

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
  verify: ({ sources, observed, catalogue, folder }) => [
    ...verificationFormats.map((format) => [
      ...['verify', ...sources, '--observed', ...observed, '--format', format],
      ...['-o', join(folder, `verification.${format}`)],
    ]),
    ['verify', ...sources, '--observed', ...observed, '--save-observed', join(folder, 'observed.json')],
    ['verify', ...sources, '--catalogue', catalogue, '--observed', join(folder, 'observed.json')],
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
