import { type Progress, statuses } from '../../progress.js';
import type { PageItem } from '../items.js';
import { isStatus } from '../progress-document.js';
import { button, counted, el, foreign, grouped } from './dom.js';
import { statusPatch } from './item.js';
import type { Comparison, Store } from './store.js';

/** Questions that are asked before much is changed at once. */

/** Shows a dialog; it is gone when it is closed, and what had the focus has it again. */
function ask(
  title: string,
  content: readonly (Node | null)[],
  actions: readonly HTMLButtonElement[],
): HTMLDialogElement {
  const dialog = el(
    'dialog',
    { 'aria-labelledby': 'dialog-title' },
    el('h2', { id: 'dialog-title' }, title),
    ...content,
    el(
      'div',
      { class: 'actions' },
      ...actions,
      button('Cancel', () => dialog.close(), { class: 'plain' }),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks what is to be set for all items that are shown. */
export function askBulk(items: readonly PageItem[], store: Store, done: (said: string) => void): void {
  const status = el(
    'select',
    { id: 'bulk-status' },
    el('option', { value: '' }, 'leave as it is'),
    ...statuses.map((name) => el('option', {}, name)),
  );
  const withOwner = el('input', { type: 'checkbox', id: 'bulk-with-owner' });
  const owner = el('input', {
    type: 'text',
    id: 'bulk-owner',
    list: 'owners',
    'aria-label': 'Owner',
    autocomplete: 'off',
  });
  owner.addEventListener('input', () => {
    withOwner.checked = true;
    ready();
  });
  const apply = button(`Set for ${counted(items.length, 'item')}`, change, { class: 'main' });
  status.addEventListener('change', ready);
  withOwner.addEventListener('change', ready);

  function ready(): void {
    apply.disabled = status.value === '' && !withOwner.checked;
  }

  function change(): void {
    const patch: Partial<Progress> = withOwner.checked ? { owner: owner.value.trim() } : {};
    if (isStatus(status.value)) {
      // Each item has a day on which it was done of its own.
      const byDay = new Map<string, { readonly patch: Partial<Progress>; readonly items: PageItem[] }>();
      for (const item of items) {
        const next = { ...statusPatch(store.progress(item), status.value), ...patch };
        const key = JSON.stringify(next);
        const group = byDay.get(key) ?? { patch: next, items: [] };
        group.items.push(item);
        byDay.set(key, group);
      }
      for (const group of byDay.values()) store.update(group.items, group.patch);
    } else store.update(items, patch);
    dialog.close();
    done(`Set for ${counted(items.length, 'item')}.`);
  }

  const dialog = ask(
    `Set for all ${counted(items.length, 'item')} shown`,
    [
      el(
        'p',
        {},
        'Every item that the search and the filters let through is changed, also those further down that are not shown yet.',
      ),
      el('label', { class: 'line', for: 'bulk-status' }, el('span', {}, 'Status'), status),
      el('div', { class: 'line' }, el('label', { for: 'bulk-with-owner' }, withOwner, ' Owner'), owner),
    ],
    [apply],
  );
  ready();
}

/** Asks whether what was found is to be taken. */
export function askTake(
  title: string,
  origin: string,
  found: Comparison,
  take: (overwrite: boolean) => void,
): void {
  const { fresh, same, conflicting, changed, foreign: unknown } = found;
  const lines: readonly (readonly [number, string])[] = [
    [fresh, 'for which nothing is entered here yet'],
    [conflicting, 'for which something else is entered here'],
    [same, 'that say the same as here'],
    [unknown, 'of which this plan has no item: kept, shown at the end of the page, and exported again'],
    [changed, 'of which the plan says something else now: marked as changed'],
  ];
  const dialog = ask(
    title,
    [
      el('p', {}, foreign(origin), ` holds ${counted(found.entries.length, 'item')}:`),
      el(
        'ul',
        {},
        ...lines
          .filter(([count]) => count > 0)
          .map(([count, text]) => el('li', {}, el('b', {}, grouped(count)), ` ${text}`)),
      ),
    ],
    [
      button(
        conflicting > 0 ? `Take all, and replace ${grouped(conflicting)}` : 'Take all',
        () => choose(true),
        { class: conflicting > 0 ? 'plain' : 'main' },
      ),
      ...(conflicting > 0 ? [button('Take only what is new', () => choose(false), { class: 'main' })] : []),
    ],
  );
  function choose(overwrite: boolean): void {
    dialog.close();
    take(overwrite);
  }
}

/** Says why something was not done. */
export function tellProblem(title: string, text: string): void {
  const dialog = ask(title, [el('p', {}, text)], []);
  dialog.querySelector('button')?.replaceChildren('Close');
}
