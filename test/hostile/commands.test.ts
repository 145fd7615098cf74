/** Every command on hostile content, through the real binary: what it prints and writes is inert. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandNames } from '../../src/cli/command-line.js';
import { fixturePath } from '../support/deployments.js';
import { filesBelow, filesOfRun } from '../support/folders.js';
import { isInside, nodesOf, parsePowershell, syntaxErrors } from '../support/powershell-syntax.js';
import { brokenParts, partsOfZip } from '../support/workbook.js';
import { commandLines, limited, mistakes, type Workbench } from './commands.js';
import { hostileAlerts, hostileDeployment, hostileTexts, mark } from './deployment.js';

const root = mkdtempSync(join(tmpdir(), 'ata2mdi-hostile-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Characters that terminals and viewers obey, or that nobody sees; joiners are needed by scripts and emoji. */
const active = /(?!\n|\r\n|[\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function writtenTo(folder: string, files: readonly { name: string; text: string }[]): string[] {
  mkdirSync(folder, { recursive: true });
  return files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

/** Files whose names are hostile too, as far as a file system takes them. */
const strangeName = '=cmd \u001b[31m\u202e\u009b2J $(calc) `x` <img src=x>.json';

let bench: Workbench;

beforeAll(() => {
  const [profile, entities] = hostileDeployment();
  const [laterProfile] = hostileDeployment(3);
  if (profile === undefined || entities === undefined || laterProfile === undefined)
    throw new Error('no deployment');
  const sources = writtenTo(join(root, 'in'), [{ name: strangeName, text: profile.text }, entities]);
  const later = writtenTo(join(root, 'later'), [{ name: strangeName, text: laterProfile.text }]);
  const backups = join(root, 'Backup \u001b[31m');
  writtenTo(backups, [
    { name: 'SystemProfile_20251215T040000Z.json', text: profile.text },
    { name: 'SystemProfile_20251216T040000Z.json', text: laterProfile.text },
    { name: `SystemProfile_\u001b[31m\u202e.json`, text: '{"Type": ' },
  ]);
  cpSync(fixturePath('contoso/observed'), join(root, 'observed'), { recursive: true });
  const observed = writtenTo(join(root, 'observed'), [
    { name: `\u001b[31m\u202e.json`, text: JSON.stringify({ value: hostileTexts.map(sensor) }) },
  ]);
  const [olderWorksheet = ''] = writtenTo(join(root, 'in'), [
    { name: 'older \u001b[31m.csv', text: `ID,Status,Owner,Notes\r\n${hostileTexts.map(row).join('')}` },
  ]);
  const [alerts = ''] = writtenTo(join(root, 'alerts'), hostileAlerts());
  bench = {
    alerts,
    folder: join(root, 'out'),
    sources,
    later,
    backups,
    observed: [join(root, 'observed'), ...observed],
    olderWorksheet,
  };
  mkdirSync(bench.folder);
});

function sensor(text: string, index: number): object {
  return {
    id: String(index),
    displayName: text,
    domainName: text,
    healthStatus: 'healthy',
    sensorType: text,
    version: '2.2',
    settings: { description: text },
  };
}

function row(text: string, index: number): string {
  const cell = `"${text.replaceAll('"', '""')}"`;
  return `gone/${index},Done,${cell},${cell}\r\n`;
}

function holdsMark(path: string): boolean {
  const content = readFileSync(path);
  return path.endsWith('.xlsx')
    ? [...partsOfZip(content).values()].some((text) => text.includes(mark))
    : content.includes(mark);
}

function expectInert(text: string, what: string): void {
  // Not the text itself: a failure would print megabytes.
  const found = active.exec(text);
  expect(
    found === null ? null : text.slice(Math.max(0, found.index - 60), found.index + 60),
    what,
  ).toBeNull();
}

/** What a file that was written, or printed, must not hold, by what it is. */
const harmless: Readonly<Record<string, (content: Buffer, what: string) => void>> = {
  csv(content, what) {
    for (const cell of (parse(content, { bom: true, relax_column_count: true }) as string[][]).flat())
      expect(
        /^[\s\uff1d\uff0b\uff0d\uff20]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell) && cell.includes(mark)
          ? cell.slice(0, 60)
          : null,
        what,
      ).toBeNull();
  },
  html(content, what) {
    // The page's own data and scripts hold no tag of anybody's, and markup has none that is not the page's.
    const text = content.toString();
    expect(/<img src=x/i.exec(text)?.[0], what).toBeUndefined();
    expect(/href="javascript:/i.exec(text)?.[0], what).toBeUndefined();
    // Nothing that is not ours ends a script or begins a comment.
    expect(text.match(/<script/gi)?.length, what).toBe(text.match(/<\/script>/gi)?.length);
    expect(text.includes('<!--'), what).toBe(false);
  },
  md(content, what) {
    for (const line of content
      .toString()
      .split('\n')
      .filter((one) => one.includes(mark))) {
      const bare = line.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '').replace(/\\./g, '');
      expect(
        /<img|\]\(javascript:|!\[x\]/i.exec(bare)?.[0],
        `${what}: ${line.slice(0, 120)}`,
      ).toBeUndefined();
    }
  },
  json(content) {
    expect(() => JSON.parse(content.toString())).not.toThrow();
  },
  ps1(content, what) {
    const text = content.toString();
    expect(syntaxErrors(text), what).toEqual([]);
    for (const node of nodesOf(parsePowershell(text))) {
      if (node.childCount > 0 || !node.text.includes(mark)) continue;
      const isText =
        node.type === 'verbatim_string_characters' || isInside(node, ({ type }) => type === 'string_literal');
      expect(isText, `${what}: ${node.type} ${node.text.slice(0, 80)}`).toBe(true);
    }
    // PowerShell ends a text in single quotes at these too, unless they are doubled; the grammar does not know that.
    for (const literal of text.match(/'[^'\n]*[\u2018-\u201b][^\n]*'/g) ?? [])
      expect(
        literal.replace(/([\u2018-\u201b])\1/g, '').match(/[\u2018-\u201b]/),
        `${what}: ${literal.slice(0, 80)}`,
      ).toBeNull();
  },
  xlsx(content, what) {
    const parts = partsOfZip(content);
    expect(brokenParts(parts), what).toEqual([]);
    for (const [name, text] of parts) {
      for (const [formula] of text.matchAll(/<f[ >].*?<\/f>/g))
        expect(formula.includes(mark), name).toBe(false);
      if (name.endsWith('.rels')) expect(text.includes('evil.example'), name).toBe(false);
      expect(name).not.toMatch(/\.\.|^\/|\\|:/);
    }
  },
};

describe('every command', () => {
  test('is in the table of this test', () => {
    expect(Object.keys(commandLines).sort()).toEqual([...commandNames].sort());
  });

  test.each(commandNames)('%s prints and writes nothing that acts', (command) => {
    const before = filesBelow(root).filter((name) => !name.startsWith('out/'));
    const folder = join(bench.folder, command);
    mkdirSync(folder);
    const forms: Record<string, string> = { '--propose': 'text' };
    for (const args of commandLines[command]?.({ ...bench, folder }) ?? []) {
      const what = args.join(' ');
      const { code, stdout, stderr } = limited(args);
      expect(stderr, what).not.toContain('mistake in ata2mdi');
      expect([0, 1, 2], what).toContain(code);
      const isMistake = code === 2;
      if (isMistake) expect(['explain', 'schema'], `${what}\n${stderr}`).toContain(command);
      expectInert(stdout.replace(/^\ufeff/, ''), what);
      expectInert(stderr, what);
      const at = args.indexOf('--format');
      const form = args.includes('--json') ? 'json' : (args[at + 1] ?? '');
      if (at !== -1 || args.includes('--json')) harmless[forms[form] ?? form]?.(Buffer.from(stdout), what);
    }
    for (const name of filesBelow(folder)) {
      const content = readFileSync(join(folder, name));
      if (!name.endsWith('.xlsx')) expectInert(content.toString().replace(/^\ufeff/, ''), name);
      harmless[name.split('.').at(-1) ?? '']?.(content, name);
    }
    // Names in the configuration are no names of files: nothing is written elsewhere, and nothing else.
    expect(filesBelow(root).filter((name) => !name.startsWith('out/'))).toEqual(before);
    if (command === 'run') {
      expect(filesBelow(join(folder, 'run'))).toEqual(filesOfRun);
      // The texts do come out, or all of this would prove nothing.
      for (const kind of ['csv', 'html', 'md', 'json', 'ps1', 'xlsx'])
        expect(
          filesBelow(folder).some((name) => name.endsWith(kind) && holdsMark(join(folder, name))),
          kind,
        ).toBe(true);
    }
    for (const name of filesBelow(folder))
      expect(basename(name)).not.toMatch(new RegExp(`${mark}|CON|NUL|:|[. ]$`));
  });

  test.each(commandNames)('%s says what is wrong without obeying what it repeats', (command) => {
    for (const args of mistakes(command)) {
      const { code, stdout, stderr } = limited(args, { cwd: root });
      expect([0, 1, 2]).toContain(code);
      expectInert(stdout.replace(/^\ufeff/, ''), JSON.stringify(args));
      expectInert(stderr, JSON.stringify(args));
    }
  });

  test('and one that does not exist', () => {
    for (const args of mistakes('\u001b[31m\u202ex')) {
      const { code, stdout, stderr } = limited(args, { cwd: root });
      expect(code).toBe(2);
      expectInert(stdout, JSON.stringify(args));
      expectInert(stderr, JSON.stringify(args));
    }
  });
});
