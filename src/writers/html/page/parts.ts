import type { WorksheetRecord } from '../../records.js';
import { copyButton } from './copy.js';
import { type Child, el, foreign } from './dom.js';

/** The parts of an item, on the screen and on paper. */

/** How many ATA paths an item shows; plan.json has them all. */
const shownPaths = 12;

/** What to do: where, what to choose, the steps, what to enter or run, and how to check it. */
export function actionParts(record: WorksheetRecord, options: Child, forScreen: boolean): Child[] {
  const { portalPath, product, detection, ataValue, decision, steps, values, command, check } = record;
  return [
    facts([
      ['In ATA', ataValue === '' ? null : foreign(ataValue)],
      ['Where', portalPath === '' && product === '' ? null : where(portalPath, product)],
      ['Detection', detection === '' ? null : foreign(detection)],
    ]),
    decision === null
      ? null
      : el(
          'div',
          { class: 'part' },
          options,
          el('p', { class: 'advice' }, el('b', {}, 'Advice: '), foreign(decision.advice)),
        ),
    steps.length === 0
      ? null
      : part('Steps', el('ol', { class: 'steps' }, ...steps.map((step) => el('li', {}, foreign(step))))),
    values.length === 0 ? null : part('Enter', valueTable(values, forScreen)),
    command === null ? null : commandPart(command, forScreen),
    check === '' ? null : part('How to check', el('p', {}, foreign(check))),
  ];
}

/** Why, and what else is known. */
export function reasonParts(record: WorksheetRecord): Child[] {
  const { reason, certainty, closest, notes, limits, docs } = record;
  return [
    part(
      'Why',
      el(
        'p',
        {},
        foreign(reason),
        certainty === '' ? null : ' ',
        certainty === '' ? null : el('span', { class: 'mark' }, certainty.replace(/^\(|\)$/g, '')),
      ),
    ),
    closest === '' ? null : part('What comes closest', el('p', {}, foreign(closest))),
    listPart('Notes', notes),
    listPart('Limits', limits),
    docs.length === 0
      ? null
      : part('Documentation', el('ul', {}, ...docs.map((doc) => el('li', {}, link(doc))))),
  ];
}

/** Where it comes from. */
export function sourceParts({ id, ataPaths, centers }: WorksheetRecord): Child[] {
  const more = ataPaths.length - shownPaths;
  return [
    facts([
      ['ATA Center', centers === undefined ? null : foreign(centers.join(', '))],
      [
        'ATA setting',
        ataPaths.length === 0
          ? null
          : el(
              'span',
              {},
              ...ataPaths.slice(0, shownPaths).map((path) => el('code', {}, foreign(path))),
              more > 0 ? `and ${more} more, all in plan.json` : null,
            ),
      ],
      ['Id', el('code', {}, foreign(id))],
    ]),
  ];
}

function part(title: string, ...children: readonly Child[]): HTMLElement {
  return el('div', { class: 'part' }, el('p', { class: 'label' }, title), ...children);
}

function listPart(title: string, texts: readonly string[]): HTMLElement | null {
  if (texts.length === 0) return null;
  return part(title, el('ul', {}, ...texts.map((text) => el('li', {}, foreign(text)))));
}

function facts(lines: readonly (readonly [string, Child])[]): HTMLElement | null {
  const filled = lines.filter(([, child]) => child !== null);
  if (filled.length === 0) return null;
  return el(
    'dl',
    { class: 'facts' },
    ...filled.map(([name, child]) => el('div', {}, el('dt', {}, name), el('dd', {}, child))),
  );
}

function where(portalPath: string, product: string): HTMLElement {
  return el(
    'span',
    {},
    portalPath === '' ? null : el('b', { class: 'path' }, foreign(portalPath.replaceAll(' > ', ' › '))),
    portalPath === '' || product === '' ? null : ' ',
    product === '' ? null : el('span', { class: 'quiet' }, foreign(product)),
  );
}

function valueTable(values: WorksheetRecord['values'], forScreen: boolean): HTMLElement {
  const rows = values.map(({ field, value }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, foreign(field)),
      el('td', {}, el('span', { class: 'value' }, foreign(value))),
      forScreen ? el('td', {}, copyButton(value, `the value of ${field}`)) : null,
    ),
  );
  return el('table', { class: 'values' }, el('tbody', {}, ...rows));
}

function commandPart(
  { text, permission, beta }: NonNullable<WorksheetRecord['command']>,
  forScreen: boolean,
): HTMLElement {
  return part(
    'Run',
    el(
      'div',
      { class: 'command' },
      // A long line is scrolled; who uses a keyboard must be able to.
      forScreen
        ? el('pre', { tabindex: '0', role: 'region', 'aria-label': 'Command' }, el('code', {}, foreign(text)))
        : el('pre', {}, el('code', {}, foreign(text))),
      forScreen ? copyButton(text, 'the command') : null,
    ),
    el(
      'p',
      {},
      'Permission: ',
      foreign(permission),
      beta ? el('span', { class: 'mark' }, 'beta: may still change') : null,
    ),
  );
}

/** Only addresses of the web become links: anything else stays text. */
function link({ title, url }: WorksheetRecord['docs'][number]): Child {
  if (!isWebAddress(url)) return el('span', {}, foreign(title), ' ', el('code', {}, foreign(url)));
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, foreign(title));
}

function isWebAddress(url: string): boolean {
  try {
    return new URL(url).protocol === 'https:';
  } catch {
    return false;
  }
}
