import { basename } from 'node:path';
import { type Ignores, noIgnores, parseIgnores } from '../diff/ignore.js';
import type { IgnoreRule } from '../types/configuration-diff.js';
import type { CommandIo } from './io.js';
import type { Messenger } from './messages.js';
import { readText } from './text-file.js';

/**
 * The rules of the file that `--ignore` names; none without one.
 *
 * @throws UserError for a file that cannot be read, or a line that is no rule
 */
export async function ignoresOf(path: string | undefined, io: CommandIo): Promise<Ignores> {
  if (path === undefined) return noIgnores();
  const { name, text } = await readText(path, io.stdin);
  return parseIgnores(text, name);
}

/** Tells of the rules that hid nothing. */
export function noticeStaleIgnores(
  rules: readonly IgnoreRule[],
  path: string | undefined,
  messages: Messenger,
): void {
  if (path === undefined) return;
  for (const { line, matches } of rules)
    if (matches === 0)
      messages.notice({
        code: 'stale-ignore',
        text: `line ${line} hides nothing any more`,
        source: basename(path),
      });
}
