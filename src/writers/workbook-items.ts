import type { Area } from '../catalogue/areas.js';
import { portalBase } from '../catalogue/portal.js';
import { phases } from '../plan/phases.js';
import { areaTitles } from './area-titles.js';
import {
  centerColumn,
  changedMark,
  longestCell,
  vanishedCells,
  vanishedTitle,
  type WorksheetCells,
  type WorksheetColumn,
  worksheetCells,
} from './cells.js';
import { groupBy } from './group-by.js';
import { statuses, type VanishedItem, type WorksheetOptions } from './progress.js';
import type { WorksheetRecord } from './records.js';
import {
  type Cell,
  type Column,
  columnLetters,
  type RangeName,
  type Row,
  type Sheet,
  type Style,
  sheetReference,
} from './workbook-file.js';
import * as styles from './workbook-styles.js';

/** The sheets with items: one a phase, and one for each area that would bury the rest of its phase. */

/** Which items a sheet holds. */
export interface Part {
  readonly name: string;
  readonly records: readonly WorksheetRecord[];
}

/** From here on, the items of an area have a sheet of their own. */
const largeArea = 100;

/** Two links a row; Excel takes 65 530 a sheet, and stays quick. */
const mostRows = 20_000;

/** Excel's limit, with room for a number behind it. */
const longestName = 28;

/** The sheets in the order of the migration guide. A phase without items has none. */
export function partsOf(records: readonly WorksheetRecord[]): Part[] {
  const byPhase = groupBy(records, ({ phase }) => phase);
  return phases.flatMap(({ key, title }) => {
    const byArea = groupBy(byPhase.get(key) ?? [], ({ area }) => area);
    const isLarge = (area: Area): boolean => (byArea.get(area)?.length ?? 0) >= largeArea;
    const small = (byPhase.get(key) ?? []).filter(({ area }) => !isLarge(area));
    return [
      ...splitPart(title, small),
      ...[...byArea].flatMap(([area, ofArea]) =>
        isLarge(area) ? splitPart(partName(title, area), ofArea) : [],
      ),
    ];
  });
}

function partName(phase: string, area: Area): string {
  const name = `${phase} - ${areaTitles[area]}`;
  return name.length <= longestName ? name : name.slice(0, longestName).replace(/(?: and)? \S*$/, '');
}

function splitPart(name: string, records: readonly WorksheetRecord[]): Part[] {
  const count = Math.ceil(records.length / mostRows);
  return Array.from({ length: count }, (_, index) => ({
    name: index === 0 ? name : `${name} ${index + 1}`,
    records: records.slice(index * mostRows, (index + 1) * mostRows),
  }));
}

type Head = WorksheetColumn | 'Detection' | 'Options';

interface ItemColumn {
  readonly head: Head;
  readonly width: number;
  readonly style: Style;
  readonly kind: 'input' | 'shown' | 'hidden';
}

function shown(head: Head, width: number, style: Style = styles.text): ItemColumn {
  return { head, width, style, kind: 'shown' };
}

function filledIn(head: Head, width: number, style: Style = styles.input): ItemColumn {
  return { head, width, style, kind: 'input' };
}

/** What people work with is on the left, what they look up on the right. */
const itemColumns: readonly ItemColumn[] = [
  filledIn('Status', 12),
  shown('Title', 42, styles.strong),
  shown('Disposition', 14),
  shown('Area', 18),
  shown(centerColumn, 22),
  shown('ATA value', 32),
  shown('Detection', 32),
  shown('Steps', 76),
  filledIn('Decision', 28),
  filledIn('Owner', 16),
  filledIn('Done on', 12, styles.inputDay),
  filledIn('Notes', 36),
  shown('Portal path', 32),
  shown('Reason', 84),
  shown('MDI product', 20),
  shown('Documentation link', 64),
  shown('ID', 44, styles.faint),
  shown('Fingerprint', 18, styles.faint),
  { head: 'Options', width: 12, style: styles.faint, kind: 'hidden' },
];

