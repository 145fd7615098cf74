import { itemId } from '../ids.js';
import { originOf } from '../snapshot/classify.js';
import { isShippedDefault } from '../snapshot/defaults.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem, defaultItem } from './items.js';
import type { ClassifiedLeaf, MapperContext } from './mapper.js';
import { groupBy, settingOf, shownValue } from './shown.js';

/**
 * The settings that only a user's catalogue knows: one item for each setting of a document, in the area that the user
 * gave it. The program knows its meaning and no target, and says so; a mapper of the area never sees it.
 */
export function userSettingItems({ leaves }: MapperContext): Item[] {
  const groups = groupBy(leaves.ofUser, (leaf) => `${leaf.document}:${settingOf(leaf)}`);
  return [...groups.values()].flatMap(userSettingItem);
}

function userSettingItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  const [first] = leaves;
  if (first?.classification?.kind !== 'setting') return [];
  const { entry } = first.classification;
  const owner = first.document === 'center' ? '' : ` of ${first.document}`;
  const title = `${entry.title}${owner}`;
  const parts = {
    id: itemId(entry.area, 'user-setting', ...first.document.split('/'), entry.id),
    area: entry.area,
    leaves,
    value:
      leaves.length === 1
        ? shownValue(first.value)
        : Object.fromEntries(leaves.map(({ path, value }) => [path, shownValue(value)])),
    notes: entry.notes === undefined ? [] : [`The user's catalogue says: ${entry.notes}`],
  } as const;
  if (leaves.every(({ value }) => isNothing(value)))
    return [automaticItem({ ...parts, title: `${title}: nothing set`, reason: 'nothing-set' })];
  if (leaves.every(isShippedDefault))
    return [
      defaultItem({
        ...parts,
        title: `${title}: as shipped`,
        reason: 'shipped-default',
        notes: [
          ...parts.notes,
          `That this is the shipped value says the user's catalogue: ${entry.defaultEvidence ?? ''}`.trimEnd(),
        ],
      }),
    ];
  return [
    decisionItem({
      ...parts,
      title,
      reason: 'no-known-target',
      decision: {
        question: 'Does Defender for Identity need anything in place of this setting?',
        options: [
          { label: 'Nothing', cost: 'What the setting did in ATA ends with ATA.' },
          {
            label: 'Set it up by hand',
            cost: 'Somebody has to find out where; this program knows no place for it.',
          },
        ],
        advice:
          'Ask whoever wrote the entry in the catalogue what the setting does, and look for it in the portal.',
      },
      steps: [
        'Look the setting up in the ATA console.',
        'Decide whether Defender for Identity needs anything in its place, and where.',
      ],
    }),
  ];
}

function isNothing(value: ClassifiedLeaf['value']): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/**
 * Tells of every item that is made, wholly or in part, of what a user's catalogue says: the program vouches only for what
 * follows from it.
 */
export function noteUserCatalogue(items: readonly Item[], { leaves }: MapperContext): void {
  const told = new Map(
    leaves.all.flatMap((leaf) => {
      const origin = originOf(leaf);
      return origin === null || origin === 'built-in' ? [] : [[leaf.ref, leaf] as const];
    }),
  );
  if (told.size === 0) return;
  for (const item of items) {
    const own = [...item.source.paths, ...(item.source.sharedPaths ?? [])].flatMap(
      (ref) => told.get(ref) ?? [],
    );
    const [first] = own;
    if (first === undefined) continue;
    const places = own.length === 1 ? first.path : `${own.length} values, the first at ${first.path}`;
    const note =
      originOf(first) === 'user-setting'
        ? `From the user's catalogue (${settingOf(first)}): what this setting is, this program does not know by itself. No setting of Defender for Identity is known to it.`
        : `The user's catalogue takes this place for ${settingOf(first)} (${places}); this program does not know it by itself.`;
    item.notes = [...item.notes, note];
  }
}
