/**
 * From a JSON file to answers: a Graph answer as it is, several of them, a bare list, an HTTP archive (HAR) that a
 * browser saved, or `{url, response}` pairs. An answer knows its address where the file does.
 */
import { UserError } from '../../errors.js';
import type { Reporter } from '../../reporter.js';
import { parseDocuments } from '../extended-json-parser.js';
import { type DocumentObject, type DocumentValue, isList, isObject } from '../values.js';
import { type Fields, fieldsOf } from './fields.js';

/** What a service answered to one request. */
export interface Answer {
  readonly source: string;
  /** Path and query in lower case, where the file tells them. */
  readonly address: string | null;
  /** Path and query as they are written. */
  readonly url: string | null;
  /** What follows `#` in `@odata.context`, in lower case; tells of what an empty list is one. */
  readonly context: string | null;
  /** `list`: entries stand in a list; `single`: the answer is one object. */
  readonly form: 'list' | 'single';
  readonly entries: readonly Fields[];
  /** Elements of the list that are texts, as a list of addresses has. */
  readonly texts: readonly string[];
  /** How many entries come before, where the address says it. */
  readonly start: number | null;
  readonly next: string | null;
  readonly total: number | null;
  /** Why it cannot be the whole list, if something says so. */
  readonly lacks: string | null;
}

/**
 * Reads every answer of a text.
 *
 * @returns answers, and how many requests failed or are of no interest here
 * @throws UserError with line and column for damage
 */
