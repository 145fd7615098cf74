import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { InternalError } from '../errors.js';
import { longestCell } from './cells.js';

/**
 * Workbooks as the rest of the program describes them, and the one place that knows the library that writes them.
 * It sees to what the library does not: nothing in a text can be taken for anything but text, limits of Excel are
 * kept, and no clock gets in.
 */

/** How a cell looks: font, fill, alignment, number format. */
export type Style = CellStyle;

/** A cell: nothing, text, a number, a day, or one of these with a look, a link or a formula. */
export type Cell = null | string | number | Date | RichCell;

export interface RichCell {
  /** What is shown; of a formula, what it comes to now, for programs that do not calculate. */
  readonly value: string | number | null;
  readonly style?: Style;
  /** An address, or `#'Sheet'!A1` for a place in the workbook. */
  readonly link?: string;
  /** Without the equals sign. */
  readonly formula?: string;
}

export interface Column {
  /** In characters. */
  readonly width: number;
  readonly style?: Style;
  readonly hidden?: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** In points. */
  readonly height?: number;
}

/** A list to choose from, in a range of cells. */
export interface DropDown {
  readonly range: string;
  /** The words themselves, or a formula that gives the cells that hold them. */
  readonly from: readonly string[] | string;
  /** What is said to whoever enters another word; without it, any word may be entered. */
  readonly otherwise?: string;
}

/** A look for cells of a range for which a formula holds; the formula is written for the first of them. */
export interface Look {
  readonly range: string;
  readonly formula: string;
  readonly style: Style;
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly frozen?: { readonly rows: number; readonly columns: number };
  /** The range with a filter; its first row is the heading, which is repeated on every printed page. */
  readonly filter?: string;
  readonly dropDowns?: readonly DropDown[];
  readonly looks?: readonly Look[];
  /** Rows of which the first cell takes all columns. */
  readonly wideRows?: readonly number[];
  readonly hidden?: boolean;
  readonly tabColour?: string;
  readonly portrait?: boolean;
  /** What is printed; all of it if not said. */
  readonly printed?: string;
}

/** A name for a range, e.g. `Options_1` for `'Lists'!$A$1:$A$3`. */
export interface RangeName {
  readonly name: string;
  readonly range: string;
}

export interface Workbook {
  readonly title: string;
  readonly sheets: readonly Sheet[];
  readonly names: readonly RangeName[];
  /** When it was made, if the plan says so. */
  readonly createdAt: Date | null;
}

/** A look with a font of its own has to name it: the library does not fall back to that of the workbook. */
export const fontName = 'Calibri';

/** Excel repairs, and thereby cuts, sheets with more links (its published limits). */
const mostLinks = 65_530;

/** Excel's limit on a literal list of a drop-down, whose words a comma separates. */
const longestList = 255;

/** The library takes the present time if it is told none. */
const noTime = new Date(Date.UTC(1980, 0, 1));

/** The bytes of an .xlsx file: the same for the same workbook. */
export function workbookBytes(workbook: Workbook): Promise<Uint8Array> {
  const printing = workbook.sheets.flatMap(printedRanges);
  return writeXlsx({
    sheets: workbook.sheets.map(sheetOf),
    namedRanges: [...workbook.names, ...printing],
    defaultFont: { name: fontName, size: 10 },
    properties: {
      title: escaped(workbook.title),
      creator: 'ata2mdi',
      created: workbook.createdAt ?? noTime,
      modified: workbook.createdAt ?? noTime,
    },
  });
}

