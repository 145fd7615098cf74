import { areaTitles } from './area-titles.js';
import type { GroupEntry, RecordGroup } from './groups.js';
import { actionLines, docsLines, listItem, pathsText, type RenderLinks } from './markdown-items.js';
import {
  centersColumn,
  columnTable,
  filledColumns,
  isTicked,
  progressColumns,
  type TableColumn,
} from './markdown-progress.js';
import { codeInCell, textIn, textInCell } from './markdown-text.js';
import type { WorksheetOptions } from './progress.js';

/**
 * Items that say the same: what they share stands once, then each has a row with a box to tick. Where the shared text
 * says `<Users>`, the column of that name has what stands there.
 */
export function groupLines(group: RecordGroup, links: RenderLinks, options: WorksheetOptions): string[] {
  const { title, pattern, entries, remarks, numberedRemarks, docs } = group;
  const record = entries[0]?.record;
  if (record === undefined) return [];
  const { area, disposition, detection, setting, ataValue } = record;
  // A title of which nothing is common says nothing.
  const heading = [title, detection, setting, areaTitles[area]].find((text) => text !== '' && text !== '…');
  const isOneValue = ataValue !== '' && entries.every((entry) => entry.record.ataValue === ataValue);
  return [
    `#### ${textIn(`${heading} (${disposition}, ${entries.length} entries)`)}`,
    '',
    ...(isOneValue ? [listItem(`ATA value: ${ataValue}`)] : []),
    ...actionLines({ ...record, ...pattern.texts }),
    ...remarks.map(listItem),
    ...numberedRemarks.map((remark, index) => listItem(`(${index + 1}) ${remark}`)),
    ...docsLines(docs, links),
    ...(pattern.columns.length === 0 ? [] : [listItem(howToRead)]),
    '',
    ...entryTable(group, options),
    '',
  ];
}

const howToRead = 'One row for each; what stands in <angle brackets> above is in the column of that name.';

function entryTable({ pattern, entries }: RecordGroup, options: WorksheetOptions): string[] {
  const columns: readonly TableColumn[] = [
    { head: '☐', cells: entries.map(({ record }) => (isTicked(record, options) ? '☑' : '☐')) },
    ...progressColumns(
      entries.map(({ record }) => record),
      options,
    ),
    centersColumn(entries.map(({ record }) => record)),
    ...pattern.columns.map(({ name, words }) => ({ head: textInCell(name), cells: words.map(textInCell) })),
    { head: 'ATA setting', cells: entries.map(({ record }) => pathsText(record.ataPaths, codeInCell)) },
    { head: 'Remarks', cells: entries.map(remarksText) },
    { head: 'Id', cells: entries.map(({ record }) => codeInCell(record.id)) },
  ];
  return columnTable(filledColumns(columns));
}

function remarksText({ numbers, remarks }: GroupEntry): string {
  return [...numbers.map((number) => `(${number})`), ...remarks].map(textInCell).join(' ');
}
