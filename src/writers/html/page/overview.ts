import { phases } from '../../../plan/phases.js';
import { type Status, statuses } from '../../progress.js';
import { settled } from '../filter.js';
import { byId, el, grouped } from './dom.js';
import type { Store } from './store.js';

/** How far the whole is, and each phase. */

type Counts = Map<Status, number>;

export interface Overview {
  refresh(): void;
}

/** @param choose is called with the phase that somebody wants to see */
export function makeOverview(
  store: Store,
  choose: (phase: (typeof phases)[number]['key']) => void,
): Overview {
  const total = meter('Whole plan', 'total');
  const present = phases.filter(({ key }) => store.items.some(({ shape }) => shape.phase === key));
  const byPhase = present.map((phase) => {
    const made = meter(phase.title, 'part', () => choose(phase.key));
    return { key: phase.key, ...made };
  });
  byId('overview').replaceChildren(
    total.element,
    el('ol', { class: 'phases' }, ...byPhase.map(({ element }) => el('li', {}, element))),
    el(
      'ul',
      { class: 'key' },
      ...statuses.map((status) => el('li', { 'data-status': status }, status, ' ', el('b', {}))),
    ),
  );

  function refresh(): void {
    const all: Counts = new Map();
    const parts = new Map<string, Counts>(present.map(({ key }) => [key, new Map()]));
    for (const item of store.items) {
      const { status } = store.progress(item);
      add(all, status);
      const part = parts.get(item.shape.phase);
      if (part !== undefined) add(part, status);
    }
    total.show(all);
    for (const { key, show } of byPhase) show(parts.get(key) ?? new Map());
    for (const entry of document.querySelectorAll<HTMLElement>('.key li')) {
      const count = statuses.map((status) => (status === entry.dataset.status ? (all.get(status) ?? 0) : 0));
      const number = entry.querySelector('b');
      if (number !== null) number.textContent = grouped(sum(count));
    }
  }
  return { refresh };
}

function add(counts: Counts, status: Status): void {
  counts.set(status, (counts.get(status) ?? 0) + 1);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

const barOrder: readonly Status[] = ['Done', 'Not needed', 'In progress', 'Blocked', 'To do'];

function meter(
  title: string,
  kind: string,
  onclick?: () => void,
): { readonly element: HTMLElement; show(counts: Counts): void } {
  const figure = el('span', { class: 'figure' });
  const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
  const segments = barOrder.map((status) => el('span', { 'data-status': status }));
  bar.append(...segments);
  const name = el('span', { class: 'name' }, title);
  const inside = [name, el('span', { class: 'unseen' }, ': '), figure, bar];
  const element =
    onclick === undefined
      ? el('div', { class: `meter ${kind}` }, ...inside)
      : el('button', { type: 'button', class: `meter ${kind}`, onclick }, ...inside);
  return {
    element,
    show(counts) {
      const total = sum(counts.values());
      const done = sum([...counts].map(([status, count]) => (settled.has(status) ? count : 0)));
      // Never 100 % as long as anything is left.
      const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
      figure.textContent =
        kind === 'total'
          ? `${grouped(done)} of ${grouped(total)} settled (${percent} %)`
          : `${grouped(done)} of ${grouped(total)}`;
      for (const [index, segment] of segments.entries())
        segment.style.flexGrow = String(counts.get(barOrder[index] ?? 'To do') ?? 0);
      element.classList.toggle('all', done === total);
    },
  };
}