/** A sheet's name as formulas and links write it. */
export function sheetReference(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** The letters of a column, counted from 0. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

function sheetOf(sheet: Sheet): WriteSheet {
  const links = sheet.rows.reduce((sum, { cells }) => sum + cells.filter(hasLink).length, 0);
  if (links > mostLinks)
    throw new InternalError(`a sheet would have ${links} links; Excel takes ${mostLinks}`);
  return {
    name: sheet.name,
    columns: sheet.columns.map(({ width, style, hidden }, index) => ({
      key: String(index),
      width,
      ...(style === undefined ? {} : { style }),
      ...(hidden === undefined ? {} : { hidden }),
    })),
    data: sheet.rows.map(({ cells }) => Object.fromEntries(cells.map((cell, at) => [at, plainValue(cell)]))),
    cells: new Map(
      sheet.rows.flatMap(({ cells }, row) =>
        cells.flatMap((cell, at) => {
          const override = overrideOf(cell);
          return override === null ? [] : [[`${row},${at}`, override] as const];
        }),
      ),
    ),
    rowDefs: new Map(
      sheet.rows.flatMap(({ height }, row) => (height === undefined ? [] : [[row, { height }] as const])),
    ),
    ...(sheet.frozen === undefined ? {} : { freezePane: sheet.frozen }),
    ...(sheet.filter === undefined ? {} : { autoFilter: { range: sheet.filter } }),
    dataValidations: (sheet.dropDowns ?? []).map(validationOf),
    conditionalRules: (sheet.looks ?? []).map(({ range, formula, style }, index) => ({
      type: 'expression',
      priority: index + 1,
      range,
      formula,
      style,
    })),
    merges: (sheet.wideRows ?? []).map((row) => ({
      startRow: row,
      startCol: 0,
      endRow: row,
      endCol: sheet.columns.length - 1,
    })),
    ...(sheet.hidden === true ? { hidden: true } : {}),
    view: {
      showGridLines: false,
      ...(sheet.tabColour === undefined ? {} : { tabColor: { rgb: sheet.tabColour } }),
    },
    pageSetup: {
      paperSize: sheet.portrait === true ? 'a4' : 'a3',
      orientation: sheet.portrait === true ? 'portrait' : 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  };
}

/** Written here because the library does not quote the names of sheets. */
function printedRanges({ name, filter, printed }: Sheet): (RangeName & { readonly scope: string })[] {
  const sheet = sheetReference(name);
  return [
    ...(printed === undefined
      ? []
      : [{ name: '_xlnm.Print_Area', range: `${sheet}!${printed}`, scope: name }]),
    ...(filter === undefined ? [] : [{ name: '_xlnm.Print_Titles', range: `${sheet}!$1:$1`, scope: name }]),
  ];
}

function hasLink(cell: Cell): boolean {
  return isRich(cell) && cell.link !== undefined;
}

function isRich(cell: Cell): cell is RichCell {
  return typeof cell === 'object' && cell !== null && !(cell instanceof Date);
}

/** Links go here because the library takes them in a row; looks, formulas and odd texts stand apart. */
function plainValue(cell: Cell): CellValue | { readonly text: string; readonly hyperlink: string } {
  const value = isRich(cell) ? cell.value : cell;
  const plain = typeof value === 'string' ? escaped(value) : value;
  return isRich(cell) && cell.link !== undefined ? { text: String(plain), hyperlink: cell.link } : plain;
}

type Override = Partial<NonNullable<WriteSheet['cells']> extends Map<string, infer Of> ? Of : never>;

function overrideOf(cell: Cell): Override | null {
  if (typeof cell === 'string') return isErrorWord(cell) ? { richText: [{ text: cell }] } : null;
  if (!isRich(cell)) return null;
  const { style, formula, value } = cell;
  if (style === undefined && formula === undefined) return null;
  return {
    ...(style === undefined ? {} : { style }),
    ...(formula === undefined ? {} : { formula, formulaResult: value }),
  };
}

/** The library writes a text such as `#N/A` as an error, which is not what stood there. */
function isErrorWord(text: string): boolean {
  return /^#[A-Z_/0]+[!?]?$/.test(text);
}

/** In a file, `_x0041_` would be read as the letter A. */
function escaped(text: string): string {
  if (text.length > longestCell) throw new InternalError('a text is too long for a cell');
  return text.includes('_x') ? text.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x') : text;
}

function validationOf({
  range,
  from,
  otherwise,
}: DropDown): NonNullable<WriteSheet['dataValidations']>[number] {
  if (
    typeof from !== 'string' &&
    (from.join(',').length > longestList || from.some((word) => /[",]/.test(word)))
  )
    throw new InternalError('a drop-down needs a list on a sheet');
  return {
    type: 'list',
    range,
    allowBlank: true,
    ...(typeof from === 'string' ? { formula1: from } : { values: [...from] }),
    ...(otherwise === undefined
      ? {}
      : {
          showErrorMessage: true,
          errorStyle: 'stop',
          errorTitle: 'Not in the list',
          errorMessage: otherwise,
        }),
  };
}
