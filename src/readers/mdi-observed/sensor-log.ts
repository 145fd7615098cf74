/**
 * Logs of sensors v2.x: `yyyy-MM-dd HH:mm:ss.ffff Level Component Method message [key=value …]`, with a prefix in the
 * installer's. Lines that do not begin with a time belong to the entry before. What stands in brackets holds names of
 * accounts and servers and is not kept.
 */
import type { LogGroup } from '../../types/mdi-observed.js';
import type { Contribution, KnownLogEntry } from './parts.js';

const entryStart =
  /^(?:\[[0-9A-F]+:[0-9A-F]+\]\[[^\]]{1,40}\][a-z]\d{3}: )?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{1,7}) +(Trace|Debug|Info|Warn|Warning|Error|Fatal) +(.*)$/;

/** Whether a text is a sensor log: one of its first lines is an entry. */
export function recognisesSensorLog(text: string): boolean {
  return text.split(/\r?\n/, 40).some((line) => entryStart.test(line.replace(/^\ufeff/, '')));
}

/** Errors and warnings by what they say, and entries of any level that are the sign of a known issue. */
export function readSensorLog(text: string, source: string, known: readonly KnownLogEntry[]): Contribution {
  const groups = new Map<string, LogGroup>();
  let lines = 0;
  let first: string | null = null;
  let last: string | null = null;
  for (const { time, level, rest, whole } of entriesOf(text)) {
    lines += 1;
    first ??= time;
    last = time;
    const issue = knownIssue(whole, known);
    if (issue === null && !/^(?:warn|warning|error|fatal)$/i.test(level)) continue;
    const parts = partsOf(rest);
    const key = [level, parts.component, parts.method, parts.message, issue ?? ''].join('\n');
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { level, ...parts, count: 1, first: time, last: time, known: issue, source });
    else {
      group.count += 1;
      if (time < group.first) group.first = time;
      if (time > group.last) group.last = time;
    }
  }
  return {
    shape: 'sensor-log',
    sensorLogs: [{ source, lines, first, last }],
    logGroups: [...groups.values()],
  };
}

interface LogEntry {
  readonly time: string;
  readonly level: string;
  /** The rest of the first line. */
  readonly rest: string;
  /** All of it, for looking for signs only. */
  readonly whole: string;
}

function* entriesOf(text: string): Generator<LogEntry> {
  let current: { time: string; level: string; rest: string; more: string[] } | null = null;
  for (const line of text.split(/\r?\n/)) {
    const match = entryStart.exec(line);
    if (match === null) {
      // Enough of a stack trace to see what it is about.
      if (current !== null && current.more.length < 30) current.more.push(line);
      continue;
    }
    if (current !== null) yield finished(current);
    current = { time: match[1] ?? '', level: match[2] ?? '', rest: match[3] ?? '', more: [] };
  }
  if (current !== null) yield finished(current);
}

function finished({
  time,
  level,
  rest,
  more,
}: {
  time: string;
  level: string;
  rest: string;
  more: string[];
}) {
  return { time, level, rest, whole: more.length === 0 ? rest : [rest, ...more].join('\n') };
}

function knownIssue(whole: string, known: readonly KnownLogEntry[]): string | null {
  const text = whole.toLowerCase();
  return known.find(({ all }) => all.every((part) => text.includes(part.toLowerCase())))?.key ?? null;
}

const word = /^[A-Z][A-Za-z0-9]*(?:[.`+][A-Za-z0-9]+)*$/;

function partsOf(rest: string): Pick<LogGroup, 'component' | 'method' | 'message'> {
  const [text = ''] = rest.split(/ ?\[/, 1);
  const [component = '', method = '', ...others] = text.split(/ +/);
  const isMethod = word.test(method);
  return {
    component: word.test(component) ? component : valueMark,
    method: isMethod ? method : '',
    message: withoutValues((isMethod ? others : [method, ...others]).join(' ')),
  };
}

const valueMark = '…';

/** A word for a secret at its end, so that `passwordless` is none. */
const secretWord =
  /(?:passwords?|passwd|pwd|passphrase|secrets?|tokens?|credentials?|keys?|pin|bearer|basic)["',:]*$/i;

/** What may follow a word for a secret; any other word there may be the secret itself. */
const harmlessNext =
  /^(?:is|was|are|were|be|has|have|had|can|cannot|could|did|does|will|not|no|of|for|to|in|on|by|at|from|with|and|or|the|that|expired|expires|failed|incorrect|invalid|missing|wrong)$/;

/** Names of types and plain words stay; quoted text, names, addresses and numbers become `…`. */
function withoutValues(message: string): string {
  let behindSecretWord = false;
  return message
    .replace(/-----BEGIN .*/, valueMark)
    .replace(/'[^']*'|"[^"]*"/g, valueMark)
    .split(' ')
    .map((token) => {
      const stays = isPlainToken(token) && (!behindSecretWord || harmlessNext.test(token));
      behindSecretWord = secretWord.test(token);
      return stays ? token : valueMark;
    })
    .join(' ')
    .replace(/…(?: …)+/g, valueMark)
    .trim()
    .slice(0, 200);
}

/** A word of the language, an abbreviation, or the name of a .NET type. */
function isPlainToken(token: string): boolean {
  const bare = token.replace(/^[("]+|[)",.:;!?]+$/g, '');
  if (bare === '' || bare === '-' || bare === '--->') return true;
  return (
    /^[A-Za-z]{1,24}(?:['-][A-Za-z]{1,24})*$/.test(bare) ||
    /^(?:System|Microsoft)(?:\.[A-Z][A-Za-z0-9]*)+$/.test(bare)
  );
}
