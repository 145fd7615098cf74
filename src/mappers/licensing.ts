import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { decisionItem, portalLine, targetOf } from './items.js';
import type { Mapper } from './mapper.js';

/** Licences of Defender for Identity. ATA's own licence is in no document that the sources hold. */
export const licensingMapper: Mapper = { area: 'licensing', map: mapLicensing };

function mapLicensing(snapshot: AtaSnapshot): Item[] {
  if (snapshot.center === null) return [];
  const licences = portalTarget('licences');
  return [
    decisionItem({
      id: itemId('licensing', 'licences'),
      area: 'licensing',
      title: 'Make sure that the tenant is licensed for Defender for Identity',
      reason: 'licence-check',
      leaves: [],
      value: null,
      target: targetOf('licences'),
      decision: {
        question: 'Which licence covers Defender for Identity in this tenant?',
        options: [
          {
            label: 'A licence that the tenant already holds',
            cost: 'Somebody with access to the portal has to look it up; this program cannot see it.',
          },
          { label: 'A new licence', cost: `It has to be bought. ${licences.limits.join(' ')}` },
        ],
        advice:
          'Look at the licences of the tenant first: several larger Microsoft plans include Defender for Identity.',
      },
      steps: [`Open ${portalLine('licences')} and read which licences are listed.`],
    }),
  ];
}
