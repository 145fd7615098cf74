import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from './command.js';
import { fixturePath } from './deployments.js';

/** A command line in a page, and what the page says that it prints; null where it shows nothing. */
export interface Session {
  readonly line: string;
  readonly words: readonly string[];
  readonly output: string | null;
  /** The exit code that the page names behind the command (`# exit code 1`); null where it names none. */
  readonly exitCode: number | null;
}

/** A line that stands for any number of lines that a page leaves out. */
const leftOut = '…';

/**
 * The command lines of a Markdown page, in order. A block without a language that begins with `$ ata2mdi …` shows what is
 * printed after each such line, where a line `…` stands for lines left out; in one that begins with `ata2mdi …` every such
 * line is a command.
 */
export function sessionsOf(page: string): Session[] {
  // Blocks with a language are matched too, so that the end of one is not taken for the beginning of another.
  return [...page.matchAll(/^( *)```(.*)\n([\s\S]*?)^\1```$/gm)].flatMap(([, , language, block = '']) => {
    if (language !== '') return [];
    const lines = block.split('\n').map((text) => text.trim());
    if (lines[0]?.startsWith('ata2mdi ') === true)
      return lines.filter((text) => text.startsWith('ata2mdi ')).map((text) => session(text, null));
    return block
      .split(/^\$ (?=ata2mdi )/m)
      .slice(1)
      .map((part) => {
        const [line = '', ...output] = part.split('\n');
        return session(line, output.join('\n').trim());
      });
  });
}

function session(line: string, output: string | null): Session {
  const exitCode = /\s#.*\bexit code (\d)/.exec(line)?.[1];
  return {
    line,
    words: line
      .replace(/\s+#.*$/, '')
      .split(/\s+/)
      .slice(1),
    output,
    exitCode: exitCode === undefined ? null : Number(exitCode),
  };
}

/** Quotations of files that commands of a page wrote: what stands as a quotation below a comment `from FILE`. */
export function excerptsOf(page: string): { readonly from: string; readonly shown: string }[] {
  return [...page.matchAll(/^<!-- from (\S+) -->\n\n((?:>.*\n)+)/gm)].map(
    ([, from = '', quotation = '']) => ({
      from,
      shown: quotation.replace(/^> ?/gm, '').trimEnd(),
    }),
  );
}

/**
 * What is printed, with the lines left out that the page leaves out: equal to what the page shows if, and only if, the page
 * is right. From the first part on that is not there, everything is kept.
 */
export function asShown(printed: string, shown: string): string {
  const parts = partsOf(shown);
  let rest = printed.trim().split('\n');
  const found: string[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const at = isLast && index > 0 ? rest.length - part.length : positionOf(part, rest);
    const isThere = at >= 0 && (index > 0 || at === 0) && (!isLast || at + part.length === rest.length);
    if (!isThere || !part.every((line, offset) => rest[at + offset] === line))
      return [...found, ...rest].join('\n');
    found.push(...part, ...(isLast ? [] : [leftOut]));
    rest = rest.slice(at + part.length);
  }
  return found.join('\n');
}

function partsOf(shown: string): string[][] {
  const parts: string[][] = [[]];
  for (const line of shown.split('\n')) {
    if (line === leftOut) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

function positionOf(part: readonly string[], lines: readonly string[]): number {
  return lines.findIndex((_, at) => part.every((line, offset) => lines[at + offset] === line));
}

/**
 * A folder with the files of the invented deployment `contoso` and of what comes after it; and with two folders as the script
 * of `collect` makes them, `ata-export` and later `ata-export-october`.
 */
export function folderOfContoso(): string {
  const folder = temporaryFolder();
  const isWanted = (path: string): boolean => basename(path) !== 'README.md';
  for (const name of ['contoso', 'contoso-story', 'centers'])
    cpSync(fixturePath(name), folder, { recursive: true, filter: isWanted });
  const backups = {
    'ata-export': 'SystemProfile_20251215T040000Z.json',
    'ata-export-october': 'SystemProfile_20261005T040000Z.json',
  };
  for (const [name, backup] of Object.entries(backups)) {
    cpSync(join(folder, backup), join(folder, name, 'Backup', backup));
    cpSync(join(folder, 'UniqueEntity.json'), join(folder, name, 'UniqueEntity.json'));
    cpSync(join(folder, 'role-groups'), join(folder, name), { recursive: true });
  }
  return folder;
}
