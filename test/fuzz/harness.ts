/** Runs decoders on bytes that are made up, each in a process of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundled } from './bundle.mjs';

/** What a child is told to do. */
export interface FuzzTask {
  readonly decoders: readonly string[];
  /** Of each decoder, but for those that take long. */
  readonly runs: number;
  readonly seed: number;
  /** Of a failure that was found: only that one is run again. */
  readonly path?: string | undefined;
  /** Where it writes the bytes before each run. */
  readonly inputFile: string;
}

/** What came of it. */
export interface FuzzResult {
  readonly runs: number;
  /** How many inputs were decoded, and how many were refused with an error for the user. */
  readonly values: number;
  readonly errors: number;
  readonly samples: number;
  /** How many of the samples are decoded as they are. */
  readonly wholeSamples: number;
  /** In bytes. */
  readonly peakMemory: number;
  /** What went wrong, with what it takes to see it again. */
  readonly failure: string | null;
}

/** Nothing takes a thousandth of this; a machine with too much to do may. */
const hangsAfter = 60_000;

/** The heap of a child, in megabytes. */
const heap = 1024;

/** The child as one file, with the program's own sources in it. */
export function bundledChild(): Promise<string> {
  return bundled('test/fuzz/child.ts');
}

/**
 * Tries decoders, one after another. A child that crashes, hangs or fills its memory is a failure of the decoder it was at,
 * with the bytes it had at that time; the decoders after that are not reached, and fail too.
 */
export async function fuzzed(child: string, task: Omit<FuzzTask, 'inputFile'>): Promise<FuzzResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-fuzz-'));
  const inputFile = join(folder, 'input');
  const running = spawn(
    process.execPath,
    [`--max-old-space-size=${heap}`, child, JSON.stringify({ ...task, inputFile })],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let isHanging = false;
  const started = Date.now();
  const watch = setInterval(() => {
    if (Date.now() - Math.max(started, lastChange(inputFile)) < hangsAfter) return;
    isHanging = true;
    running.kill('SIGKILL');
  }, 1000);
  try {
    const ended = new Promise<string>((resolve) =>
      running.on('close', (code, signal) => resolve(signal ?? `code ${code}`)),
    );
    const [stdout, stderr, how] = await Promise.all([text(running.stdout), text(running.stderr), ended]);
    const results = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as FuzzResult);
    const what = isHanging ? `it hangs for ${hangsAfter / 1000} seconds` : `it ends with ${how}`;
    const failure = `${what} (seed ${task.seed}) on these bytes (base64):\n${contentOf(inputFile)}\n${stderr.slice(-4000)}`;
    const lost = task.decoders
      .slice(results.length)
      .map((_, index) => failed(index === 0 ? failure : 'not reached'));
    return [...results, ...lost];
  } finally {
    clearInterval(watch);
    rmSync(folder, { recursive: true, force: true });
  }
}

function failed(failure: string): FuzzResult {
  return { runs: 0, values: 0, errors: 0, samples: 0, wholeSamples: 0, peakMemory: 0, failure };
}

function lastChange(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function contentOf(path: string): string {
  return lastChange(path) === 0 ? '(none yet)' : readFileSync(path).toString('base64');
}
