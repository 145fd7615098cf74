import { reasonLines } from './cells.js';
import { groupBy } from './group-by.js';
import { commonTitle, outlineKey, type Pattern, patternOf, type ShapedRecord, shaped } from './patterns.js';
import type { WorksheetRecord } from './records.js';

/** Which records of an area are shown together: those about one setting of the target whose titles say the same. */
export interface RecordGroup {
  /** The common title; what differs is left out. */
  readonly title: string;
  readonly pattern: Pattern;
  readonly entries: readonly GroupEntry[];
  /** Reason, notes and limits of every entry. */
  readonly remarks: readonly string[];
  /** Those that not all entries have: referred to by number, from 1. */
  readonly numberedRemarks: readonly string[];
  /** The documentation of all entries. */
  readonly docs: WorksheetRecord['docs'];
}

export interface GroupEntry {
  readonly record: WorksheetRecord;
  /** Which of the numbered remarks are about this entry. */
  readonly numbers: readonly number[];
  /** Remarks about this entry alone, where a group is too large to number all of them. */
  readonly remarks: readonly string[];
}

/** Fewer are easier to read one by one. */
const smallestGroup = 3;

/** From here on uniform entries are apart from their like: one pattern is easier to work by than a row that says all. */
const largeGroup = 10;

/** Splits records into those that are shown one by one and groups, each in the order of the worksheet. */
export function groupedRecords(records: readonly WorksheetRecord[]): {
  readonly singles: readonly WorksheetRecord[];
  readonly groups: readonly RecordGroup[];
} {
  const alike = groupBy(shaped(records), groupKey).values();
  const groups = [...alike].flatMap(splitByShape).filter(({ length }) => length >= smallestGroup);
  const grouped = new Set(groups.flatMap((members) => members.map(({ record }) => record)));
  return {
    singles: records.filter((record) => !grouped.has(record)),
    groups: groups.flatMap(groupOf),
  };
}

function groupKey(entry: ShapedRecord): string {
  const { disposition, product, setting, portalPath, detection } = entry.record;
  return [disposition, product, setting, portalPath, detection, outlineKey(entry)].join('\u0001');
}

function splitByShape(members: readonly ShapedRecord[]): (readonly ShapedRecord[])[] {
  if (members.length < largeGroup) return [members];
  const uniform = [...groupBy(members, ({ shape }) => shape).values()].flatMap((ofShape) => [
    ...groupBy(ofShape, ({ record }) => `${record.reason} ${record.certainty}`).values(),
  ]);
  const large = uniform.filter(({ length }) => length >= largeGroup);
  const rest = uniform.filter(({ length }) => length < largeGroup).flat();
  return rest.length === 0 ? large : [...large, rest];
}

function groupOf(members: readonly ShapedRecord[]): RecordGroup[] {
  const [first] = members;
  if (first === undefined) return [];
  const remarks = members.map(({ record }) => remarksOf(record));
  const counts = new Map<string, number>();
  for (const remark of remarks.flat()) counts.set(remark, (counts.get(remark) ?? 0) + 1);
  const fewest = members.length < largeGroup ? 1 : 2;
  const numbered = [...counts].filter(([, count]) => count >= fewest && count < members.length);
  const numbers = new Map(numbered.map(([remark], index) => [remark, index + 1]));
  const docs = new Map(members.flatMap(({ record }) => record.docs.map((doc) => [doc.url, doc])));
  return [
    {
      title: commonTitle(members),
      pattern: patternOf(first.record, members),
      entries: members.map(({ record }, index) => ({
        record,
        numbers: (remarks[index] ?? []).flatMap((remark) => numbers.get(remark) ?? []).sort((a, b) => a - b),
        remarks: (remarks[index] ?? []).filter((remark) => (counts.get(remark) ?? 0) < fewest),
      })),
      remarks: [...counts].filter(([, count]) => count === members.length).map(([remark]) => remark),
      numberedRemarks: [...numbers.keys()],
      docs: [...docs.values()],
    },
  ];
}

function remarksOf(record: WorksheetRecord): string[] {
  const [reason = '', ...others] = reasonLines(record);
  return [...new Set([`Why: ${reason}`, ...others])];
}
