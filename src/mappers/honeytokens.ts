import { detectorBySection } from '../catalogue/detectors.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { detectionLine, detectionOf } from './detector-words.js';
import type { Mapper, MapperContext } from './mapper.js';
import { emptyListItems, type TagFacts, taggedEntities, tagItem } from './tags.js';

/** ATA's honeytoken accounts become the Honeytoken entity tag. */
export const honeytokensMapper: Mapper = { area: 'honeytokens', map: mapHoneytokens };

function mapHoneytokens(_snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const leaves = context.leaves.ofSetting('honeytokens.account');
  const facts = tagFacts();
  const accounts = taggedEntities(leaves, () => 'user', context);
  return [
    ...emptyListItems(facts, leaves, ['honeytoken accounts']),
    ...accounts.map((account) => tagItem(facts, account)),
  ];
}

function tagFacts(): TagFacts {
  return {
    area: 'honeytokens',
    tag: 'Honeytoken',
    portal: 'entity-tags-honeytoken',
    reason: 'tag-honeytoken',
    fields: { user: 'Users', computer: 'Devices' },
    place: 'the honeytoken accounts',
    notes: [`The tag feeds these detections: ${detectionsOfTheTag().join('; ')}.`],
  };
}

function detectionsOfTheTag(): string[] {
  const targets = detectorBySection('HoneytokenActivityDetectorConfiguration')?.targets ?? [];
  return targets
    .filter(({ format }) => format !== 'retired')
    .map((target) => detectionLine(detectionOf(target)));
}
