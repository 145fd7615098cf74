import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { dumpOf, type GateCase, openGate } from '../support/gate.js';
import { deploymentFiles } from '../support/loading.js';
import { archive } from '../support/mongodump.js';

const sources = deploymentFiles.contoso.map(fixturePath);

let found: GateCase;
beforeAll(async () => {
  found = await openGate();
});

/** A folder with all the evidence: `observed/`, `ata.archive`, `words.txt`. */
function evidence(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'observed'));
  for (const { name, text } of found.files) writeFileSync(join(folder, 'observed', name), text);
  writeFileSync(join(folder, 'ata.archive'), archive(dumpOf(found.plan)));
  const words = found.attested.map(({ key }) => key);
  writeFileSync(join(folder, 'words.txt'), `# settled in the meeting\n${words.join('  # said Zoë\r\n')}\n\n`);
  return folder;
}

const given = ['--observed', 'observed', '--backup', 'ata.archive', '--now', '2026-10-10T10:00:00+02:00'];

function gate(cwd: string, ...options: readonly string[]) {
  return ata2mdi(['gate', ...sources, ...options], { cwd });
}

describe('with all the evidence', () => {
  test('the gate is open, as text for a change ticket', async () => {
    const { code, stdout, stderr } = gate(evidence(), ...given, '--attest-file', 'words.txt');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot('../golden/gate-open.txt');
  });

  test('in every form, with no secret in any, and the same bytes each time', () => {
    const folder = evidence();
    for (const form of ['text', 'json', 'md', 'html']) {
      const file = join(folder, `gate.${form}`);
      const options = [...given, '--attest-file', 'words.txt', '--format', form];
      expect(gate(folder, ...options, '-o', file).code, form).toBe(0);
      const text = readFileSync(file, 'utf8');
      expect(text).toContain('No ATA Gateway is running any more');
      for (const canary of canaries) expect(text.includes(canary), `${form}: ${canary}`).toBe(false);
      expect(gate(folder, ...options).stdout, form).toBe(text);
    }
    const { stdout } = gate(folder, ...given, '--attest-file', 'words.txt', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'decommission-gate',
      verdict: 'open',
      now: '2026-10-10T08:00:00.000Z',
      summary: { met: 7, 'not-met': 0, unknown: 0 },
    });
  });

  test('words can be given one by one, and the clock only by --stamp', () => {
    const folder = evidence();
    const words = found.attested.map(({ key }) => key);
    const options = ['--observed', 'observed', '--backup', 'ata.archive', '--attest', ...words];
    expect(gate(folder, ...options).code).toBe(1);
    const stamped = gate(folder, ...options, '--stamp', '--json');
    expect(stamped.code).toBe(0);
    expect(JSON.parse(stamped.stdout).now).toMatch(/^20/);
  });
});

describe('with less', () => {
  test('nothing but the configuration: closed, and it says what is lacking', async () => {
    const { code, stdout } = gate(temporaryFolder());
    expect(code).toBe(1);
    await expect(stdout).toMatchFileSnapshot('../golden/gate-closed.txt');
  });

  test('a backup that was cut short is told with its place', () => {
    const folder = evidence();
    const bytes = readFileSync(join(folder, 'ata.archive'));
    writeFileSync(join(folder, 'ata.archive'), bytes.subarray(0, bytes.length - 10));
    const { code, stdout } = gate(folder, ...given, '--attest-file', 'words.txt');
    expect(code).toBe(1);
    expect(stdout).toMatch(/ata\.archive \(byte \d+\): .*(?:cut short|ends)/);
  });
});

describe('what cannot be', () => {
  test.each<[string, readonly string[], string]>([
    ['an unknown key, with the nearest', ['--attest', 'gateways-stoped'], 'Nearest: gateways-stopped'],
    [
      'an unknown item, with the nearest',
      ['--attest', 'reports/schedule/Sumary'],
      'Nearest: reports/schedule/Summary',
    ],
    ['one word for all items', ['--attest', 'items-settled'], 'cannot be attested as a whole'],
    ['a time without its zone', ['--now', '2026-10-10 08:00'], '--now is no time with its zone'],
    ['no backup', ['--backup', fixturePath('contoso/role-groups')], 'this is no backup'],
    ['a backup that is not there', ['--backup', 'nowhere'], 'nowhere'],
  ])('%s', (_, options, expected) => {
    const { code, stdout, stderr } = gate(temporaryFolder(), ...options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
  });

  test('the schema is published', () => {
    expect(JSON.parse(ata2mdi(['schema', 'decommission-gate']).stdout).title).toBe('DecommissionGate');
  });
});
