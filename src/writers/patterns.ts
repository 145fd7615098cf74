import type { WorksheetRecord } from './records.js';

/**
 * What entries have in common. 500 exclusions from one detection say the same 500 times, but for the name of the
 * entry. The entry's own words are taken out of its texts; where the same is left of all entries, the text is a
 * pattern, and where not, the text is a column. Nothing is guessed: pattern and row together give back every text.
 */

/** The texts of a record in which its own words may stand. */
export type EntryTexts = Pick<
  WorksheetRecord,
  'title' | 'ataValue' | 'steps' | 'values' | 'decision' | 'command' | 'check'
>;

/** A record, and what is left of its texts without its own words. */
export interface ShapedRecord {
  readonly record: WorksheetRecord;
  readonly own: readonly string[];
  readonly shape: Shape;
  /** The words that were taken out, in the order of their holes. */
  readonly words: readonly string[];
}

/** Texts with holes in place of words. Uniform records have the same object. */
export interface Shape {
  /** The texts in the order of `textsOf`; the title is the first. */
  readonly places: readonly Place[];
}

interface Place {
  readonly text: string;
  /** Index of the first of its words. */
  readonly firstWord: number;
}

/** What several records say: where they differ stands the name of a column in angle brackets. */
export interface Pattern {
  readonly texts: EntryTexts;
  readonly columns: readonly Column[];
}

/** What stands in one place of a pattern, for each record. */
export interface Column {
  readonly name: string;
  readonly words: readonly string[];
}

/** Stands for a word that was taken out. No text of a record holds this character (see `visibleText`). */
const hole = '\u0000';

/** Stands between two texts. No text of a record holds this character either. */
const seam = '\u0001';

/** Takes the own words out of the texts of each record. */
export function shaped(records: readonly WorksheetRecord[]): ShapedRecord[] {
  const cutBy = cutter();
  return records.map((record) => cutBy(record, ownWords(record)));
}

/** All texts of a record are cut up as one, which is much faster, and of thousands of like shapes one is kept. */
function cutter(): (record: WorksheetRecord, own: readonly string[]) => ShapedRecord {
  const shapes = new Map<string, Shape>();
  return function cutBy(record, own) {
    const { text, words } = cut(textsOf(record).join(seam), own);
    const shape = shapes.get(text) ?? { places: placesOf(text) };
    shapes.set(text, shape);
    return { record, own, shape, words };
  };
}

function placesOf(text: string): Place[] {
  let words = 0;
  return text.split(seam).map((part) => {
    const firstWord = words;
    words += part.split(hole).length - 1;
    return { text: part, firstWord };
  });
}

/** How many texts of which sort a record has, and what is left of its title: the same for records of one pattern. */
export function outlineKey({ record, shape }: ShapedRecord): string {
  const { steps, values, decision, command } = record;
  const counts = [steps.length, values.length, decision?.options.length, command?.beta];
  return `${shape.places[0]?.text}${seam}${counts.join()}`;
}

/** The title of records of one outline: what differs is left out. */
export function commonTitle(entries: readonly ShapedRecord[]): string {
  return fill(entries[0]?.shape.places[0]?.text ?? '', (index) => same(wordsAt(entries, 0, index)) ?? '…');
}

/** The words of one hole: that of the given index in the text at the given place. */
function wordsAt(entries: readonly ShapedRecord[], place: number, index: number): string[] {
  return entries.map(({ shape, words }) => words[(shape.places[place]?.firstWord ?? 0) + index] ?? '');
}

/** The texts at one place as they are in the records. */
function textsAt(entries: readonly ShapedRecord[], place: number): string[] {
  return entries.map((entry) =>
    fill(entry.shape.places[place]?.text ?? '', (index) => wordsAt([entry], place, index)[0] ?? ''),
  );
}

/**
 * The pattern of records of one outline; `first` is one of them. A word that is the same in all of them is no
 * difference and stands in the pattern; words that always go together are one column. What differs in the titles is a
 * column only if their ATA values do not tell the entries apart.
 */
