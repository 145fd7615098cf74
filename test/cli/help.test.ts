import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commandNames } from '../../src/cli/command-line.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';
import { dumpOf } from '../support/gate.js';
import { archive } from '../support/mongodump.js';

test('--version', () => {
  expect(ata2mdi(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
});

test('--help names every command and where to start', () => {
  const { code, stdout } = ata2mdi(['--help']);
  expect(code).toBe(0);
  for (const name of [...commandNames, 'completion']) expect(stdout).toContain(`  ${name}`);
  expect(stdout).toContain('Start here:');
});

test.each(commandNames)('help COMMAND is the same as COMMAND --help: %s', (name) => {
  expect(ata2mdi(['help', name])).toEqual(ata2mdi([name, '--help']));
});

describe('the examples in the help of each command work as they stand', () => {
  test.each(commandNames)('%s', (name) => {
    const { code, stdout } = ata2mdi([name, '--help']);
    expect(code).toBe(0);
    const lines = stdout
      .slice(stdout.indexOf('Examples:\n') + 'Examples:\n'.length)
      .split('\n')
      .map((line) => line.replace(/\s*#.*$/, '').trim())
      .filter((line) => line !== '');
    // Another program's part in it cannot be tried here.
    const examples = lines.filter((line) => !/^Get-ATAStatus /.test(line)).map((line) => line.split(' '));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example.slice(0, 2)).toEqual(['ata2mdi', name]);
    const cwd = temporaryFolder();
    const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');
    ata2mdi(['export', backup, '-o', join(cwd, 'snapshot.json')]);
    ata2mdi(['translate', backup, '-o', join(cwd, 'plan.json')]);
    for (const file of ['SystemProfile_20251215T040000Z.json', 'UniqueEntity.json'])
      copyFileSync(fixturePath(`contoso/${file}`), join(cwd, file));
    copyFileSync(fixturePath('contoso-alerts/SuspiciousActivity.json'), join(cwd, 'SuspiciousActivity.json'));
    copyFileSync(join(cwd, 'SystemProfile_20251215T040000Z.json'), join(cwd, 'center.json'));
    mkdirSync(join(cwd, 'Backup'));
    copyFileSync(backup, join(cwd, 'Backup/SystemProfile_20251215T040000Z.json'));
    for (const [file, name] of Object.entries({
      'sensors-1.json': 'sensors.json',
      'healthIssues.json': 'healthIssues.json',
      'portal.har': 'portal.har',
      'mdi-contoso.com.json': 'mdi-contoso.com.json',
    }))
      copyFileSync(fixturePath(`contoso/observed/${file}`), join(cwd, name));
    const plan = JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'));
    writeFileSync(join(cwd, 'ata.archive'), archive(dumpOf(plan)));
    // There is something to see to in what these are given here.
    const done = ['verify', 'readiness', 'gate'].includes(name) ? 1 : 0;
    for (const [, ...example] of examples) {
      const args = example.includes('--force') || !example.includes('-o') ? example : [...example, '--force'];
      const result = ata2mdi(args, { cwd });
      expect({ example, code: result.code, stderr: result.code === done ? '' : result.stderr }).toEqual({
        example,
        code: done,
        stderr: '',
      });
    }
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s gets a script', (shell) => {
    const { code, stdout } = ata2mdi(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('ata2mdi');
    expect(ata2mdi(['completion', shell, '--json', '--quiet'])).toEqual({ code, stdout, stderr: '' });
  });

  test('offers the commands', () => {
    expect(ata2mdi(['complete', '--', 'ex']).stdout).toMatch(/^export\t/m);
  });
});
