import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';

/** The heavy parts, each with words that stand only in its own code. */
const parts = {
  'MongoDB driver': 'MongoServerSelectionError',
  'workbook library': 'xl/sharedStrings.xml',
  'XML parser': 'Maximum nested tags exceeded',
  'HTML page': 'Content-Security-Policy',
  'published schemas': 'Which document this is',
} as const;
type Part = keyof typeof parts;

const chunks = readdirSync('dist/chunks').map((name) => ({
  name,
  code: readFileSync(join('dist/chunks', name), 'utf8'),
}));

/** Prints, at the end, which modules the program loaded. */
const listing = `
const { register } = await import('node:module');
register('data:text/javascript,' + encodeURIComponent(
  "export async function load(url, context, next) {" +
  "  if (url.includes('/dist/')) process._rawDebug('loaded ' + url);" +
  "  return next(url, context);" +
  "}"));
`;

function loadedBy(args: readonly string[]): string[] {
  const { stderr } = ata2mdi(args, { sabotage: listing });
  return [...stderr.matchAll(/^loaded (.*)$/gm)].map(([, url = '']) => basename(url));
}

function partsLoadedBy(args: readonly string[]): Part[] {
  const names = loadedBy(args);
  const loaded = chunks.filter(({ name }) => names.includes(name));
  return (Object.keys(parts) as Part[]).filter((part) =>
    loaded.some(({ code }) => code.includes(parts[part])),
  );
}

describe('a command loads only what it needs', () => {
  const backup = fixturePath('contoso/SystemProfile_20251215T040000Z.json');

  test.each(Object.entries(parts))('%s is a part that can be told', (_part, words) => {
    expect(chunks.filter(({ code }) => code.includes(words)).length).toBeGreaterThan(0);
  });

  test.each<[readonly string[], readonly Part[]]>([
    [['--version'], []],
    [['--help'], []],
    [['export', backup], []],
    [['translate', backup], []],
    [['schema', 'migration-plan'], ['published schemas']],
    [['worksheet', backup, '--format', 'csv', '-o', '@'], []],
    [['worksheet', backup, '--format', 'xlsx', '-o', '@'], ['workbook library']],
  ])('%j', (args, expected) => {
    const folder = join(temporaryFolder(), 'out');
    expect(partsLoadedBy(args.map((word) => (word === '@' ? folder : word)))).toEqual(expected);
  });
});
