import type { MigrationPlan } from '../types/migration-plan.js';
import type { WorksheetOptions } from './progress.js';
import { worksheetRecords } from './records.js';
import { workbookBytes } from './workbook-file.js';
import { itemSheet, optionLists, partsOf, vanishedSheet } from './workbook-items.js';
import { overviewSheet, signOffSheet, workbookTitle } from './workbook-overview.js';
import { runbookSheet } from './workbook-runbook.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `worksheet.xlsx`: an overview that counts what is done, the runbook, a sheet for each phase of the migration (and for each area
 * with very many items), and a sheet to sign. The cells are those of worksheet.csv.
 */
export const xlsxWriter = { format: 'xlsx', artifacts: xlsxArtifacts } satisfies Writer;

async function xlsxArtifacts(plan: MigrationPlan, options: WorksheetOptions = {}): Promise<Artifact[]> {
  const records = worksheetRecords(plan);
  const parts = partsOf(records);
  const lists = optionLists();
  const items = parts.map((part) => itemSheet(part, options, lists));
  const vanished = options.carriedOver?.vanished ?? [];
  const { sheets: listSheets, names } = lists.finished();
  const bytes = await workbookBytes({
    title: workbookTitle(plan),
    createdAt: timeOf(plan.createdAt),
    names,
    sheets: [
      overviewSheet(plan, records, parts, options),
      runbookSheet(plan),
      ...items,
      ...(vanished.length === 0 ? [] : [vanishedSheet(vanished)]),
      signOffSheet(parts, options),
      ...listSheets,
    ],
  });
  return [
    {
      name: 'worksheet.xlsx',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      content: [bytes],
    },
  ];
}

/** Null where the plan names no time, or none that can be read. */
function timeOf(createdAt: string | undefined): Date | null {
  const time = new Date(createdAt ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}
