import { cpSync } from 'node:fs';
import { temporaryFolder } from './command.js';
import { fixturePath } from './deployments.js';

/** A command line in a page, and what the page says that it prints; null where it shows nothing. */
export interface Session {
  readonly line: string;
  readonly words: readonly string[];
  readonly output: string | null;
}

/**
 * The command lines of a Markdown page, in order. A block without a language that begins with `$ ata2mdi …` shows what is
 * printed after each such line; in one that begins with `ata2mdi …` every such line is a command.
 */
export function sessionsOf(page: string): Session[] {
  return [...page.matchAll(/^( *)```\n([\s\S]*?)^\1```$/gm)].flatMap(([, , block = '']) => {
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
  const words = line.replace(/\s+#.*$/, '').split(/\s+/);
  return { line, words: words.slice(1), output };
}

/** A folder with the files of the invented deployment `contoso`. */
export function folderOfContoso(): string {
  const folder = temporaryFolder();
  cpSync(fixturePath('contoso'), folder, { recursive: true });
  return folder;
}
