import { type Progress, statuses } from '../../progress.js';
import type { WorksheetRecord } from '../../records.js';
import { type PageItem, recordOf, titleOf, valueBeside } from '../items.js';
import { isStatus } from '../progress-document.js';
import { button, el, foreign, unseen } from './dom.js';
import { actionParts, reasonParts, sourceParts } from './parts.js';
import type { Store } from './store.js';

/** One item of the list: a row, and below it what is to be known to do it. */

/** The row of an item; the list listens to its buttons and fields (see list.ts). */
export function itemRow(item: PageItem, store: Store, open: boolean): HTMLElement {
  const value = valueBeside(item);
  const row = el(
    'li',
    { class: 'item', 'data-index': item.index },
    el(
      'div',
      { class: 'row' },
      el(
        'button',
        { type: 'button', class: 'open', 'aria-expanded': 'false' },
        el('span', { class: 'title' }, foreign(titleOf(item))),
        centerMark(item.shape),
        value === '' ? null : el('span', { class: 'beside' }, foreign(value)),
      ),
      el('span', { class: 'flag', hidden: true }, 'changed'),
      el('span', { class: 'owner' }),
      badge(item.shape.disposition),
      statusField(item),
    ),
  );
  refreshRow(row, item, store);
  if (open) openItem(row, item, store);
  return row;
}

/** The ATA Centers that an item is of, in a plan of several: all names where they are few. */
export function centerMark({ centers }: Pick<WorksheetRecord, 'centers'>): HTMLElement | null {
  if (centers === undefined) return null;
  const text = centers.length > 2 ? `${centers.length} Centers` : centers.join(', ');
  return el(
    'span',
    { class: 'center', title: centers.join(', ') },
    unseen(centers.length === 1 ? 'ATA Center: ' : 'ATA Centers: '),
    foreign(text),
  );
}

/** The disposition as a word with a mark of its own shape and colour. */
export function badge(disposition: WorksheetRecord['disposition']): HTMLElement {
  return el('span', { class: `badge ${disposition}` }, unseen('Disposition: '), disposition);
}

function statusField(item: PageItem): HTMLElement {
  return el(
    'select',
    { class: 'status', 'aria-label': `Status of ${titleOf(item)}` },
    ...statuses.map((status) => el('option', {}, status)),
  );
}

/** Shows what is entered for an item, save in the field that is being typed in. */
export function refreshRow(row: HTMLElement, item: PageItem, store: Store): void {
  const progress = store.progress(item);
  row.dataset.status = progress.status;
  const select = row.querySelector('select.status');
  if (select instanceof HTMLSelectElement) select.value = progress.status;
  const owner = row.querySelector('.owner');
  if (owner !== null) owner.replaceChildren(progress.owner === '' ? '' : foreign(progress.owner));
  const flag = row.querySelector('.flag');
  if (flag instanceof HTMLElement) flag.hidden = !store.isChanged(item);
  const banner = row.querySelector('.changed');
  if (banner instanceof HTMLElement) banner.hidden = !store.isChanged(item);
  for (const field of row.querySelectorAll('[data-field]')) {
    if (
      !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) ||
      field === document.activeElement
    )
      continue;
    const name = field.dataset.field;
    if (name === 'owner' || name === 'doneOn' || name === 'notes') field.value = progress[name];
  }
}

export function isOpen(row: HTMLElement): boolean {
  return row.querySelector('.open')?.getAttribute('aria-expanded') === 'true';
}

export function openItem(row: HTMLElement, item: PageItem, store: Store): void {
  if (isOpen(row)) return;
  const control = row.querySelector('.open');
  const id = `item-${item.index}`;
  control?.setAttribute('aria-expanded', 'true');
  control?.setAttribute('aria-controls', id);
  row.append(itemBody(item, store, id));
  refreshRow(row, item, store);
}

export function closeItem(row: HTMLElement): void {
  const control = row.querySelector('.open');
  control?.setAttribute('aria-expanded', 'false');
  control?.removeAttribute('aria-controls');
  row.querySelector('.body')?.remove();
}