/** Left out of a sheet in which no item has anything there. */
const optionalHeads: ReadonlySet<Head> = new Set([
  centerColumn,
  'Detection',
  'MDI product',
  'Portal path',
  'Options',
]);

/** Lists to choose from, each named and each once. */
export interface OptionLists {
  /** The name of the list of these words. */
  nameOf(words: readonly string[]): string;
  /** The hidden sheet that holds them, and their names. */
  finished(): { readonly sheets: readonly Sheet[]; readonly names: readonly RangeName[] };
}

/** A drop-down cannot hold words with commas or many words, so that all are kept on a sheet. */
export function optionLists(): OptionLists {
  const lists = new Map<string, readonly string[]>();
  return {
    nameOf(words) {
      const key = JSON.stringify(words);
      lists.set(key, words);
      return `Options_${[...lists.keys()].indexOf(key) + 1}`;
    },
    finished() {
      const all = [...lists.values()];
      const longest = Math.max(0, ...all.map(({ length }) => length));
      if (longest === 0) return { sheets: [], names: [] };
      const sheet: Sheet = {
        name: 'Lists',
        hidden: true,
        columns: all.map(() => ({ width: 30 })),
        rows: Array.from({ length: longest }, (_, row) => ({
          cells: all.map((words) => words[row] ?? null),
        })),
      };
      const names = all.map((words, index) => {
        const column = columnLetters(index);
        return {
          name: `Options_${index + 1}`,
          range: `${sheetReference(sheet.name)}!$${column}$1:$${column}$${words.length}`,
        };
      });
      return { sheets: [sheet], names };
    },
  };
}

/** The sheet of a part: a heading that stays, a filter, and a row an item. */
export function itemSheet({ name, records }: Part, options: WorksheetOptions, lists: OptionLists): Sheet {
  const rows = records.map((record) => itemCells(record, worksheetCells(record, options), lists));
  const columns = itemColumns.filter(
    ({ head }) => !optionalHeads.has(head) || rows.some((cells) => shownText(cells[head] ?? null) !== ''),
  );
  return { ...tableSheet(name, columns, rows), tabColour: '1F3864' };
}

/** The sheet of what only an older worksheet has. */
export function vanishedSheet(vanished: readonly VanishedItem[]): Sheet {
  const heads: readonly Head[] = ['Status', 'Title', 'Decision', 'Owner', 'Done on', 'Notes', 'Reason', 'ID'];
  const columns = itemColumns.filter(({ head }) => heads.includes(head));
  const rows = vanished.map((item) => inputCells(vanishedCells(item)));
  return { ...tableSheet(vanishedTitle, columns, rows), tabColour: 'A6A6A6' };
}

type ItemCells = Readonly<Partial<Record<Head, Cell>>>;

function itemCells(record: WorksheetRecord, cells: WorksheetCells, lists: OptionLists): ItemCells {
  const portalPath = cells['Portal path'];
  const value = cells['ATA value'];
  return {
    ...inputCells(cells),
    'ATA value': isPlainNumber(value) ? { value: Number(value), style: leftNumber } : value,
    Detection: record.detection,
    // No address of a page of the portal is documented, only its menus.
    'Portal path': portalPath === '' ? null : { value: portalPath, link: portalBase, style: styles.linked },
    'Documentation link': docsCell(record, cells['Documentation link']),
    Options:
      record.decision === null ? null : lists.nameOf(record.decision.options.map(({ label }) => label)),
  };
}

const leftNumber: Style = { ...styles.text, alignment: { ...styles.text.alignment, horizontal: 'left' } };

function inputCells(cells: WorksheetCells): ItemCells {
  const day = cells['Done on'];
  return { ...cells, 'Done on': dayOf(day) ?? day };
}

/** A number that reads back as the same text. Excel keeps fifteen digits. */
function isPlainNumber(text: string): boolean {
  return /^-?\d{1,15}$/.test(text) && String(Number(text)) === text;
}

/** A day in ISO form that Excel can hold as one (from March 1900 on, when its calendar is right); else null. */
function dayOf(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '1900-03-01') return null;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : day;
}

