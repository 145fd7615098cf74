import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem } from './items.js';
import type { Mapper, MapperContext } from './mapper.js';
import { shownValues } from './shown.js';

/** Language of the Center. */
export const localizationMapper: Mapper = { area: 'localization', map: mapLocalization };

function mapLocalization(_snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const all = leaves.ofArea('localization');
  if (all.length === 0) return [];
  const parts = {
    id: itemId('localization', 'language'),
    area: 'localization',
    leaves: all,
    value: shownValues(all),
  } as const;
  const language = parts.value;
  if (all.every(({ value }) => value === null))
    return [automaticItem({ ...parts, title: 'Language of ATA: none set', reason: 'nothing-set' })];
  return [
    decisionItem({
      ...parts,
      title: `Language of ATA${typeof language === 'string' ? `: ${language}` : ''}`,
      reason: 'no-known-target',
      decision: {
        question: 'Does anybody need this language in Defender for Identity, in mail or reports for example?',
        options: [
          { label: 'No', cost: 'Nothing has to be set. The language may be another one than in ATA.' },
          {
            label: 'Yes',
            cost: 'Somebody has to find out where the portal keeps its language, if anywhere.',
          },
        ],
        advice: 'Leave it, unless a recipient of mail or reports needs the language.',
      },
      notes: [
        'The role tables of Defender for Identity name a language among the things that its users may change, but not where it is set.',
      ],
      docs: ['mdi-role-groups'],
    }),
  ];
}
