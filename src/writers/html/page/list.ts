import { phases } from '../../../plan/phases.js';
import { areaTitles } from '../../area-titles.js';
import { groupBy } from '../../group-by.js';
import { settled } from '../filter.js';
import type { PageItem } from '../items.js';
import { filled } from '../packed.js';
import { button, byId, counted, el, foreign, grouped } from './dom.js';
import { closeItem, isOpen, itemRow, openItem, refreshRow, statusPatch } from './item.js';
import type { Store } from './store.js';

/**
 * The items by phase, area and, where there are many, detection. Of a long list only the beginning is made at first, so
 * that 37 000 items are as quick as 200, and later sections can be reached without passing them all.
 */

/** So many are shown whole. */
const fewItems = 400;

/** What is shown of each group of a longer list. */
const firstItems = 8;

/** How many more each time somebody asks. */
const moreItems = 200;

export interface List {
  show(items: readonly PageItem[]): void;
  /** What was entered has changed. */
  refresh(items: readonly PageItem[] | null): void;
  openAll(): void;
  closeAll(): void;
  shown(): readonly PageItem[];
}

export function makeList(store: Store): List {
  const root = byId('list');
  const opened = new Set<number>();
  const rows = new Map<number, HTMLElement>();
  let counters: (() => void)[] = [];
  let shown: readonly PageItem[] = [];

  function itemAt(target: EventTarget | null): { readonly row: HTMLElement; readonly item: PageItem } | null {
    const row = target instanceof Element ? target.closest('li.item') : null;
    const item = row instanceof HTMLElement ? store.items[Number(row.dataset.index)] : undefined;
    return row instanceof HTMLElement && item !== undefined ? { row, item } : null;
  }

  root.addEventListener('click', ({ target }) => {
    const found = itemAt(target);
    if (found === null || !(target instanceof Element) || target.closest('button.open') === null) return;
    const { row, item } = found;
    if (isOpen(row)) close(row, item);
    else open(row, item);
  });

  root.addEventListener('change', ({ target }) => {
    const found = itemAt(target);
    if (found === null || !(target instanceof HTMLSelectElement) || !target.matches('select.status')) return;
    store.update([found.item], statusPatch(store.progress(found.item), target.value));
  });

  // From item to item without passing their fields.
  root.addEventListener('keydown', (event) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof Element) || !event.target.matches('button.open')) return;
    const all = [...root.querySelectorAll<HTMLElement>('button.open')];
    const next = all[all.indexOf(event.target as HTMLElement) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });

  function open(row: HTMLElement, item: PageItem): void {
    opened.add(item.index);
    openItem(row, item, store);
  }

  function close(row: HTMLElement, item: PageItem): void {
    opened.delete(item.index);
    closeItem(row);
  }

  function show(items: readonly PageItem[]): void {
    shown = items;
    rows.clear();
    counters = [];
    const first = items.length <= fewItems ? fewItems : firstItems;
    const byPhase = groupBy(items, ({ shape }) => shape.phase);
    root.replaceChildren(
      ...phases.flatMap((phase) => {
        const ofPhase = byPhase.get(phase.key);
        return ofPhase === undefined ? [] : [phaseSection(phase, ofPhase, first)];
      }),
    );
    if (items.length === 0)
      root.append(el('p', { class: 'nothing' }, 'No item is like that. Change the search or the filters.'));
    count();
  }

  function phaseSection(
    phase: (typeof phases)[number],
    items: readonly PageItem[],
    first: number,
  ): HTMLElement {
    const byArea = groupBy(items, ({ shape }) => shape.area);
    return el(
      'section',
      { class: 'phase', id: `phase-${phase.key}`, 'aria-labelledby': `title-${phase.key}`, tabindex: '-1' },
      el('h2', { id: `title-${phase.key}` }, phase.title, ' ', counter(items)),
      ...phase.intro.map((text) => el('p', { class: 'intro' }, text)),
      ...phase.cautions.map((text) => el('p', { class: 'caution' }, el('b', {}, 'Caution: '), text)),
      ...[...byArea].map(([area, ofArea]) =>
        el(
          'div',
          { class: 'area' },
          el('h3', {}, areaTitles[area], ' ', counter(ofArea)),
          ...areaLists(ofArea, first),
        ),
      ),
    );
  }

  function areaLists(items: readonly PageItem[], first: number): Node[] {
    const byDetection = groupBy(items, ({ shape, words }) => filled(shape.detection, words));
    // Headings help where people do many entries for one detection, and are noise where each has one.
    if (items.length < 12 || items.length < 2 * byDetection.size) return [itemList(items, first)];
    return [...byDetection].flatMap(([detection, ofDetection]) => [
      el('h4', {}, detection === '' ? 'Without a detection' : foreign(detection), ' ', counter(ofDetection)),
      itemList(ofDetection, first),
    ]);
  }

  function itemList(items: readonly PageItem[], first: number): HTMLElement {
    const list = el('ul', { class: 'items' });
    let made = 0;
    const more = button('', () => {
      const at = made;
      add(moreItems);
      const next = list.children[at]?.querySelector('button.open');
      if (next instanceof HTMLElement) next.focus();
    });
    more.className = 'more';

    function add(wanted: number): void {
      const next = items.slice(made, made + wanted);
      made += next.length;
      list.append(...next.map(rowOf));
      const left = items.length - made;
      more.hidden = left === 0;
      more.textContent = `Show ${grouped(Math.min(left, moreItems))} more of ${grouped(left)}`;
    }
    add(items.length <= first + 2 ? items.length : first);
    return el('div', {}, list, more);
  }

  function rowOf(item: PageItem): HTMLElement {
    const row = itemRow(item, store, opened.has(item.index));
    rows.set(item.index, row);
    return row;
  }

  function counter(items: readonly PageItem[]): HTMLElement {
    const text = el('span', { class: 'count' });
    counters.push(() => {
      const done = items.filter((item) => settled.has(store.progress(item).status)).length;
      const all = items.length === 1 ? 'settled' : `all ${grouped(items.length)} settled`;
      text.textContent = done === items.length ? all : `${grouped(done)} of ${grouped(items.length)} settled`;
      text.classList.toggle('all', done === items.length);
    });
    return text;
  }

  let waiting = false;
  function count(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      for (const refreshCount of counters) refreshCount();
    });
  }

  function refresh(items: readonly PageItem[] | null): void {
    const indexes = items === null ? rows.keys() : items.map(({ index }) => index);
    for (const index of indexes) {
      const [row, item] = [rows.get(index), store.items[index]];
      if (row === undefined || item === undefined) continue;
      // What came from elsewhere may have other choices than those that are shown.
      if (items === null && isOpen(row)) {
        closeItem(row);
        openItem(row, item, store);
      }
      refreshRow(row, item, store);
    }
    count();
  }

  return {
    show,
    refresh,
    shown: () => shown,
    openAll() {
      for (const [index, row] of rows) {
        const item = store.items[index];
        if (item !== undefined) open(row, item);
      }
    },
    closeAll() {
      opened.clear();
      for (const row of rows.values()) closeItem(row);
    },
  };
}

/** Items that the plan does not have, of which people had written something. */
export function showForeign(store: Store): void {
  const entries = store.foreign();
  const place = byId('foreign');
  place.hidden = entries.length === 0;
  if (entries.length === 0) return;
  place.replaceChildren(
    el(
      'h2',
      { id: 'title-foreign' },
      'No longer in this plan ',
      el('span', { class: 'count' }, counted(entries.length, 'item')),
    ),
    el(
      'p',
      { class: 'intro' },
      'People had entered something for these. It is kept, and is in what you export.',
    ),
    el(
      'ul',
      { class: 'foreign' },
      ...entries
        .slice(0, fewItems)
        .map(({ id, title, status, owner, decision, doneOn, notes }) =>
          el(
            'li',
            {},
            el('b', {}, foreign(title === '' ? id : title)),
            ` – ${status}`,
            ...[owner, decision, doneOn, notes].flatMap((text) =>
              text === '' ? [] : [' · ', foreign(text)],
            ),
          ),
        ),
      entries.length > fewItems ? el('li', {}, `and ${grouped(entries.length - fewItems)} more`) : null,
    ),
  );
}
