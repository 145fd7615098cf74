import { initialProgress, type Progress } from '../progress.js';
import type { WorksheetRecord } from '../records.js';
import { filled, type PageData, type Shape, unpacked } from './packed.js';

/** An item of the page. What all 37 000 need at once is here; the rest is made when it is looked at. */
export interface PageItem {
  readonly index: number;
  readonly shape: Shape;
  readonly words: readonly string[];
  readonly fingerprint: string;
  readonly id: string;
  /** What stood there before anybody worked on the page. */
  readonly initial: Progress;
  /** Everything that is searched and stands in no other item, in lower case. */
  search: string;
}

/** The items of the page, in the order of the worksheet. */
export function pageItems({ shapes, rows }: PageData): PageItem[] {
  const initials = new Map<string, Progress>();
  return rows.map(([position, fingerprint, ...words], index) => {
    const shape = shapes[position];
    if (shape === undefined) throw new Error(`the page has no shape ${position}`);
    const initial = initials.get(shape.disposition) ?? initialProgress(shape);
    initials.set(shape.disposition, initial);
    return { index, shape, words, fingerprint, id: filled(shape.id, words), initial, search: '' };
  });
}

/** The title, which alone is needed as long as an item is closed. */
export function titleOf({ shape, words, id }: PageItem): string {
  const title = filled(shape.title, words);
  return title === '' ? id : title;
}

/** The ATA value, where the title does not say it already. */
export function valueBeside(item: PageItem): string {
  const value = filled(item.shape.ataValue, item.words);
  return titleOf(item).includes(value) ? '' : value;
}

/** All that is known of an item. */
export function recordOf(data: Pick<PageData, 'rows' | 'shapes'>, { index }: PageItem): WorksheetRecord {
  const row = data.rows[index];
  if (row === undefined) throw new Error(`the page has no row ${index}`);
  return unpacked(data, row);
}
