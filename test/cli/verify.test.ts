import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { translate } from '../../src/plan/translate.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { deploymentFiles, snapshotOfDeployment } from '../support/loading.js';
import { filesOf, perfectMdi } from '../support/perfect-mdi.js';

const sources = deploymentFiles.contoso.map(fixturePath);
const observed = readdirSync(fixturePath('contoso/observed')).map((name) =>
  fixturePath(`contoso/observed/${name}`),
);

function verify(files: readonly string[], ...options: readonly string[]) {
  return ata2mdi(['verify', ...sources, '--observed', ...files, ...options]);
}

describe('contoso, set up in part', () => {
  test('says what is wrong first, and exits with 1', () => {
    const { code, stdout, stderr } = verify(observed);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter((line) => /^[A-Z][\w ]+ \(\d+\)$/.test(line))).toEqual([
      'Missing (5)',
      'Different (10)',
      'Health issues (3)',
      'Sensor logs (4)',
      'Cannot be checked (22)',
      'Extra (5)',
      'Replicated (118)',
      'What was read (10)',
    ]);
    expect(stdout).toContain('No sensor on fab-dc02.fabrikam.net.');
  });

  test('a folder is as good as the files in it, and what else is there is told', () => {
    const folder = temporaryFolder();
    cpSync(fixturePath('contoso/observed'), folder, { recursive: true });
    writeFileSync(join(folder, 'report.html'), '<html></html>');
    const { code, stdout } = verify([folder]);
    expect(code).toBe(1);
    expect(stdout).toContain('Missing (5)');
    expect(stdout).toContain('report.html: passed over');
    expect(verify([join(folder, 'report.html')]).code).toBe(2);
  });

  test('in every form, with no secret in any', () => {
    const folder = temporaryFolder();
    for (const form of ['text', 'json', 'md', 'html']) {
      const file = join(folder, form);
      expect(verify(observed, '--format', form, '-o', file).code).toBe(1);
      const text = readFileSync(file, 'utf8');
      expect(text.length, form).toBeGreaterThan(5000);
      for (const canary of canaries) expect(text.includes(canary), `${form}: ${canary}`).toBe(false);
    }
    const { stdout } = verify(observed, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'verification',
      summary: { missing: 5, different: 10 },
    });
    expect(stdout).toBe(readFileSync(join(folder, 'json'), 'utf8'));
  });

  test('keeps what was observed, and reads it again to the same end', () => {
    const file = join(temporaryFolder(), 'observed.json');
    const first = JSON.parse(verify(observed, '--json', '--save-observed', file).stdout);
    const text = readFileSync(file, 'utf8');
    for (const canary of canaries) expect(text.includes(canary), canary).toBe(false);
    const again = JSON.parse(verify([file], '--json').stdout);
    for (const part of ['summary', 'healthIssues', 'sensorLogs', 'exports'])
      expect(again[part], part).toEqual(first[part]);
    expect(again.extra.map(({ title }: { title: string }) => title)).toEqual(
      first.extra.map(({ title }: { title: string }) => title),
    );
    writeFileSync(file, text.replace('"whole":true', '"whole":"CANARY"'));
    expect(verify([file])).toMatchObject({ code: 2, stdout: '' });
  });

  test('writes what was observed and the report, or neither', () => {
    const folder = temporaryFolder();
    const [saved, report] = [join(folder, 'observed.json'), join(folder, 'report.txt')];
    writeFileSync(report, 'old');
    const both = ['--save-observed', saved, '-o', report];
    expect(verify(observed, ...both)).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(folder)).toEqual(['report.txt']);
    expect(readFileSync(report, 'utf8')).toBe('old');
    expect(JSON.parse(verify(observed, ...both, '--force', '--json').stdout)).toEqual({
      files: [saved, report],
    });
    expect(readdirSync(folder).sort()).toEqual(['observed.json', 'report.txt']);
    const one = verify(observed, '--save-observed', saved, '-o', `${folder}/./observed.json`, '--force');
    expect(one).toMatchObject({ code: 2, stdout: '' });
    expect(one.stderr).toContain('two different files');
  });

  test('the first page of sensors alone makes no sensor missing', () => {
    const pages = observed.filter((name) => !name.endsWith('sensors-2.json'));
    const { items, coverage } = JSON.parse(verify(pages, '--json').stdout);
    const results = items.filter(({ id }: { id: string }) => /^gateways\/.*\/sensor$/.test(id));
    expect(results.some(({ result }: { result: string }) => result === 'missing')).toBe(false);
    expect(coverage.find(({ list }: { list: string }) => list === 'sensors')).toMatchObject({ whole: false });
  });
});

test('exits with 0 where everything is there', async () => {
  const plan = translate(await snapshotOfDeployment('contoso'));
  const folder = temporaryFolder();
  const files = filesOf(plan, perfectMdi(plan)).map(({ name, text }) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  expect(verify(files).code).toBe(0);
});

describe('refuses', () => {
  test.each([
    ['a file that is not there', ['/nowhere/sensors.json'], 'no such file'],
    [
      'a file that shows nothing of MDI',
      [fixturePath('contoso/UniqueEntity.json')],
      'Nothing of Defender for Identity',
    ],
    ['standard input twice', ['-', '-'], 'can be read once'],
  ])('%s', (_, files, message) => {
    const { code, stdout, stderr } = verify(files);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  test('no --observed, and a form that there is not', () => {
    expect(ata2mdi(['verify', ...sources])).toMatchObject({ code: 2, stdout: '' });
    expect(verify(observed, '--format', 'pdf').code).toBe(2);
  });

  test('to overwrite what it was made from', () => {
    const [file = ''] = observed;
    expect(verify(observed, '--force', '-o', file)).toMatchObject({ code: 2 });
  });

  test('files that are cut short, whatever they are, without quoting them', () => {
    const folder = temporaryFolder();
    for (const name of observed.filter((file) => /\.(?:json|har)$/.test(file))) {
      const text = readFileSync(name);
      const path = join(folder, 'cut');
      writeFileSync(path, text.subarray(0, Math.floor(text.length * 0.7)));
      const { code, stderr } = verify([path]);
      expect(code, name).toBe(2);
      for (const canary of canaries) expect(stderr.includes(canary)).toBe(false);
    }
  });
});
