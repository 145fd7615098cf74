import { filteredItems } from '../filter.js';
import type { PageData } from '../packed.js';
import { askBulk } from './dialogs.js';
import { announce, byId, counted, grouped } from './dom.js';
import { makeList, showForeign } from './list.js';
import { showNote } from './note.js';
import { makeOverview } from './overview.js';
import { printShown } from './print.js';
import { makeRunbook } from './runbook.js';
import { openStore } from './store.js';
import { makeTheme } from './theme.js';
import { makeToolbar } from './toolbar.js';
import { makeTransfer } from './transfer.js';

/** worksheet.html comes to life: the parts of the page and what they tell each other. */

const data = JSON.parse(byId('plan-data').textContent ?? '') as PageData;
const store = openStore(data);
makeTheme();
makeRunbook(data.deployment);
const list = makeList(store);
const toolbar = makeToolbar(store, {
  filtered: show,
  openAll() {
    list.openAll();
    announce('All items that are on the page are open.');
  },
  closeAll: () => list.closeAll(),
  bulk() {
    const before = store.snapshot();
    askBulk(list.shown(), store, (said) => {
      announce(said);
      showNote([said], [['Undo', () => store.restore(before)]]);
    });
  },
});
const overview = makeOverview(store, (phase) => {
  // A phase that is filtered out is shown again.
  if (document.getElementById(`phase-${phase}`) === null)
    toolbar.set({
      words: '',
      phase: '',
      area: '',
      disposition: '',
      status: '',
      owner: null,
      changedOnly: false,
    });
  const section = document.getElementById(`phase-${phase}`);
  section?.scrollIntoView();
  section?.focus({ preventScroll: true });
});
const transfer = makeTransfer(store);
printShown(store, list.shown);

function show(): void {
  const items = filteredItems(store.items, toolbar.filter(), store);
  list.show(items);
  toolbar.say(
    items.length === store.items.length
      ? `All ${counted(items.length, 'item')}`
      : `${grouped(items.length)} of ${counted(store.items.length, 'item')}`,
  );
  const bulk = byId('bulk');
  if (bulk instanceof HTMLButtonElement) bulk.disabled = items.length === 0;
}

let waiting = false;
store.listen((items) => {
  list.refresh(items);
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    overview.refresh();
    toolbar.refresh();
    transfer.refresh();
    showForeign(store);
  });
});

overview.refresh();
showForeign(store);
show();
document.documentElement.dataset.ready = '';
