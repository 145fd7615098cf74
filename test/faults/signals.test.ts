/** Interrupted at any point: nothing half-written is left, a message says what happened, and the next run succeeds. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ata2mdi, binary, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { filesBelow, filesOfRun } from '../support/folders.js';
import { listening } from '../support/mongodb/minimal-server.js';

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');

/** Has the process send itself a signal as it does something for the n-th time. */
function signalAt(object: string, name: string, nth: number, signal: string): string {
  return `
    const whole = ${object}.${name};
    let left = ${nth};
    ${object}.${name} = function (...args) {
      if (left-- === 0) process.kill(process.pid, '${signal}');
      return Reflect.apply(whole, this, args);
    };`;
}

describe.skipIf(process.platform === 'win32')('a run that is interrupted', () => {
  const points: readonly (readonly [string, string, readonly number[]])[] = [
    ['fs.promises', 'stat', [0]],
    ['crypto', 'createHash', [0]],
    ['fs', 'openSync', [0, 7]],
    ['fs', 'writeFileSync', [0, 3, 20]],
    ['fs', 'fsyncSync', [3]],
    ['fs', 'closeSync', [4]],
  ];
  const cases = points.flatMap(([object, name, calls]) =>
    calls.map(
      (nth, index) =>
        [`${object}.${name}`, nth, index % 2 === 0 ? 'SIGINT' : 'SIGTERM', object, name] as const,
    ),
  );

  test.each(cases)('%s, call %i, %s', (_call, nth, signal, object, name) => {
    const folder = join(temporaryFolder(), 'out');
    const sabotage = signalAt(object, name, nth, signal);
    const { code, stdout, stderr } = ata2mdi(['run', backup, '-o', folder], { sabotage });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error: interrupted (${signal}); no file was written`);
    expect(existsSync(folder)).toBe(false);
    expect(ata2mdi(['run', backup, '-o', folder]).code).toBe(0);
    expect(filesBelow(folder)).toEqual(filesOfRun);
  });

  test.each(['linkSync', 'renameSync'])(
    'while the files get their names (%s): they are all there',
    (name) => {
      const folder = temporaryFolder();
      for (const old of filesOfRun) {
        mkdirSync(join(folder, old, '..'), { recursive: true });
        writeFileSync(join(folder, old), 'old');
      }
      const sabotage = signalAt('fs', name, 3, 'SIGTERM');
      const { code, stderr } = ata2mdi(['run', backup, '-o', folder, '--force'], { sabotage });
      // It comes too late to be heeded, or ends what is said about the files.
      expect([0, 2]).toContain(code);
      if (code === 2) expect(stderr).toContain('interrupted (SIGTERM); the files were written before');
      expect(filesBelow(folder)).toEqual(filesOfRun);
      for (const file of filesOfRun) expect(readFileSync(join(folder, file), 'utf8')).not.toBe('old');
    },
  );

  test('with --json, the result says so', () => {
    const sabotage = signalAt('fs.promises', 'stat', 0, 'SIGINT');
    const { code, stdout } = ata2mdi(['export', backup, '--json'], { sabotage });
    expect({ code, result: JSON.parse(stdout) }).toEqual({
      code: 2,
      result: { error: { message: 'interrupted (SIGINT); no file was written', location: null, advice: [] } },
    });
  });

  test('while it waits for standard input, or for a database that says nothing', async () => {
    const server = createServer(() => {});
    onTestFinished(() => void server.close());
    const port = await listening(server);
    for (const [source, signal] of [
      ['-', 'SIGINT'],
      [`mongodb://127.0.0.1:${port}/ATA`, 'SIGTERM'],
      [`mongodb://127.0.0.1:${port}/ATA`, 'SIGHUP'],
    ] as const) {
      const folder = join(temporaryFolder(), 'out');
      const child = spawn(process.execPath, [binary, 'run', source, '-o', folder, '--no-color']);
      if (source === '-') child.stdin.write('{"Configuration":');
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (chunk) => {
        said += chunk;
      });
      const connected = source === '-' ? null : once(server, 'connection');
      await connected;
      // Nothing tells from outside that standard input is being read.
      await new Promise((resolve) => setTimeout(resolve, 400));
      child.kill(signal);
      expect(await once(child, 'close')).toEqual([2, null]);
      expect(said).toContain(`error: interrupted (${signal}); no file was written`);
      expect(existsSync(folder)).toBe(false);
    }
  });

  test('twice, while nobody takes what it says: it ends all the same', async () => {
    const child = spawn(process.execPath, [binary, 'translate', '-']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    child.stderr.pause();
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect((await once(child, 'exit'))[0]).toBe(2);
  });
});

describe('a reader of standard output', () => {
  test('that takes one line of megabytes and goes is no failure, and nothing is said', async () => {
    const child = spawn(process.execPath, [binary, 'translate', backup], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).not.toMatch(/error|EPIPE/);
  });

  test('that is slow gets everything', async () => {
    const path = join(temporaryFolder(), 'plan.json');
    const child = spawn(process.execPath, [binary, 'translate', backup], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const file = createWriteStream(path);
    for await (const chunk of child.stdout) {
      file.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => file.end(resolve));
    expect(readFileSync(path, 'utf8')).toBe(ata2mdi(['translate', backup]).stdout);
    expect(readdirSync(join(path, '..'))).toEqual(['plan.json']);
  });
});
