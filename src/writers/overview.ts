import { type Area, areas as allAreas } from '../catalogue/areas.js';
import { centerLabels } from '../center-labels.js';
import type { Center, Item, MigrationPlan, Source } from '../types/migration-plan.js';
import type { WorksheetRecord } from './records.js';
import { visibleText } from './visible.js';

/** What a worksheet says of the plan as a whole, as plain text on one line and as numbers. */

type Disposition = Item['disposition'];

/** What asks most of people first. */
export const dispositions: readonly Disposition[] = [
  'unrecognised',
  'decision',
  'manual',
  'scripted',
  'no-equivalent',
  'automatic',
  'default',
];

/** How many items there are of each area and disposition. */
export interface AreaCounts {
  /** The areas that have items. */
  readonly areas: readonly Area[];
  count(area: Area | 'total', disposition: Disposition | 'total'): number;
}

export function countsByArea(records: readonly WorksheetRecord[]): AreaCounts {
  const counts = new Map<string, number>();
  for (const { area, disposition } of records)
    for (const key of [`${area} ${disposition}`, `${area} total`, `total ${disposition}`, 'total total'])
      counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    areas: allAreas.filter((area) => counts.has(`${area} total`)),
    count: (area, disposition) => counts.get(`${area} ${disposition}`) ?? 0,
  };
}

/** Version of a Center and whether it is supported. */
export function centerText({ version, versionName, supportEnded }: Center, factsAsOf: string): string {
  if (version === null) return 'version not known';
  const release = versionName === null ? 'release not known' : `ATA ${versionName}`;
  return `version ${visibleText(version)} (${release}), ${supportText(supportEnded, factsAsOf)}`;
}

/** Months compare as text: `2026-01` is before `2026-09`. */
function supportText(supportEnded: string | null, factsAsOf: string): string {
  if (supportEnded === null) return 'state of support not known';
  const ended = supportEnded.slice(0, factsAsOf.length) < factsAsOf;
  return `${ended ? 'support ended on' : 'supported until'} ${supportEnded}`;
}

/** Format of a source and how many documents it had; in a plan of several Centers, of which it is. */
export function sourceText({ format, documents, center }: Source, plan: MigrationPlan): string {
  const label = center === undefined ? undefined : centerLabels(plan).get(center);
  return `${format}, ${counted(documents, 'document')}${label === undefined ? '' : `, ATA Center ${visibleText(label)}`}`;
}

/** The accounting in a sentence. */
export function accountingText({ accounting, documents }: MigrationPlan): string {
  const { leaves, accounted, byDisposition } = accounting;
  const parts = dispositions
    .filter((disposition) => byDisposition[disposition] > 0)
    .map((disposition) => `${byDisposition[disposition]} ${disposition}`);
  const split = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${counted(leaves, 'setting value')} read from ${counted(documents.length, 'document')}, ${accounted} accounted for${split}.`;
}

/** A number with its noun, in the plural where it needs one. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
