/**
 * Two files of a series mostly differ in one or two sections of one document. What both have word for word is cut out of both,
 * so that little is left to be decoded and compared.
 */
import type { DocumentSpan, JsonOutline, Member } from './json-outline.js';

/** A text and where things stand in it. */
export interface OutlinedText {
  readonly text: string;
  readonly outline: JsonOutline;
}

/** What is left of two texts. */
export interface Reduced {
  readonly before: string;
  readonly after: string;
  /** Which of the documents are left, by their place. */
  readonly kept: readonly number[];
}

/**
 * Cuts out of two texts what both have: of the documents that are left, members of `Configuration` that are objects or lists;
 * and whole documents, but for the first of each kind, so that none seems to be missing.
 *
 * @param kinds of the documents of the text before; null keeps them all
 * @returns null if they do not have the same number of documents
 */
export function reduced(
  before: OutlinedText,
  after: OutlinedText,
  kinds: readonly string[] | null,
): Reduced | null {
  const [old, now] = [before.outline.documents, after.outline.documents];
  if (old.length !== now.length) return null;
  const kept: number[] = [];
  const seen = new Set<string>();
  for (const index of old.keys()) {
    const kind = kinds?.[index] ?? null;
    const isFirst = kind === null || !seen.has(kind);
    if (kind !== null) seen.add(kind);
    if (isFirst || bareText(before, index) !== bareText(after, index)) kept.push(index);
  }
  const parts = kept.map((index) => reducedPair(before.text, old[index], after.text, now[index]));
  return {
    before: parts.map(([first]) => first).join('\n'),
    after: parts.map(([, second]) => second).join('\n'),
    kept,
  };
}

/** A document without what stands in its holes. */
function bareText({ text, outline }: OutlinedText, index: number): string {
  const document = outline.documents[index];
  if (document === undefined) return '';
  let bare = '';
  let { start } = document;
  for (const hole of outline.holes) {
    if (hole.start < start || hole.end > document.end) continue;
    bare += text.slice(start, hole.start);
    start = hole.end;
  }
  return bare + text.slice(start, document.end);
}

function reducedPair(
  textBefore: string,
  before: DocumentSpan | undefined,
  textAfter: string,
  after: DocumentSpan | undefined,
): [string, string] {
  if (before === undefined || after === undefined) return ['', ''];
  const old = new Map(before.configuration?.members.map((member) => [member.key, member]));
  const common = new Set<string>();
  for (const member of after.configuration?.members ?? []) {
    const other = old.get(member.key);
    if (other === undefined || !member.isContainer || !other.isContainer) continue;
    if (sliceOf(textBefore, other) === sliceOf(textAfter, member)) common.add(member.key);
  }
  return [withoutMembers(textBefore, before, common), withoutMembers(textAfter, after, common)];
}

function withoutMembers(
  text: string,
  { start, end, configuration }: DocumentSpan,
  gone: ReadonlySet<string>,
): string {
  if (configuration === null) return text.slice(start, end);
  const left = configuration.members
    .filter(({ key }) => !gone.has(key))
    .map((member) => sliceOf(text, member));
  return text.slice(start, configuration.start) + left.join(',') + text.slice(configuration.end, end);
}

function sliceOf(text: string, { start, end }: Member): string {
  return text.slice(start, end);
}
