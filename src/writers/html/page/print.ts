import { phases } from '../../../plan/phases.js';
import { areaTitles } from '../../area-titles.js';
import { groupBy } from '../../group-by.js';
import type { WorksheetRecord } from '../../records.js';
import { settled } from '../filter.js';
import { type PageItem, recordOf, titleOf } from '../items.js';
import { byId, type Child, counted, el, foreign, grouped } from './dom.js';
import { badge, centerMark } from './item.js';
import { actionParts, reasonParts, sourceParts } from './parts.js';
import type { Store } from './store.js';

/** On paper: every item that is shown, opened, with boxes to tick, and no buttons. */

/** More would be a book, and browsers take minutes to lay it out. */
const mostItems = 1_000;

/** @param shown the items that the search and the filters let through */
export function printShown(store: Store, shown: () => readonly PageItem[]): void {
  const place = byId('print');
  addEventListener('beforeprint', () => place.replaceChildren(...paper(store, shown())));
  addEventListener('afterprint', () => place.replaceChildren());
}

function paper(store: Store, items: readonly PageItem[]): Node[] {
  const printed = items.slice(0, mostItems);
  const byPhase = groupBy(printed, ({ shape }) => shape.phase);
  const done = items.filter((item) => settled.has(store.progress(item).status)).length;
  const part = items.length === store.items.length ? '' : ` of ${grouped(store.items.length)} (filtered)`;
  return [
    el('p', { class: 'extent' }, `${counted(items.length, 'item')}${part}, ${grouped(done)} settled.`),
    ...(printed.length < items.length
      ? [
          el(
            'p',
            { class: 'caution' },
            el(
              'b',
              {},
              `Only the first ${grouped(mostItems)} of ${counted(items.length, 'item')} are printed. `,
            ),
            'Filter by area, phase or status and print part by part, or print worksheet.md.',
          ),
        ]
      : []),
    ...phases.flatMap(({ key, title, intro, cautions }) => {
      const ofPhase = byPhase.get(key);
      if (ofPhase === undefined) return [];
      return [
        el(
          'section',
          {},
          el('h2', {}, title),
          ...intro.map((text) => el('p', { class: 'intro' }, text)),
          ...cautions.map((text) => el('p', { class: 'caution' }, el('b', {}, 'Caution: '), text)),
          ...[...groupBy(ofPhase, ({ shape }) => shape.area)].flatMap(([area, ofArea]) => [
            el('h3', {}, areaTitles[area]),
            ...ofArea.map((item) => paperItem(item, store)),
          ]),
        ),
      ];
    }),
  ];
}

function paperItem(item: PageItem, store: Store): HTMLElement {
  const record = recordOf(store.data, item);
  const { status, owner, decision, doneOn, notes } = store.progress(item);
  const chosen = record.decision?.options.some(({ label }) => label === decision) === true;
  const options = record.decision === null ? null : paperOptions(record.decision, chosen ? decision : '');
  return el(
    'div',
    { class: 'item' },
    el(
      'div',
      { class: 'row' },
      box(settled.has(status)),
      el('h4', { class: 'title' }, foreign(titleOf(item))),
      centerMark(item.shape),
      badge(item.shape.disposition),
    ),
    el(
      'p',
      { class: 'entered' },
      ...entered([
        ['Status', status],
        ['Owner', owner],
        ['Done on', doneOn],
        ['Decision', chosen ? '' : decision],
        ['Notes', notes],
      ]),
    ),
    el('div', { class: 'action' }, ...actionParts(record, options, false)),
    el('div', { class: 'aside' }, ...reasonParts(record)),
    el('div', { class: 'source' }, ...sourceParts(record)),
  );
}

function paperOptions(
  { question, options }: NonNullable<WorksheetRecord['decision']>,
  chosen: string,
): HTMLElement {
  return el(
    'div',
    {},
    el('p', {}, el('b', {}, foreign(question))),
    ...options.map(({ label, cost }) =>
      el(
        'p',
        { class: 'option' },
        box(label === chosen),
        foreign(label),
        cost === '' ? null : el('span', { class: 'cost' }, foreign(cost)),
      ),
    ),
    chosen === ''
      ? el('p', { class: 'option' }, box(false), 'Something else: ', el('span', { class: 'blank' }))
      : null,
  );
}

function box(ticked: boolean): HTMLElement {
  return el('span', { class: ticked ? 'box ticked' : 'box' }, ticked ? '✓' : '');
}

/** Status, owner and day always have a place to be written by hand. */
function entered(fields: readonly (readonly [string, string])[]): Child[] {
  return fields.flatMap(([name, value]) =>
    value === '' && (name === 'Decision' || name === 'Notes')
      ? []
      : [
          el(
            'span',
            { class: 'field' },
            `${name}: `,
            value === '' ? el('span', { class: 'blank' }) : el('b', {}, foreign(value)),
          ),
        ],
  );
}
