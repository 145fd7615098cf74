import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { ata2mdi, binary, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';

const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  test.each([['export', backup], ['explain', 'syslog'], ['schema'], ['help'], ['completion', 'bash']])(
    'under standard output is a failure of one line: %s',
    (...args) => {
      const { code, stderr } = ata2mdi(args, { stdio: ['ignore', fullDisk(), 'pipe'] });
      expect({ code, stderr }).toEqual({ code: 2, stderr: 'error: standard output: the disk is full\n' });
    },
  );

  test.each([
    [0, ['translate', backup, backup]],
    [1, ['explain', 'no-such-word']],
    [2, ['translate', 'nowhere.json']],
    [2, ['translat']],
  ])('under standard error leaves the exit code %i', (code, args) => {
    expect(ata2mdi(args, { stdio: ['ignore', 'pipe', fullDisk()] }).code).toBe(code);
  });
});

describe('a reader that closes early is no failure', () => {
  test.each([
    [0, 'stdout', ['export', backup]],
    [0, 'stdout', ['--help']],
    [0, 'stderr', ['translate', backup, backup]],
    [2, 'stderr', ['translate', 'nowhere.json']],
  ] as const)('exit code %i: %s of %j', async (code, closed, args) => {
    const child = spawn(process.execPath, [binary, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    child[closed].destroy();
    const other = child[closed === 'stdout' ? 'stderr' : 'stdout'];
    let text = '';
    other.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    expect(await once(child, 'close')).toEqual([code, null]);
    if (closed === 'stdout') expect(text).toBe('');
  });
});

describe('--json', () => {
  test.each([
    ['export', [backup]],
    ['translate', [backup]],
    ['schema', ['migration-plan']],
    ['schema', []],
  ])('%s says which file it wrote', (command, words) => {
    const path = join(temporaryFolder(), 'result');
    const { code, stdout } = ata2mdi([command, ...words, '-o', path, '--json']);
    expect({ code, result: JSON.parse(stdout) }).toEqual({ code: 0, result: { files: [path] } });
    expect(readFileSync(path, 'utf8')).toBe(ata2mdi([command, ...words, '--json']).stdout);
  });

  const missing = {
    message: 'there is no such file or folder',
    location: { source: 'nowhere.json' },
    advice: [],
  };
  test.each([
    [['translate', 'nowhere.json'], missing],
    [
      ['translate', '-', '-'],
      { message: 'standard input can be read once', location: null, advice: ['Give - only once.'] },
    ],
    [
      ['translat'],
      { message: "unknown command 'translat'", location: null, advice: ['(Did you mean translate?)'] },
    ],
    [[], { message: 'the command is missing or unknown', location: null, advice: [] }],
  ])('says why it could not be done: %j', (args, error) => {
    for (const line of [
      [...args, '--json'],
      ['--json', ...args],
    ]) {
      const { code, stdout, stderr } = ata2mdi(line);
      expect({ code, result: JSON.parse(stdout) }).toEqual({ code: 2, result: { error } });
      expect(stderr).not.toBe('');
      expect(ata2mdi([...line, '-q'])).toEqual({ code: 2, stdout, stderr: '' });
    }
  });
});

describe('colours', () => {
  const colour = '\u001b[';

  test.each([
    ['stdout', ['explain', 'syslog'], true, false],
    ['stderr', ['explain', 'syslog'], false, false],
    ['stdout', ['translate', 'nowhere.json'], false, false],
    ['stderr', ['translate', 'nowhere.json'], false, true],
    ['stdout', ['--no-color', 'explain', 'syslog'], false, false],
    ['stderr', ['translate', 'nowhere.json', '--no-color'], false, false],
  ])('with a terminal on %s: %j', async (terminal, args, inOutput, inErrors) => {
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('FORCE_COLOR', undefined);
    const { stdout, stderr } = await runWith(terminal, args);
    expect([stdout.includes(colour), stderr.includes(colour)]).toEqual([inOutput, inErrors]);
  });

  test('NO_COLOR wins over FORCE_COLOR', async () => {
    vi.stubEnv('FORCE_COLOR', '1');
    vi.stubEnv('NO_COLOR', undefined);
    expect((await runWith('none', ['explain', 'syslog'])).stdout).toContain(colour);
    vi.stubEnv('NO_COLOR', '1');
    expect((await runWith('stdout', ['explain', 'syslog'])).stdout).not.toContain(colour);
  });
});

function fullDisk(): number {
  const descriptor = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(descriptor));
  return descriptor;
}

/** Runs the command line in this process, with a terminal on one of its streams. */
async function runWith(
  terminal: string,
  args: readonly string[],
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  onTestFinished(() => void vi.unstubAllEnvs());
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  for (const [name, stream] of Object.entries(streams))
    Object.assign(stream.setEncoding('utf8'), { isTTY: name === terminal });
  await main(args, { ...streams, stdin: new PassThrough(), now: () => new Date(0) });
  return { stdout: streams.stdout.read() ?? '', stderr: streams.stderr.read() ?? '' };
}
