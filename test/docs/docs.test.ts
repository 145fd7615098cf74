import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { areas } from '../../src/catalogue/areas.js';
import { documentationLink, linkKeys } from '../../src/catalogue/links.js';
import { ata2mdi } from '../support/command.js';
import { folderOfContoso, sessionsOf } from '../support/sessions.js';

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name: join('docs', name), text: readFileSync(join('docs', name), 'utf8') }));
const guide = pages.filter(({ name }) => /^docs.(?:guide|areas)\b/.test(name));
const withCommands = guide
  .map(({ name, text }) => ({ name, sessions: sessionsOf(text) }))
  .filter(({ sessions }) => sessions.length > 0);

describe('the guide', () => {
  test.each(withCommands)('the commands of $name run', ({ sessions }) => {
    const cwd = folderOfContoso();
    for (const { line, words, output } of sessions) {
      const { code, stdout, stderr } = ata2mdi(words, { cwd });
      expect(code, `${line}\n${stderr}`).toBeLessThan(2);
      if (output !== null) expect(`${stdout}${stderr}`.trim(), line).toBe(output);
    }
  });

  test('has a page for each area, with a part by hand', () => {
    expect(guide.filter(({ name }) => name.includes('areas')).length).toBe(areas.length);
    for (const area of areas) {
      const { text } = guide.find(({ name }) => name === join('docs/areas', `${area}.md`)) ?? { text: '' };
      expect(text.split('## What you do')[1]?.trim().length ?? 0, area).toBeGreaterThan(5);
    }
  });
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