export function patternOf(first: WorksheetRecord, entries: readonly ShapedRecord[]): Pattern {
  const columns = columnsOf(first, entries);
  const cutAgain = withoutUnlikeValues(first, entries);
  const shapes = [...new Set(cutAgain.map(({ shape }) => shape))];
  const ataValues = new Set(entries.map(({ record }) => record.ataValue));
  const areToldByValue = ataValues.size === entries.length && !ataValues.has('');
  let next = 0;
  const texts = mapTexts(first, (_, label) => {
    const place = next++;
    if (place === 0 && areToldByValue) return commonTitle(entries);
    const text = same(shapes.map(({ places }) => places[place]?.text ?? ''));
    if (text === null) return columns.placeholder(label, textsAt(cutAgain, place));
    return fill(text, (index) => {
      const words = wordsAt(cutAgain, place, index);
      return same(words) ?? columns.placeholder(text === hole ? label : 'Entry', words);
    });
  });
  return { texts, columns: columns.used() };
}

/**
 * Where values differ in more than the entry's names, they are words as a whole, and so are the names of their fields
 * where these differ: a step that quotes them has one shape again.
 */
function withoutUnlikeValues(
  first: WorksheetRecord,
  entries: readonly ShapedRecord[],
): readonly ShapedRecord[] {
  if (entries.every(({ shape }) => shape === entries[0]?.shape)) return entries;
  const unlike = first.values.flatMap((_, index) => {
    const isOneField = same(entries.map(({ record }) => record.values[index]?.field ?? '')) !== null;
    const texts = entries.map(({ record, own }) => cut(record.values[index]?.value ?? '', own).text);
    return isOneField && same(texts) !== null ? [] : [{ index, isOneField }];
  });
  if (unlike.length === 0) return entries;
  const cutBy = cutter();
  return entries.map(({ record, own }) => {
    const more = unlike.flatMap(({ index, isOneField }) => {
      const { field = '', value = '' } = record.values[index] ?? {};
      return isOneField ? [value] : [field, value];
    });
    return cutBy(record, longestFirst([...own, ...more]));
  });
}

/** The columns of a pattern as they come into use. Those of ATA values and of fields have their names from these. */
function columnsOf(first: WorksheetRecord, entries: readonly ShapedRecord[]) {
  const names = new Map([[keyOf(entries.map(({ record }) => record.ataValue)), 'ATA value']]);
  for (const index of first.values.keys()) {
    const fields = entries.map(({ record }) => record.values[index]?.field ?? '');
    const values = entries.map(({ record }) => record.values[index]?.value ?? '');
    const field = same(fields);
    if (field === null) names.set(keyOf(fields), 'Field');
    names.set(keyOf(values), field ?? 'Value');
  }
  const order = ['ATA value', ...names.values()];
  const settings = keyOf(entries.map(({ record }) => settingOf(record)));
  const columns = new Map<string, Column>();
  return {
    placeholder(label: string, words: readonly string[]): string {
      const key = keyOf(words);
      // Every table of records has this column.
      if (key === settings && !names.has(key)) return '<ATA setting>';
      const known = columns.get(key) ?? { name: freeName(names.get(key) ?? label, columns), words };
      columns.set(key, known);
      return `<${known.name}>`;
    },
    used(): Column[] {
      const rank = ({ name }: Column) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
      return [...columns.values()].sort((a, b) => rank(a) - rank(b));
    },
  };
}

/** The path of the first leaf without its document, as titles name it. */
function settingOf({ ataPaths: [path = ''] }: WorksheetRecord): string {
  return path.slice(path.indexOf(':') + 1);
}

function keyOf(words: readonly string[]): string {
  return words.join(hole);
}

