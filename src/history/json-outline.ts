/**
 * Where things stand in a text of strict JSON: the documents, what is in their `Configuration`, and values at known places.
 * Nothing is decoded.
 */

/** Keys down to the values that do not count. */
export interface Tree {
  readonly below: Map<string, Tree>;
  isWanted: boolean;
}

/** From where to where something stands in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value at a place that was looked for. */
export interface Hole extends Span {
  readonly tree: Tree;
}

/** A member of an object, from its key to the end of its value. */
export interface Member extends Span {
  readonly key: string;
  /** Whether its value is an object or a list. */
  readonly isContainer: boolean;
}

/** A document, and the members of its `Configuration`. */
export interface DocumentSpan extends Span {
  /** From the first member to behind the last; null where there is no such object. */
  readonly configuration: (Span & { readonly members: readonly Member[] }) | null;
}

/** What was found. */
export interface JsonOutline {
  readonly documents: readonly DocumentSpan[];
  readonly holes: readonly Hole[];
}

/**
 * Walks through documents, one after another or in arrays.
 *
 * @param trees the values that are looked for, by document
 * @returns null for anything but strict JSON, for a document without a tree, and where escapes or repeated keys make it
 *   doubtful what stands where
 */
export function outlineOf(text: string, trees: readonly Tree[]): JsonOutline | null {
  const scan = new Scan(text, trees);
  // A value that is found twice has a key that stands twice.
  const isWhole = scan.run() && new Set(scan.holes.map(({ tree }) => tree)).size === scan.holes.length;
  return isWhole ? { documents: scan.found, holes: scan.holes } : null;
}

/** What a pattern finds at a place; the pattern must be sticky. */
export function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const blank = /[ \t\r\n]*/y;
const quoted = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const scalar = /-?[\d][\d.eE+-]*|true|false|null/y;
/** A leaf in JSON, or a date or number in extended JSON. */
export const leafValue =
  /"[^"\\]*"|-?\d[\d.eE+-]*|true|false|null|\{\s*"\$(?:date|number\w+)"\s*:\s*(?:"[^"\\]*"|-?\d+|\{\s*"\$numberLong"\s*:\s*"-?\d+"\s*\})\s*\}/y;

/** Walks through strict JSON, and gives up at anything else. */
class Scan {
  readonly #text: string;
  readonly #trees: readonly Tree[];
  #at = 0;
  readonly found: DocumentSpan[] = [];
  readonly holes: Hole[] = [];

  constructor(text: string, trees: readonly Tree[]) {
    this.#text = text;
    this.#trees = trees;
  }

  /** Whether all of the text could be followed. */
  run(): boolean {
    for (this.#pass(blank); this.#at < this.#text.length; this.#pass(blank))
      if (!(this.#next() === '[' ? this.#list(() => this.#document()) : this.#document())) return false;
    return true;
  }

  #document(): boolean {
    const tree = this.#trees[this.found.length];
    const start = this.#at;
    if (tree === undefined || this.#next() !== '{') return false;
    let configuration: DocumentSpan['configuration'] = null;
    const isWhole = this.#object(tree, (key) => {
      if (key !== 'Configuration' || this.#next() !== '{') return this.#value(tree.below.get(key));
      if (configuration !== null) return false;
      const first = this.#at + 1;
      const members = this.#configuration(tree.below.get(key));
      if (members === null) return false;
      configuration = { start: first, end: this.#at - 1, members };
      return true;
    });
    this.found.push({ start, end: this.#at, configuration });
    return isWhole;
  }

  #configuration(tree: Tree | undefined): Member[] | null {
    const members: Member[] = [];
    const isWhole = this.#object(tree, (key, start) => {
      const isContainer = '{['.includes(this.#next());
      const isValue = this.#value(tree?.below.get(key));
      members.push({ key, start, end: this.#at, isContainer });
      return isValue;
    });
    const isPlain = members.every(({ key }) => !key.includes('\\'));
    return isWhole && isPlain && new Set(members.map(({ key }) => key)).size === members.length
      ? members
      : null;
  }

  /** @param visit is called at each value, with its key and where that begins */
  #object(tree: Tree | undefined, visit: (key: string, start: number) => boolean): boolean {
    return this.#members('}', () => {
      const start = this.#at;
      const key = this.#take(quoted);
      // An escape may stand for any letter.
      if (key === undefined || (tree !== undefined && key.includes('\\'))) return false;
      this.#pass(blank);
      if (this.#next() !== ':') return false;
      this.#at += 1;
      this.#pass(blank);
      return visit(key.slice(1, -1), start);
    });
  }

  #list(element: () => boolean): boolean {
    return this.#members(']', element);
  }

  /** What stands between brackets, with commas between. */
  #members(closing: string, member: () => boolean): boolean {
    this.#at += 1;
    this.#pass(blank);
    for (let isFirst = true; this.#next() !== closing; isFirst = false) {
      if (!isFirst) {
        if (this.#next() !== ',') return false;
        this.#at += 1;
        this.#pass(blank);
      }
      if (!member()) return false;
      this.#pass(blank);
    }
    this.#at += 1;
    return true;
  }

  #value(tree: Tree | undefined): boolean {
    const start = this.#at;
    if (tree?.isWanted === true) {
      // An empty list has no form that others could have too.
      if (this.#take(leafValue) !== undefined) {
        this.holes.push({ start, end: this.#at, tree });
        return true;
      }
    }
    switch (this.#next()) {
      case '{':
        return this.#object(tree, (key) => this.#value(tree?.below.get(key)));
      case '[':
        return this.#list(() => this.#value(undefined));
      case '"':
        return this.#take(quoted) !== undefined;
      default:
        return this.#take(scalar) !== undefined;
    }
  }

  #next(): string {
    return this.#text.charAt(this.#at);
  }

  #take(pattern: RegExp): string | undefined {
    const found = match(pattern, this.#text, this.#at);
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #pass(pattern: RegExp): void {
    this.#take(pattern);
  }
}
