import type { Progress, Status } from '../progress.js';
import type { WorksheetRecord } from '../records.js';
import type { PageItem } from './items.js';
import { filled, type Shape } from './packed.js';

/** What is shown of the worksheet. Empty means all. Runs in the page: no DOM. */
export interface Filter {
  readonly words: string;
  readonly phase: WorksheetRecord['phase'] | '';
  readonly area: WorksheetRecord['area'] | '';
  /** Name of an ATA Center. */
  readonly center: string;
  readonly disposition: WorksheetRecord['disposition'] | '';
  readonly status: Status | 'open' | '';
  /** `{ name: '' }` are the items of nobody. */
  readonly owner: { readonly name: string } | null;
  readonly changedOnly: boolean;
}

export const noFilter: Filter = {
  words: '',
  phase: '',
  area: '',
  center: '',
  disposition: '',
  status: '',
  owner: null,
  changedOnly: false,
};

/** Statuses that leave nothing to be done. */
export const settled: ReadonlySet<Status> = new Set<Status>(['Done', 'Not needed']);

/** What a filter asks of the page. */
export interface Knowledge {
  progress(item: PageItem): Progress;
  isChanged(item: PageItem): boolean;
}

/** The items that a filter lets through, in their order. Every word of the search must be found somewhere in an item. */
export function filteredItems(
  items: readonly PageItem[],
  filter: Filter,
  { progress, isChanged }: Knowledge,
): readonly PageItem[] {
  const words = filter.words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const inShape = words.map((word) => remembered((shape) => shapeText(shape).includes(word)));
  return items.filter((item) => {
    const { phase, area, disposition } = item.shape;
    if (filter.phase !== '' && phase !== filter.phase) return false;
    if (filter.area !== '' && area !== filter.area) return false;
    if (filter.disposition !== '' && disposition !== filter.disposition) return false;
    if (filter.center !== '' && item.shape.centers?.includes(filter.center) !== true) return false;
    if (filter.changedOnly && !isChanged(item)) return false;
    const entered = progress(item);
    if (
      filter.status === 'open'
        ? settled.has(entered.status)
        : filter.status !== '' && entered.status !== filter.status
    )
      return false;
    if (filter.owner !== null && entered.owner.trim() !== filter.owner.name) return false;
    return words.every(
      (word, index) =>
        inShape[index]?.(item.shape) === true ||
        searchText(item).includes(word) ||
        `${entered.owner}\n${entered.notes}\n${entered.decision}`.toLowerCase().includes(word),
    );
  });
}

function remembered(find: (shape: Shape) => boolean): (shape: Shape) => boolean {
  const known = new Map<Shape, boolean>();
  return function recall(shape) {
    const found = known.get(shape) ?? find(shape);
    known.set(shape, found);
    return found;
  };
}

const shapeTexts = new WeakMap<Shape, string>();

/** What all items of a shape say. */
function shapeText(shape: Shape): string {
  const known = shapeTexts.get(shape);
  if (known !== undefined) return known;
  const { title, product, setting, portalPath, detection, steps, values, decision, command } = shape;
  const { check, reason, closest, limits, notes, docs, disposition, area } = shape;
  const texts = [
    title,
    product,
    setting,
    portalPath,
    detection,
    ...steps,
    ...values.flatMap(({ field, value }) => [field, value]),
    decision === null ? '' : JSON.stringify(decision),
    command?.text ?? '',
    check,
    reason,
    closest,
    ...limits,
    ...notes,
    ...docs.map(({ title }) => title),
    disposition,
    area,
    ...(shape.centers ?? []),
  ];
  const made = filled(texts.join('\n'), []).toLowerCase();
  shapeTexts.set(shape, made);
  return made;
}

/** What an item says in words of its own. */
function searchText(item: PageItem): string {
  if (item.search !== '') return item.search;
  const { id, title, ataValue, ataPaths, names, values } = item.shape;
  const texts = [title, id, ataValue, ...ataPaths, ...names, ...values.map(({ value }) => value)];
  item.search = filled(texts.join('\n'), item.words).toLowerCase();
  return item.search;
}
