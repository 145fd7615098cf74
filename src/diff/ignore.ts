import { areas } from '../catalogue/areas.js';
import { UserError } from '../errors.js';
import { remarkedLines } from '../remarked-lines.js';
import type { Change, IgnoreRule, NotComparable } from '../types/configuration-diff.js';

/** One line of the file of `--ignore`. */
interface Rule {
  readonly line: number;
  readonly text: string;
  readonly area: string;
  readonly pattern: string | null;
  readonly kind: string | null;
}

/** What is hidden, and how often each rule hid something. */
export interface Ignores {
  hidesChange(change: Change): boolean;
  hidesObstacle(obstacle: NotComparable): boolean;
  /** The rules with their matches so far; one without is stale. */
  report(): IgnoreRule[];
}

const kinds = ['added', 'removed', 'changed', 'renamed', 'moved', 'not-comparable'];

/**
 * Reads the rules of a file: a line each, `area [pattern] [kind]`, separated by blanks. `*` as the area is every area;
 * a pattern is held against path and id of a difference, `*` is any text and `?` any character in it. What follows `#` is
 * a comment.
 *
 * @param name of the file, for errors
 * @throws UserError for a line that is none of these
 */
export function parseIgnores(text: string, name: string): Ignores {
  return ignoresOf(remarkedLines(text).map((line) => parseRule(line.text, line.number, name)));
}

/** Hides nothing. */
export function noIgnores(): Ignores {
  return ignoresOf([]);
}

function ignoresOf(rules: readonly Rule[]): Ignores {
  const hits = new Map<Rule, number>();
  function hides(area: string, kind: string, texts: readonly string[]): boolean {
    // All rules are tried, so that one is called stale only if nothing is left for it to hide.
    const fitting = rules.filter(
      (rule) =>
        (rule.area === '*' || rule.area === area) &&
        (rule.kind === null || rule.kind === kind) &&
        (rule.pattern === null || texts.some((text) => matches(rule.pattern ?? '*', text))),
    );
    for (const rule of fitting) hits.set(rule, (hits.get(rule) ?? 0) + 1);
    return fitting.length > 0;
  }
  return {
    hidesChange: ({ area, kind, path, id }) => hides(area, kind, [path, id]),
    hidesObstacle: ({ area, what }) => hides(area, 'not-comparable', [what]),
    report: () => rules.map((rule) => ({ line: rule.line, text: rule.text, matches: hits.get(rule) ?? 0 })),
  };
}

function parseRule(text: string, line: number, source: string): Rule {
  const [area = '', ...rest] = text.split(/\s+/);
  const location = { source, line };
  if (area !== '*' && !(areas as readonly string[]).includes(area))
    throw new UserError('this line does not begin with an area', {
      location,
      advice: ['A line is: area [pattern] [kind]. * stands for every area.', `Areas: ${areas.join(', ')}`],
    });
  const last = rest.at(-1);
  const kind = last !== undefined && kinds.includes(last) ? last : null;
  const patterns = kind === null ? rest : rest.slice(0, -1);
  const [pattern, ...more] = patterns;
  if (more.length > 0)
    throw new UserError('this line has more than area, pattern and kind', {
      location,
      advice: [`Kinds: ${kinds.join(', ')}`, 'A blank inside a pattern is written as ?.'],
    });
  if (area === '*' && (pattern === undefined || /^\*+$/.test(pattern)) && kind === null)
    throw new UserError('this line would hide everything', {
      location,
      advice: ['Name an area, a pattern or a kind.'],
    });
  return { line, text, area, kind, pattern: pattern ?? null };
}

/**
 * Whether a text is as a pattern says. Going back to the last `*` alone is enough, so that no pattern takes long; a
 * regular expression would try every combination of all of them.
 */
function matches(pattern: string, text: string): boolean {
  let [at, star, from] = [0, -1, 0];
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      from = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      index = from;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
