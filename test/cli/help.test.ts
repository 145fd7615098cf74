import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commandNames } from '../../src/cli/command-line.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';

test('--version', () => {
  expect(ata2mdi(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
});

test('--help names every command and where to start', () => {
  const { code, stdout } = ata2mdi(['--help']);
  expect(code).toBe(0);
  for (const name of [...commandNames, 'completion']) expect(stdout).toContain(`  ${name}`);
  expect(stdout).toContain('Start here:');
});

describe('the examples in the help of each command work as they stand', () => {
  test.each(commandNames)('%s', (name) => {
    const { code, stdout } = ata2mdi([name, '--help']);
    expect(code).toBe(0);
    const examples = [
      ...stdout.slice(stdout.indexOf('Examples:')).matchAll(/^ {2}.*?ata2mdi ([a-z]+ .*?)\s*(?:#.*)?$/gm),
    ]
      .map((match) => (match[1] ?? '').trim().split(' '))
      .filter(([command]) => command === name);
    expect(examples.length).toBeGreaterThan(0);
    const cwd = temporaryFolder();
    ata2mdi([
      'export',
      fixturePath('contoso/SystemProfile_20251215T040000Z.json'),
      '-o',
      join(cwd, 'snapshot.json'),
    ]);
    for (const file of ['SystemProfile_20251215T040000Z.json', 'UniqueEntity.json'])
      writeFileSync(join(cwd, file), readFixture(file));
    for (const example of examples) {
      const args = example.includes('--force') || !example.includes('-o') ? example : [...example, '--force'];
      const input = example.includes('-') ? readFixture('SystemProfile_20251215T040000Z.json') : '';
      const result = ata2mdi(args, { cwd, input });
      expect({ example, code: result.code, stderr: result.code === 0 ? '' : result.stderr }).toEqual({
        example,
        code: 0,
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
  });

  test('offers the commands', () => {
    expect(ata2mdi(['complete', '--', 'ex']).stdout).toMatch(/^export\t/m);
  });
});

function readFixture(name: string): Uint8Array {
  return readFileSync(fixturePath(`contoso/${name}`));
}
