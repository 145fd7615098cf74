/** Runs the command line in this process and gathers every byte that it writes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { main } from '../../src/cli/main.js';
import { filesBelow } from '../support/folders.js';

/** What a run came to. */
export interface Run {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** Runs the command line. */
export async function runHere(args: readonly string[], input: Uint8Array = new Uint8Array()): Promise<Run> {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const gathered = [stdout, stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  stdin.end(input);
  const code = await main(args, { stdin, stdout, stderr, now: () => new Date(0) });
  const [out = [], err = []] = gathered;
  return { code, stdout: Buffer.concat(out), stderr: Buffer.concat(err) };
}

/** The files below a folder with their bytes. */
export function bytesBelow(folder: string): Map<string, Buffer> {
  return new Map(
    filesBelow(folder)
      .filter((name) => !name.endsWith('/'))
      .map((name) => [name, readFileSync(join(folder, name))]),
  );
}
