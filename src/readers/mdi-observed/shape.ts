import type { Answer } from './answers.js';
import type { Fields } from './fields.js';
import type { Contribution, ListName, ListPage } from './parts.js';

/** One shape of answer: how it is recognised and what it gives. */
export interface AnswerShape {
  /** Registered name, e.g. `graph-sensors`. */
  readonly shape: string;
  /** Matches its address (path and query, in lower case) or what follows `#` in `@odata.context`; null if it has none. */
  readonly address: RegExp | null;
  /** Whether an entry is of this shape, by its properties. */
  readonly recognises: (entry: Fields) => boolean;
  readonly read: (answer: Answer) => Omit<Contribution, 'shape'>;
}

/** The page that an answer is of a list. A single object never is the whole list. */
export function pageOf(
  answer: Answer,
  list: ListName,
  over: Partial<Pick<ListPage, 'scope' | 'kinds' | 'lacks' | 'entries'>> = {},
): ListPage {
  return {
    list,
    scope: null,
    kinds: null,
    entries: answer.entries.length + answer.texts.length,
    start: answer.start,
    next: answer.next,
    total: answer.total,
    lacks: answer.form === 'single' ? 'single entries were given, not the list' : answer.lacks,
    ...over,
  };
}
