import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { areas } from '../../src/catalogue/areas.js';
import { documentationLink, linkKeys } from '../../src/catalogue/links.js';
import { ata2mdi } from '../support/command.js';
import { contosoStory } from '../support/contoso-story.js';
import { asShown, excerptsOf, folderOfContoso, sessionsOf } from '../support/sessions.js';

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name: join('docs', name), text: readFileSync(join('docs', name), 'utf8') }));
const guide = pages.filter(({ name }) => /^docs.(?:guide|areas)\b/.test(name));
const withCommands = guide
  .map(({ name, text }) => ({ name, text, sessions: sessionsOf(text) }))
  .filter(({ sessions }) => sessions.length > 0);

describe('the guide', () => {
  test.each(withCommands)('the commands of $name run', ({ sessions, text }) => {
    const cwd = folderOfContoso();
    for (const { line, words, output, exitCode } of sessions) {
      const { code, stdout, stderr } = ata2mdi(words, { cwd });
      expect(code, `${line}\n${stderr}`).toBeLessThan(2);
      if (exitCode !== null) expect(code, line).toBe(exitCode);
      if (output !== null) expect(asShown(`${stdout}${stderr}`, output), line).toBe(output);
    }
    for (const { from, shown } of excerptsOf(text))
      expect(readFileSync(join(cwd, from), 'utf8')).toContain(shown);
  });

  test('has a page for each area, with a part by hand', () => {
    expect(guide.filter(({ name }) => name.includes('areas')).length).toBe(areas.length);
    for (const area of areas) {
      const { text } = guide.find(({ name }) => name === join('docs/areas', `${area}.md`)) ?? { text: '' };
      expect(text.split('## What you do')[1]?.trim().length ?? 0, area).toBeGreaterThan(5);
    }
  });
});

test('commands are found in blocks without a language only', () => {
  const page =
    '```sh\nata2mdi one\n```\n\n```\nata2mdi two\n```\n\n```\n$ ata2mdi three # exit code 1\nout\n\nput\n```\n';
  expect(sessionsOf(page)).toEqual([
    { line: 'ata2mdi two', words: ['two'], output: null, exitCode: null },
    { line: 'ata2mdi three # exit code 1', words: ['three'], output: 'out\n\nput', exitCode: 1 },
  ]);
});

describe('what a page shows of an output', () => {
  const printed = 'one\ntwo\n\nthree\nfour\nfive\n';

  test.each(['one\ntwo\n\nthree\nfour\nfive', 'one\n…\nfive', 'one\n…\nthree\n…', '…\ntwo\n…\nfive'])(
    'is right: %j',
    (shown) => expect(asShown(printed, shown)).toBe(shown),
  );

  test.each([
    'one\ntwo',
    'two\n…',
    'one\n…\nfour',
    'one\n…\nsix\n…',
    '…\nfour\n…\ntwo\n…',
    'one\n…\ntwo\nfive',
  ])('is wrong: %j', (shown) => expect(asShown(printed, shown)).not.toBe(shown));
});

test('the story of contoso is what its generator writes', async () => {
  const folder = 'fixtures/contoso-story';
  const files = await contosoStory();
  const stored = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(folder, name)).isFile() && name !== 'README.md');
  expect(stored.sort()).toEqual([...files.keys()].sort());
  for (const [name, bytes] of files)
    expect(readFileSync(join(folder, name)).equals(bytes), `${name} is out of date: npm run generate`).toBe(
      true,
    );
});

describe('links', () => {
  const known = new Set(linkKeys().map((key) => documentationLink(key).url));

  test.each([...pages, { name: 'README.md', text: readFileSync('README.md', 'utf8') }])(
    'those of $name lead somewhere',
    ({ name, text }) => {
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      for (const target of targets.filter((link) => !/^(?:https?:|#)/.test(link)))
        expect(existsSync(join(dirname(name), target.replace(/#.*$/, ''))), target).toBe(true);
      for (const target of targets.filter((link) => link.startsWith('https://learn.microsoft.com')))
        expect(known, target).toContain(target);
    },
  );

  test('to Microsoft are well-formed, in English and each in the list once', () => {
    const urls = linkKeys().map((key) => documentationLink(key).url);
    for (const url of urls) expect(new URL(url).href, url).toMatch(/^https:\/\/[\w.]+\/(?:en-us\/|[\w-]+)/);
    expect(new Set(urls).size).toBe(urls.length);
  });
});