function docsCell({ docs }: WorksheetRecord, url: string): Cell {
  const [first, ...others] = docs;
  if (first === undefined) return null;
  const text = [first.title, ...others.map((other) => `${other.title}: ${other.url}`)].join('\n');
  const value = text.length > longestCell ? first.url : text;
  return { value, style: styles.linked, ...(/^https:\/\//.test(url) ? { link: url } : {}) };
}

/** A heading that stays in view, a filter, and the drop-downs and colours of what people fill in. */
function tableSheet(name: string, columns: readonly ItemColumn[], rows: readonly ItemCells[]): Sheet {
  const last = rows.length + 1;
  const letter = (head: Head): string => columnLetters(columns.findIndex((column) => column.head === head));
  const range = (head: Head): string => `${letter(head)}2:${letter(head)}${last}`;
  const has = (head: Head): boolean => columns.some((column) => column.head === head);
  const status = `$${letter('Status')}2`;
  const lastPrinted = columns.findIndex(({ head }) => head === 'Notes');
  return {
    name,
    columns: columns.map(({ width, style, kind }): Column => ({ width, style, hidden: kind === 'hidden' })),
    rows: [
      { cells: columns.map(headingCell), height: 24 },
      ...rows.map((cells): Row => {
        const inRow = columns.map(({ head }) => cells[head] ?? null);
        return { cells: inRow, height: rowHeight(inRow, columns) };
      }),
    ],
    frozen: { rows: 1, columns: 2 },
    // All columns, or sorting would leave some behind.
    filter: `A1:${columnLetters(columns.length - 1)}${last}`,
    printed: `$A$1:$${columnLetters(lastPrinted)}$${last}`,
    dropDowns: [
      { range: range('Status'), from: statuses, otherwise: `Choose one of: ${statuses.join(', ')}.` },
      // Which list it is stands in the row itself, so that it goes along when the sheet is sorted.
      ...(has('Options') ? [{ range: range('Decision'), from: `INDIRECT($${letter('Options')}2)` }] : []),
    ],
    looks: [
      ...Object.entries(styles.statusLooks).map(([word, style]) => ({
        range: range('Status'),
        formula: `${status}="${word}"`,
        style,
      })),
      {
        range: range('Title'),
        formula: `OR(${status}="Done",${status}="Not needed")`,
        style: styles.settledLook,
      },
      ...(has('Disposition')
        ? [
            {
              range: range('Disposition'),
              formula: `OR($${letter('Disposition')}2="decision",$${letter('Disposition')}2="unrecognised")`,
              style: styles.askingLook,
            },
          ]
        : []),
      ...(has('Steps')
        ? [
            {
              range: range('Steps'),
              formula: `LEFT($${letter('Steps')}2,${changedMark.length})="${changedMark}"`,
              style: styles.askingLook,
            },
          ]
        : []),
    ],
  };
}

function headingCell({ head, kind }: ItemColumn): Cell {
  return { value: head, style: kind === 'input' ? styles.inputHeading : styles.heading };
}

/** Height of a line of the workbook's font, and the most that Excel gives a row, in points. */
const lineHeight = 13;
const tallest = 409;

/** Bold letters are wider. */
const boldShare = 0.88;

/** Excel does not adapt the height of rows when it opens a file, so that it is reckoned here. */
export function rowHeight(
  cells: readonly Cell[],
  columns: readonly Pick<ItemColumn, 'width' | 'style'>[],
): number {
  const lines = cells.map((cell, index) => {
    const { width, style } = columns[index] ?? { width: 1, style: {} };
    return lineCount(shownText(cell), style.font?.bold === true ? width * boldShare : width);
  });
  return Math.min(tallest, Math.max(1, ...lines) * lineHeight + 3);
}

/** How many lines a text takes in a column of so many characters. */
export function lineCount(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / Math.max(1, width))), 0);
}

function shownText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return '2026-01-01';
  return String((typeof cell === 'object' ? cell.value : cell) ?? '');
}
