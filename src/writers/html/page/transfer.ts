import { type ProgressEntry, progressText, readProgress } from '../progress-document.js';
import { askTake, tellProblem } from './dialogs.js';
import { button, byId, counted, el, foreign } from './dom.js';
import { showNote } from './note.js';
import type { Store } from './store.js';

/** What people entered leaves the browser as a file, and comes back from one. */

const fileName = 'worksheet-progress.json';

export interface Transfer {
  refresh(): void;
}

export function makeTransfer(store: Store): Transfer {
  const state = el('p', { id: 'kept' });
  const file = el('input', {
    type: 'file',
    accept: '.json,application/json',
    id: 'import-file',
    hidden: true,
  });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen !== undefined) void importFile(chosen);
  });
  const save = button('Export progress', exportFile, { id: 'export' });
  byId('transfer').replaceChildren(
    state,
    save,
    button('Import…', () => file.click(), { id: 'import', class: 'plain' }),
    file,
  );

  function exportFile(): void {
    const text = progressText(store.data.program, store.entries());
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    el('a', { href: address, download: fileName }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    store.exported();
  }

  async function importFile(chosen: File): Promise<void> {
    const read = readProgress(await chosen.text());
    if ('problem' in read) tellProblem('Nothing was imported', read.problem);
    else offer('Import progress', chosen.name, read);
  }

  function offer(title: string, origin: string, entries: readonly ProgressEntry[]): void {
    askTake(title, origin, store.compare(entries), (overwrite) => {
      const before = store.snapshot();
      const { taken, changed, foreign: unknown } = store.take(entries, overwrite);
      const more = [
        changed > 0 ? `${counted(changed, 'item')} changed since` : '',
        unknown > 0 ? `${counted(unknown, 'item')} not in this plan` : '',
      ].filter((text) => text !== '');
      showNote(
        [`${counted(taken, 'item')} taken${more.map((text) => `, ${text}`).join('')}.`],
        [['Undo', () => store.restore(before)]],
      );
    });
  }

  function refresh(): void {
    const count = store.unexported();
    const kept = store.isKept()
      ? 'Kept in this browser'
      : 'Not kept: this browser stores nothing more for this page. Export before you close it';
    const open = count === 0 ? '' : ` · ${counted(count, 'item')} changed since the last export`;
    const text = `${kept}${open}.`;
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle('bad', !store.isKept());
    save.classList.toggle('main', count > 0);
  }

  const earlier = store.earlier();
  if (earlier !== null) {
    const day = earlier.saved.slice(0, 10);
    const [center = ''] = store.data.deployment.split('\n');
    showNote(
      [
        'This browser still has what was entered in another worksheet of ',
        foreign(center),
        ` (${counted(earlier.entries.length, 'item')}, last on ${day}).`,
      ],
      [
        [
          'Bring it over…',
          () => offer('Bring progress over', `What this browser kept on ${day}`, earlier.entries),
        ],
      ],
    );
  }
  addEventListener('beforeunload', (event) => {
    if (!store.isKept() && store.unexported() > 0) event.preventDefault();
  });
  refresh();
  return { refresh };
}
