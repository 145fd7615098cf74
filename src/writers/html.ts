import type { MigrationPlan } from '../types/migration-plan.js';
import { type FingerprintedRecord, packed } from './html/pack.js';
import type { PageData } from './html/packed.js';
import { deploymentName, shellParts } from './html/shell.js';
import { checksum, fingerprintOf, type Progress, type WorksheetOptions } from './progress.js';
import { recordMaker } from './records.js';
import { visibleText } from './visible.js';
import type { Artifact, Writer } from './writer.js';

/**
 * `worksheet.html`: one page that needs no network, to work through the plan in a browser. The items are data in it; a
 * script of ours (html/page) shows them, and nothing else can run (see docs/decisions/0010-page.md).
 */
export const htmlWriter = { format: 'html', artifacts: htmlArtifacts } satisfies Writer;

function htmlArtifacts(plan: MigrationPlan, options: WorksheetOptions = {}): Artifact[] {
  const { before, after } = shellParts(plan);
  return [
    {
      name: 'worksheet.html',
      mediaType: 'text/html; charset=utf-8',
      content: [before, ...island(pageData(plan, options)), after],
    },
  ];
}

function pageData(plan: MigrationPlan, { carriedOver }: WorksheetOptions): PageData {
  const carried: (readonly [number, Progress])[] = [];
  const changed: number[] = [];
  // One by one: the records of a large plan never have to be in memory at the same time.
  function* records(): Generator<FingerprintedRecord> {
    const recordOf = recordMaker(plan);
    for (const [index, item] of plan.items.entries()) {
      const record = recordOf(item);
      const progress = carriedOver?.entries.get(record.id);
      if (progress !== undefined) carried.push([index, progress]);
      if (carriedOver?.changed.has(record.id) === true) changed.push(index);
      yield { record, fingerprint: fingerprintOf(record) };
    }
  }
  const { shapes, rows } = packed(records());
  const vanished = carriedOver?.vanished ?? [];
  const { name, version } = plan.program;
  return {
    program: { name, version },
    key: checksum(JSON.stringify([rows.map(([, fingerprint]) => fingerprint), carried, changed, vanished])),
    deployment: [deploymentName(plan), ...plan.centers.map(({ id }) => visibleText(id ?? ''))].join('\n'),
    shapes,
    rows,
    carried,
    changed,
    vanished,
  };
}

/** JSON that no text in it can end: `<` is written by its number. In pieces, because there may be 37 000 rows. */
function island({ shapes, rows, ...rest }: PageData): string[] {
  return [
    `${safeJson(rest).slice(0, -1)},"shapes":[`,
    ...lines(shapes),
    '],"rows":[',
    ...lines(rows),
    ']}\n',
  ];
}

/** How many rows make a piece. */
const rowsInPiece = 1_000;

function lines(elements: readonly unknown[]): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < elements.length; start += rowsInPiece) {
    const texts = elements.slice(start, start + rowsInPiece).map(safeJson);
    pieces.push(`${start === 0 ? '\n' : ',\n'}${texts.join(',\n')}`);
  }
  return pieces;
}

function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