export function readAnswers(
  text: string,
  source: string,
  reporter: Reporter,
): { readonly answers: readonly Answer[]; readonly failed: number; readonly others: number } {
  const documents = parseDocuments(text, source, reporter).map(({ value }) => value);
  const found: Found = { answers: [], failed: 0, others: 0 };
  const bare: DocumentObject[] = [];
  for (const document of documents) if (!take(document, null, found, source, reporter)) bare.push(document);
  const isArray = /^\s*\[/.test(text);
  if (bare.length > 0) {
    if (isArray) found.answers.push(bareList(bare, source));
    else for (const one of bare) found.answers.push(single(fieldsOf(one), null, source));
  }
  return found;
}

interface Found {
  readonly answers: Answer[];
  failed: number;
  others: number;
}

/** Takes what stands for an answer by itself; false for an object that is an entry of a list or a single setting. */
function take(
  value: DocumentObject,
  url: string | null,
  found: Found,
  source: string,
  reporter: Reporter,
): boolean {
  const fields = fieldsOf(value);
  const log = fields.object('log');
  if (url === null && log?.has('entries') === true) {
    for (const entry of log.objects('entries')) takeHarEntry(entry, found, source, reporter);
    return true;
  }
  const wrapped = fields.text('url', 'uri', 'requestUrl') ?? fields.object('request')?.text('url') ?? null;
  if (url === null && wrapped !== null && fields.has('response', 'body', 'content', 'answer')) {
    const status = fields.number('status', 'statusCode');
    if (status !== null && (status < 200 || status > 299)) found.failed += 1;
    else takeContent(contentOf(value), pathOf(wrapped), found, source, reporter);
    return true;
  }
  const error = fields.object('error');
  if (error?.has('code', 'message') === true) {
    found.failed += 1;
    return true;
  }
  if (fields.has('results') && fields.has('schema')) {
    found.answers.push({
      ...listOf(fields, fields.list('results'), url, source),
      context: 'runhuntingquery',
    });
    return true;
  }
  if (!fields.has('value') || value.size > 12) return false;
  const content = [...value].find(([key]) => key.toLowerCase() === 'value')?.[1] ?? null;
  if (isList(content)) {
    found.answers.push(listOf(fields, content, url, source));
    return true;
  }
  if (!isObject(content)) return false;
  found.answers.push(single(fieldsOf(content), url, source));
  return true;
}

function contentOf(value: DocumentObject): DocumentValue {
  for (const name of ['response', 'body', 'content', 'answer'])
    for (const [key, member] of value) if (key.toLowerCase() === name) return member;
  return null;
}

/** Only addresses of the portal's and Graph's services can hold what is looked for. */
const interesting = /\/(?:aatp|mdi|mtp)\/|\/security\/|\/rolemanagement\//;

/** Headers and cookies are never looked at: the session of the portal is in them. */
function takeHarEntry(entry: Fields, found: Found, source: string, reporter: Reporter): void {
  const url = pathOf(entry.object('request')?.text('url') ?? '');
  const response = entry.object('response');
  const content = response?.object('content');
  const text = content?.text('text') ?? null;
  const method = entry.object('request')?.text('method')?.toUpperCase() ?? 'GET';
  const isRead = method === 'GET' || /runhuntingquery|huntingservice/i.test(url);
  if (!interesting.test(url.toLowerCase()) || !isRead) {
    found.others += 1;
    return;
  }
  const status = response?.number('status') ?? null;
  if (status === null || status < 200 || status > 299 || text === null) {
    found.failed += 1;
    return;
  }
  const plain = content?.text('encoding')?.toLowerCase() === 'base64' ? fromBase64(text) : text;
  takeText(plain, url, found, source, reporter);
}

function fromBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

function takeText(text: string, url: string, found: Found, source: string, reporter: Reporter): void {
  // A page, a script or a bare `true` is no answer that could be read.
  if (!/^\s*[[{]/.test(text)) {
    found.others += 1;
    return;
  }
  try {
    const content = parseDocuments(text, source, reporter).map(({ value }) => value);
    takeContent(/^\s*\[/.test(text) ? content : (content[0] ?? null), url, found, source, reporter);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Its line and column would be those of the answer, not of the file.
    throw new UserError('An answer within this file is damaged or cut short.', {
      location: { source, path: url.replace(/[?#].*$/, '') },
      advice: ['Save it again: some browsers leave out the end of long answers.'],
    });
  }
}

function takeContent(
  content: DocumentValue,
  url: string,
  found: Found,
  source: string,
  reporter: Reporter,
): void {
  if (typeof content === 'string') takeText(content, url, found, source, reporter);
  else if (isList(content)) found.answers.push(listOf(null, content, url, source));
  else if (isObject(content)) {
    if (!take(content, url, found, source, reporter))
      found.answers.push(single(fieldsOf(content), url, source));
  } else found.failed += 1;
}

/** Path and query of an address. */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '');
}

function listOf(
  page: Fields | null,
  elements: readonly DocumentValue[],
  url: string | null,
  source: string,
): Answer {
  const next = page?.text('@odata.nextLink', '@nextLink', 'odata.nextLink') ?? null;
  const total = page?.number('@odata.count', 'odata.count') ?? null;
  const context = page?.text('@odata.context', 'odata.context')?.split('#')[1]?.toLowerCase() ?? null;
  const filter = /[?&]\$filter=/i.test(decoded(url ?? '')) || /[?&]\$filter=/i.test(decoded(next ?? ''));
  const top = Number(/[?&]\$top=(\d+)/i.exec(decoded(url ?? ''))?.[1] ?? Number.NaN);
  const skip = Number(/[?&]\$skip=(\d+)/i.exec(decoded(url ?? ''))?.[1] ?? Number.NaN);
  const isFull = next === null && total === null && elements.length === top;
  return {
    source,
    url,
    address: url === null ? null : decoded(url).toLowerCase(),
    context,
    form: 'list',
    entries: elements.flatMap((element) => (isObject(element) ? [fieldsOf(element)] : [])),
    texts: elements.flatMap((element) => (typeof element === 'string' ? [element] : [])),
    start: Number.isNaN(skip) ? null : skip,
    next,
    total,
    lacks: lacksOf(filter, isFull),
  };
}

function lacksOf(filter: boolean, isFull: boolean): string | null {
  if (filter) return filtered;
  return isFull ? 'the answer holds as many entries as were asked for, so more may follow' : null;
}

/** Said of an answer to a request with a filter; where the filter is understood, it does not count. */
export const filtered = 'the request had a filter';

function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replace(/\+/g, ' '));
  } catch {
    return url;
  }
}

function single(fields: Fields, url: string | null, source: string): Answer {
  return {
    source,
    url,
    address: url === null ? null : decoded(url).toLowerCase(),
    context: fields.text('@odata.context')?.split('#')[1]?.toLowerCase() ?? null,
    form: 'single',
    entries: [fields],
    texts: [],
    start: null,
    next: null,
    total: null,
    lacks: null,
  };
}

/**
 * A list without what the service says of it. A round number of entries may be the first page of more: services send
 * 20, 50 or 100 at a time.
 */
function bareList(objects: readonly DocumentObject[], source: string): Answer {
  const isRound = objects.length % 20 === 0 || objects.length % 50 === 0;
  return {
    source,
    url: null,
    address: null,
    context: null,
    form: 'list',
    entries: objects.map(fieldsOf),
    texts: [],
    start: null,
    next: null,
    total: null,
    lacks: isRound
      ? 'a bare list with a round number of entries may be the first page only; give the answer itself'
      : null,
  };
}