function itemBody(item: PageItem, store: Store, id: string): HTMLElement {
  const record = recordOf(store.data, item);
  const options = record.decision === null ? null : optionFields(item, record.decision, store);
  return el(
    'div',
    { class: 'body', id },
    el(
      'div',
      { class: 'changed', hidden: true },
      el(
        'p',
        {},
        'The plan says something else of this item than when people worked on it. Compare before you rely on what stands here.',
      ),
      button('I have compared it', () => store.markSeen(item)),
    ),
    el('div', { class: 'action' }, ...actionParts(record, options, true)),
    el('div', { class: 'aside' }, recordFields(item, record, store), ...reasonParts(record)),
    el('div', { class: 'source' }, ...sourceParts(record)),
  );
}

/** What people enter. Names of fields are those of `Progress`. */
function recordFields(item: PageItem, record: WorksheetRecord, store: Store): HTMLElement {
  function field(
    name: 'owner' | 'doneOn' | 'notes',
    label: string,
    control: HTMLInputElement | HTMLTextAreaElement,
  ): HTMLElement {
    control.dataset.field = name;
    control.value = store.progress(item)[name];
    control.addEventListener('input', () => store.update([item], { [name]: control.value }));
    return el('label', { class: `field-${name}` }, el('span', {}, label), control);
  }
  const { decision } = store.progress(item);
  return el(
    'fieldset',
    { class: 'record' },
    el('legend', { class: 'unseen' }, `Record of ${record.title}`),
    field('owner', 'Owner', el('input', { type: 'text', list: 'owners', autocomplete: 'off' })),
    field('doneOn', 'Done on', el('input', { type: 'text', placeholder: 'YYYY-MM-DD', autocomplete: 'off' })),
    field('notes', 'Notes', el('textarea', { rows: '2' })),
    record.decision === null && decision !== ''
      ? el('p', { class: 'wide' }, 'Decision: ', foreign(decision))
      : null,
  );
}

/** The options of a decision, and room for one that is not among them. */
function optionFields(
  item: PageItem,
  { question, options }: NonNullable<WorksheetRecord['decision']>,
  store: Store,
): HTMLElement {
  const name = `decision-${item.index}`;
  const chosen = store.progress(item).decision;
  const isOther = chosen !== '' && !options.some(({ label }) => label === chosen);
  const own = el('input', { type: 'text', 'aria-label': 'What is decided instead', 'data-decision': 'own' });
  own.value = isOther ? chosen : '';
  const other = radio(isOther, () => own.focus());
  own.addEventListener('input', () => {
    other.checked = true;
    decide(own.value);
  });

  function decide(decision: string): void {
    store.update([item], { decision });
  }

  function radio(checked: boolean, choose: () => void): HTMLInputElement {
    const input = el('input', { type: 'radio', name, onchange: choose });
    input.checked = checked;
    return input;
  }

  return el(
    'fieldset',
    { class: 'choose' },
    el('legend', {}, foreign(question)),
    ...options.map(({ label, cost }) =>
      el(
        'label',
        { class: 'option' },
        radio(label === chosen, () => decide(label)),
        el(
          'span',
          {},
          el('b', {}, foreign(label)),
          cost === '' ? null : el('span', { class: 'cost' }, foreign(cost)),
        ),
      ),
    ),
    el('div', { class: 'option' }, el('label', {}, other, el('span', {}, 'Something else:')), own),
  );
}

/** What a new status brings with it: the day on which something became done. */
export function statusPatch(progress: Progress, status: string): Partial<Progress> {
  if (!isStatus(status)) return {};
  const today = localDay(new Date());
  if (status === 'Done') return { status, doneOn: progress.doneOn === '' ? today : progress.doneOn };
  // Done by mistake a moment ago.
  if (progress.status === 'Done' && progress.doneOn === today) return { status, doneOn: '' };
  return { status };
}

/** The day where the browser is, as YYYY-MM-DD. */
function localDay(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}
