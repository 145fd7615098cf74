import { type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The program as it is installed. */
export const binary = fileURLToPath(new URL('../../bin/ata2mdi.js', import.meta.url));

/** What a run of the real binary came to. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the real binary, as a user does, in an environment without colours.
 *
 * @param options.sabotage JavaScript that may change `fs` and `crypto` before the program starts, to bring about what a
 *   test cannot otherwise
 * @param options.through a command that runs the program, with its arguments
 * @param options.fileSizeLimit how large a file may become, in blocks of `ulimit -f`
 */
export function ata2mdi(
  args: readonly string[],
  options: Pick<SpawnSyncOptions, 'input' | 'cwd' | 'stdio'> & {
    readonly sabotage?: string;
    readonly through?: readonly string[];
    readonly fileSizeLimit?: number;
  } = {},
): CommandResult {
  const { sabotage, through = [], fileSizeLimit, ...spawnOptions } = options;
  const preload = sabotage === undefined ? [] : ['--import', preloadOf(sabotage)];
  // Without the signal that would end it, the program hears of the limit as of a full disk.
  const limit =
    fileSizeLimit === undefined
      ? []
      : ['/bin/sh', '-c', `trap '' XFSZ; ulimit -f ${fileSizeLimit}; exec "$@"`, 'sh'];
  const [program = process.execPath, ...words] = [
    ...limit,
    ...through,
    process.execPath,
    ...preload,
    binary,
    ...args,
  ];
  const { status, stdout, stderr } = spawnSync(program, words, {
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' },
    maxBuffer: 256 * 1024 * 1024,
    ...spawnOptions,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** The same without waiting, for programs that talk to a server of the test itself. */
export async function ata2mdiBeside(args: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [binary, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

function preloadOf(code: string): string {
  const lines = [
    "import fs from 'node:fs';",
    "import crypto from 'node:crypto';",
    "import { syncBuiltinESMExports } from 'node:module';",
    code,
    'syncBuiltinESMExports();',
  ];
  return `data:text/javascript,${encodeURIComponent(lines.join('\n'))}`;
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
