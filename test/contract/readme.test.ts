import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';

const readme = readFileSync('README.md', 'utf8');

/** Code blocks of the README that begin with a command line, and what they say it prints. */
const sessions = [...readme.matchAll(/^```\n\$ ata2mdi (.*)\n([\s\S]*?)^```$/gm)].map(([, line, output]) => ({
  line: line ?? '',
  output: output ?? '',
}));

function folderWithContoso(): string {
  const folder = temporaryFolder();
  for (const name of ['SystemProfile_20251215T040000Z.json', 'UniqueEntity.json'])
    copyFileSync(fixturePath(`contoso/${name}`), join(folder, name));
  for (const name of ['SuspiciousActivity.json', 'MonitoringAlert.json'])
    copyFileSync(fixturePath(`contoso-alerts/${name}`), join(folder, name));
  return folder;
}

describe('every session in the README prints what it says', () => {
  test('there are some', () => expect(sessions.length).toBeGreaterThan(1));

  test.each(sessions)('ata2mdi $line', ({ line, output }) => {
    const { stdout, stderr } = ata2mdi(line.split(' '), { cwd: folderWithContoso() });
    expect(`${stdout}${stderr}`.trim()).toBe(output.trim());
  });
});

test('the item shown in the README is in the worksheet', () => {
  const folder = folderWithContoso();
  ata2mdi(['run', 'SystemProfile_20251215T040000Z.json', 'UniqueEntity.json', '-o', 'contoso'], {
    cwd: folder,
  });
  const worksheet = readFileSync(join(folder, 'contoso/worksheet.md'), 'utf8');
  const shown = /One of its items:\n\n([\s\S]*?)\n\n## /.exec(readme)?.[1] ?? '';
  const lines = shown.split('\n').map((line) => line.replace(/^> ?/, ''));
  expect(lines.length).toBeGreaterThan(5);
  expect(worksheet).toContain(lines.join('\n'));
});

test('what diff is said to tell is what it tells', () => {
  const shown = /Some of\nwhat it tells:\n\n```\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? '';
  const golden = readFileSync('test/golden/diff.txt', 'utf8');
  expect(shown.split('\n').length).toBeGreaterThan(15);
  for (const group of shown.split('\n\n')) expect(golden).toContain(`${group}\n`);
});

test('the example of the library runs', async () => {
  const example = /## As a library\n\n```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const folder = folderWithContoso();
  const library = pathToFileURL(join(process.cwd(), 'dist/index.js')).href;
  const script = join(folder, 'example.mjs');
  writeFileSync(
    script,
    example.replace("'ata2mdi'", `'${library}'`).replace('readFile(', `readFile('${folder}/' + `),
  );
  const { plan } = await import(pathToFileURL(script).href);
  expect(plan.accounting.leaves).toBe(plan.accounting.accounted);
});