function freeName(wanted: string, columns: ReadonlyMap<string, Column>): string {
  const taken = new Set([...columns.values()].map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}

/** What all are, or null if they differ. */
function same(texts: readonly string[]): string | null {
  const [first] = texts;
  return first !== undefined && texts.every((text) => text === first) ? first : null;
}

function fill(text: string, filling: (index: number) => string): string {
  let next = 0;
  return text.replaceAll(hole, () => filling(next++));
}

/** Each text that may differ from entry to entry, always in the same order. */
function textsOf({ title, ataValue, steps, values, decision, command, check }: EntryTexts): string[] {
  const texts = [title, ataValue, ...steps];
  for (const { field, value } of values) texts.push(field, value);
  if (decision !== null) {
    texts.push(decision.question);
    for (const { label, cost } of decision.options) texts.push(label, cost);
    texts.push(decision.advice);
  }
  if (command !== null) texts.push(command.text, command.permission);
  texts.push(check);
  return texts;
}

/** Maps the texts of `textsOf`; `label` says what each is. */
function mapTexts(texts: EntryTexts, map: (text: string, label: string) => string): EntryTexts {
  const { title, ataValue, steps, values, decision, command, check } = texts;
  return {
    title: map(title, 'Title'),
    ataValue: map(ataValue, 'ATA value'),
    steps: steps.map((step, index) => map(step, `Step ${index + 1}`)),
    values: values.map(({ field, value }) => ({ field: map(field, 'Field'), value: map(value, 'Value') })),
    decision: decision === null ? null : mapDecision(decision, map),
    command:
      command === null
        ? null
        : {
            ...command,
            text: map(command.text, 'Command'),
            permission: map(command.permission, 'Permission'),
          },
    check: map(check, 'How to check'),
  };
}

function mapDecision(
  { question, options, advice }: NonNullable<EntryTexts['decision']>,
  map: (text: string, label: string) => string,
): EntryTexts['decision'] {
  return {
    question: map(question, 'Question'),
    options: options.map(({ label, cost }, index) => ({
      label: map(label, `Option ${index + 1}`),
      cost: map(cost, `Cost of option ${index + 1}`),
    })),
    advice: map(advice, 'Advice'),
  };
}

/**
 * The words that are an entry's own: its ATA value, its names, and what is entered for it. A value to enter that holds
 * one of its names (a condition about it, say) is no word, so that only the name is taken out of it.
 */
function ownWords({ ataValue, names, values }: WorksheetRecord): string[] {
  const known = longestFirst([ataValue, ...names]);
  const plain = values.map(({ value }) => value).filter((value) => !known.some((word) => holds(value, word)));
  return longestFirst([...known, ...plain]);
}

/** Longer texts are nobody's name, and looking for them everywhere would take hours. */
const longestWord = 2000;

/** A single character stands in too many places by chance. */
function longestFirst(words: readonly string[]): string[] {
  return [...new Set(words)]
    .filter((word) => word.length > 1 && word.length <= longestWord)
    .sort((a, b) => b.length - a.length);
}

/** A text with holes, and the words that were taken out of it. */
function cut(text: string, words: readonly string[]): { readonly text: string; readonly words: string[] } {
  // Literal pieces are at even places, words at odd ones.
  let pieces: string[] = [text];
  for (const word of words) {
    if (!text.includes(word)) continue;
    const finer: string[] = [];
    // One by one: as arguments of a call they may be too many.
    for (const [place, piece] of pieces.entries())
      if (place % 2 === 0 && piece.includes(word))
        for (const part of piecesAround(piece, word)) finer.push(part);
      else finer.push(piece);
    pieces = finer;
  }
  return {
    text: pieces.filter((_, place) => place % 2 === 0).join(hole),
    words: pieces.filter((_, place) => place % 2 === 1),
  };
}

function holds(text: string, word: string): boolean {
  return text.includes(word) && piecesAround(text, word).length > 1;
}

/** A text cut around each occurrence of a word: an odd number of pieces, every second of them the word. */
function piecesAround(text: string, word: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
    from = at + 1;
    if (isInsideWord(text, at) || isInsideWord(text, at + word.length)) continue;
    pieces.push(text.slice(start, at), word);
    start = at + word.length;
    from = start;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** Whether a place is between two letters, digits or underscores. */
function isInsideWord(text: string, at: number): boolean {
  return isWordCharacter(text.charCodeAt(at - 1)) && isWordCharacter(text.charCodeAt(at));
}

/** ASCII is looked up, because this is asked millions of times. */
function isWordCharacter(code: number): boolean {
  // Before and after a text the code is NaN, which is no character at all.
  if (Number.isNaN(code)) return false;
  return asciiWord[code] ?? wordCharacter.test(String.fromCharCode(code));
}

const wordCharacter = /[\p{L}\p{N}_]/u;

const asciiWord = Array.from({ length: 0x80 }, (_, code) => wordCharacter.test(String.fromCharCode(code)));
