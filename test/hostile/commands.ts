/** Every command of the program, as it is run on hostile content. */
import { spawnSync } from 'node:child_process';
import type { CommandResult } from '../support/command.js';
import { binary } from '../support/command.js';

/** The files that commands are run on. */
export interface Workbench {
  /** A folder of its own, in which commands may write. */
  readonly folder: string;
  readonly sources: readonly string[];
  /** Another state of the same deployment. */
  readonly later: readonly string[];
  /** A folder of backups. */
  readonly backups: string;
  readonly observed: readonly string[];
  /** Suspicious activities. */
  readonly alerts: string;
  readonly olderWorksheet: string;
}

/** What stands in place of a file name or word that the user gives. */
type Lines = (bench: Workbench) => readonly (readonly string[])[];

const reportForms = ['text', 'json', 'md', 'html'];

/**
 * The command lines of each command, by its name; hostile.test.ts fails if one is missing. Every one writes to
 * standard output or below `bench.folder`.
 */
export const commandLines: Readonly<Record<string, Lines>> = {
  run: ({ sources, folder }) => [
    ['run', ...sources, '-o', `${folder}/run`],
    ['run', ...sources, '-o', `${folder}/json`, '--json'],
  ],
  export: ({ sources }) => [['export', ...sources]],
  translate: ({ sources }) => [['translate', ...sources]],
  worksheet: ({ sources, folder, olderWorksheet }) => [
    ['worksheet', ...sources, '-o', `${folder}/worksheet`, '--carry-over', olderWorksheet],
  ],
  diff: ({ sources, later }) => [
    ...reportForms.map((form) => ['diff', sources[0] ?? '', later[0] ?? '', '--format', form]),
    ['diff', later[0] ?? '', sources[0] ?? '', '--bookkeeping'],
  ],
  history: ({ backups }) => reportForms.map((form) => ['history', backups, '--format', form]),
  verify: ({ sources, observed, folder }) =>
    reportForms.map((form) => [
      ...['verify', ...sources, '--observed', ...observed, '--format', form],
      ...['--save-observed', `${folder}/observed-${form}.json`],
    ]),
  readiness: ({ sources, observed }) =>
    [...reportForms, 'csv'].map((form) => [
      'readiness',
      ...sources,
      '--observed',
      ...observed,
      '--format',
      form,
    ]),
  alerts: ({ sources, alerts, folder }) => [
    ['alerts', alerts, ...sources],
    ...['csv', 'json', 'xlsx', 'html'].map((form) => [
      'alerts',
      alerts,
      ...sources,
      '-o',
      `${folder}/alerts.${form}`,
    ]),
  ],
  gate: ({ sources, observed }) => [
    ...reportForms.map((form) => ['gate', ...sources, '--observed', ...observed, '--format', form]),
  ],
  explain: () => [
    ['explain', '\u001b[31mx\u202e\u009b2J'],
    ['explain', '\u001b[31mx\u202e\u009b2J', '--json'],
    ['explain', '__proto__'],
    ['explain', 'constructor'],
    ['explain', 'unrecognised/\u001b[31m\u202e'],
  ],
  inspect: ({ sources }) => [
    ['inspect', ...sources],
    ['inspect', ...sources, '--json'],
    ['inspect', ...sources, '--propose'],
  ],
  collect: ({ folder }) => [['collect', '-o', `${folder}/\u001b[31m\u202ecollect.ps1`]],
  schema: () => [
    ['schema', '\u001b[31m\u202e\u009b2J'],
    ['schema', '__proto__'],
    ['schema', 'constructor', '--json'],
  ],
};

/** Command lines that go wrong in each command, with hostile words in them. */
export function mistakes(command: string): string[][] {
  const hostile = 'no\u001b[31m\u202e\u009b2Jsuch\nfile';
  return [
    // Says it on both: as JSON on standard output, in words on standard error.
    [command, hostile, '--json'],
    [command, `--${hostile}`],
  ];
}

/** Runs the real binary with a heap as small servers have it; one that hangs is stopped, and has no exit code. */
export function limited(
  args: readonly string[],
  options: { readonly input?: Uint8Array; readonly cwd?: string } = {},
): CommandResult {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=1536', binary, ...args],
    {
      env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
      maxBuffer: 256 * 1024 * 1024,
      timeout: 120_000,
      killSignal: 'SIGKILL',
      encoding: 'utf8',
      ...options,
    },
  );
  return { code: status, stdout, stderr };
}
