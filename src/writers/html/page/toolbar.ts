import { areas } from '../../../catalogue/areas.js';
import { phases } from '../../../plan/phases.js';
import { areaTitles } from '../../area-titles.js';
import { statuses } from '../../progress.js';
import { type Filter, noFilter } from '../filter.js';
import { button, byId, el } from './dom.js';
import type { Store } from './store.js';

/** Search and filters. */

export interface Toolbar {
  filter(): Filter;
  set(filter: Partial<Filter>): void;
  /** Owners come and go. */
  refresh(): void;
  /** Says how many items are shown. */
  say(shown: string): void;
}

/** What the values of the field Owner begin with, so that nobody's name is taken for one of the other choices. */
const ownerMark = '=';

export interface ToolbarActions {
  /** The filter has changed. */
  filtered(): void;
  openAll(): void;
  closeAll(): void;
  bulk(): void;
}

export function makeToolbar(store: Store, actions: ToolbarActions): Toolbar {
  const search = el('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search: a name, an address, a detection…',
    'aria-label': 'Search the items',
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const inUse = new Set(store.items.map(({ shape }) => shape.area));
  const dispositions = [...new Set(store.items.map(({ shape }) => shape.disposition))].sort();
  const present = new Set(store.items.map(({ shape }) => shape.phase));
  const phase = choice('Phase', [
    ['', 'All phases'],
    ...phases.filter(({ key }) => present.has(key)).map(({ key, title }) => [key, title] as const),
  ]);
  const area = choice('Area', [
    ['', 'All areas'],
    ...areas.filter((name) => inUse.has(name)).map((name) => [name, areaTitles[name]] as const),
  ]);
  const centers = [...new Set(store.items.flatMap(({ shape }) => shape.centers ?? []))].sort();
  const center = choice('Center', [['', 'All ATA Centers'], ...centers.map((name) => [name, name] as const)]);
  const disposition = choice('Disposition', [
    ['', 'All dispositions'],
    ...dispositions.map((name) => [name, name] as const),
  ]);
  const status = choice('Status', [
    ['', 'Any status'],
    ['open', 'Still open'],
    ...statuses.map((name) => [name, name] as const),
  ]);
  const owner = choice('Owner', []);
  const changedOnly = el('input', { type: 'checkbox', id: 'changed-only' });
  const changed = el('label', { class: 'check', hidden: true }, changedOnly, ' changed since');
  const shown = el('p', { id: 'shown', role: 'status' });
  const clear = button('Clear filters', () => set({ ...noFilter }), { class: 'plain', hidden: true });
  const owners = el('datalist', { id: 'owners' });

  byId('toolbar').replaceChildren(
    el(
      'div',
      { class: 'filters' },
      search,
      phase,
      area,
      centers.length === 0 ? null : center,
      disposition,
      status,
      owner,
      changed,
      owners,
    ),
    el(
      'div',
      { class: 'found' },
      shown,
      clear,
      el('span', { class: 'spring' }),
      button('Set for all shown…', actions.bulk, { class: 'plain', id: 'bulk' }),
      button('Open all', actions.openAll, { class: 'plain' }),
      button('Close all', actions.closeAll, { class: 'plain' }),
    ),
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(filtered, 120);
  });
  search.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && search.value !== '') set({ words: '' });
  });
  for (const field of [phase, area, center, disposition, status, owner, changedOnly])
    field.addEventListener('change', filtered);
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  function filtered(): void {
    clearTimeout(timer);
    clear.hidden = JSON.stringify(filter()) === JSON.stringify(noFilter);
    actions.filtered();
  }

  function filter(): Filter {
    return {
      words: search.value.trim(),
      phase: phase.value as Filter['phase'],
      area: area.value as Filter['area'],
      center: center.value,
      disposition: disposition.value as Filter['disposition'],
      status: status.value as Filter['status'],
      owner: owner.value === '' ? null : { name: owner.value.slice(ownerMark.length) },
      changedOnly: changedOnly.checked,
    };
  }

  function set(wanted: Partial<Filter>): void {
    const next = { ...filter(), ...wanted };
    search.value = next.words;
    phase.value = next.phase;
    area.value = next.area;
    center.value = next.center;
    disposition.value = next.disposition;
    status.value = next.status;
    owner.value = next.owner === null ? '' : ownerMark + next.owner.name;
    changedOnly.checked = next.changedOnly;
    filtered();
  }

  function refresh(): void {
    const chosen = owner.value;
    const names = store.owners();
    const filtered = chosen.slice(ownerMark.length);
    // An owner that is filtered by stays, even when the last item goes to somebody else.
    if (filtered !== '' && !names.includes(filtered)) names.push(filtered);
    owner.replaceChildren(
      ...[
        ['', 'Any owner'] as const,
        [ownerMark, 'Nobody'] as const,
        ...names.map((name) => [ownerMark + name, name] as const),
      ].map(option),
    );
    owner.value = chosen;
    owners.replaceChildren(...names.map((name) => el('option', { value: name })));
    changed.hidden = !store.anyChanged() && !changedOnly.checked;
  }

  refresh();
  return {
    filter,
    set,
    refresh,
    say(text) {
      shown.textContent = text;
    },
  };
}

function option([value, label]: readonly [string, string]): HTMLOptionElement {
  return el('option', { value }, label);
}

function choice(label: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return el('select', { 'aria-label': label, id: `filter-${label.toLowerCase()}` }, ...options.map(option));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
}
