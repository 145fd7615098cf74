import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, Vpn } from '../types/ata-snapshot.js';
import type { Item, Target } from '../types/migration-plan.js';
import { automaticItem, decisionItem, type ItemParts, manualItem, portalLine, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { cautions, readableLeaves, secretText, switchText } from './reading.js';

/** RADIUS accounting of VPN servers. */
export const vpnMapper: Mapper = { area: 'vpn', map: mapVpn };

const area = 'vpn';
const key = 'vpn-radius';

function mapVpn(snapshot: AtaSnapshot, context: MapperContext): Item[] {
  const { vpn } = snapshot;
  if (vpn === null) return [];
  const leaves = readableLeaves(context, area, { 'vpn.enabled': 'switch', 'vpn.sharedSecret': 'secret' });
  if (leaves.length === 0) return [];
  if (vpn.enabled === true) return [inUseItem(vpn, leaves)];
  // A secret alone, or a switch that cannot be read, does not tell whether anybody uses it.
  const isUnclear = vpn.sharedSecret.set || leaves.length < context.leaves.ofArea(area).length;
  return [vpn.enabled === null && isUnclear ? stateUnknownItem(vpn, leaves) : offItem(vpn, leaves)];
}

function inUseItem(vpn: Vpn, leaves: readonly ClassifiedLeaf[]): Item {
  return manualItem({
    ...commonParts(vpn, leaves),
    title: 'Enable RADIUS accounting and point the VPN devices to sensors v2.x',
    reason: 'vpn-needs-v2-sensor',
    check: portalTarget(key).check,
  });
}

function stateUnknownItem(vpn: Vpn, leaves: readonly ClassifiedLeaf[]): Item {
  const parts = commonParts(vpn, leaves);
  return decisionItem({
    ...parts,
    title: 'Decide on VPN integration: the source does not say whether it is in use',
    reason: 'vpn-needs-v2-sensor',
    decision: {
      question: 'Do VPN devices send RADIUS accounting to ATA?',
      options: [
        { label: 'No', cost: 'Nothing has to be set.' },
        {
          label: 'Yes, carry it over',
          cost: 'Sensors v2.x have to stay, and the VPN devices are pointed to one of them.',
        },
      ],
      advice: 'Look into the ATA console and at the VPN devices.',
    },
    steps: ['Choose one of the options.', ...parts.steps, `Check: ${portalTarget(key).check}`],
  });
}

type CommonParts = Omit<ItemParts, 'title' | 'reason'> & {
  readonly target: Target;
  readonly steps: readonly string[];
};

function commonParts(vpn: Vpn, leaves: readonly ClassifiedLeaf[]): CommonParts {
  const secret = 'the shared secret (not in this plan; ask whoever runs the VPN)';
  return {
    id: itemId(area, 'radius-accounting'),
    area,
    leaves,
    value: settingsShown(vpn),
    target: targetOf(key, [
      { field: 'Enable radius accounting', value: 'ticked' },
      { field: 'Shared Secret', value: secret },
    ]),
    steps: [
      `Open ${portalLine(key)}.`,
      `Tick Enable radius accounting, type ${secret} as Shared Secret, and choose Save.`,
      'On each VPN device, send RADIUS accounting to a server with a sensor v2.x, UDP port 1813, with the same shared secret.',
    ],
    notes: [
      ...(vpn.sharedSecret.set ? [] : ['The source holds no shared secret: set a new one on both sides.']),
      ...cautions(key, 'The VPN device must', 'The firewall rule', 'The secret used', 'It feeds'),
    ],
  };
}

function offItem(vpn: Vpn, leaves: readonly ClassifiedLeaf[]): Item {
  return automaticItem({
    id: itemId(area, 'radius-accounting'),
    area,
    title: 'VPN integration is not in use in ATA',
    reason: vpn.enabled === false ? 'vpn-off' : 'nothing-set',
    leaves,
    value: settingsShown(vpn),
    notes: vpn.sharedSecret.set
      ? ['ATA still stores a shared secret from an earlier use. It is not carried over.']
      : [],
  });
}

function settingsShown({ enabled, sharedSecret }: Vpn): Record<string, string> {
  return { 'RADIUS accounting': switchText(enabled), 'Shared secret': secretText(sharedSecret) };
}
