import { portalBase, portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot, Endpoint } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem, manualItem, portalLine, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { endpointText } from './reading.js';
import { namedValues, settingOf, shownValues, versionText } from './shown.js';

/** The ATA Center itself, and the steps of the migration guide that no setting stands behind. */
export const centerMapper: Mapper = { area: 'center', map: mapCenter };

type Center = NonNullable<AtaSnapshot['center']>;

const identitySettings: ReadonlySet<string> = new Set([
  'center.id',
  'center.type',
  'center.typeMarker',
  'center.netbiosName',
  'center.version',
  'center.versionUpdateTime',
  'center.updateTime',
  'center.serviceSystemProfileId',
]);

function mapCenter(snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const { center } = snapshot;
  if (center === null) return [];
  const all = leaves.ofArea('center');
  const identity = all.filter((leaf) => identitySettings.has(settingOf(leaf) ?? ''));
  const addresses = all.filter((leaf) => !identitySettings.has(settingOf(leaf) ?? ''));
  return [
    ...identityItem(center, identity),
    ...addressesItem(center, addresses),
    workspaceItem(),
    validationItem(),
    existingAlertsItem(center),
    decommissionItem(center, snapshot),
  ];
}

function identityItem(center: Center, leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  return [
    automaticItem({
      id: itemId('center', 'identity'),
      area: 'center',
      title: `ATA Center ${nameOf(center)}`,
      reason: 'identity-of-source',
      leaves,
      value: namedValues({
        Name: center.name,
        Version: versionText(center.version),
        'Version installed': center.versionUpdateTime,
        'Configuration last changed': center.updateTime,
        Id: center.id,
      }),
    }),
  ];
}

function addressesItem(center: Center, leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  return [
    automaticItem({
      id: itemId('center', 'addresses'),
      area: 'center',
      title: `Addresses, certificates and database of the ATA Center ${nameOf(center)}`,
      reason: 'center-not-needed',
      leaves,
      value: namedValues({
        'ATA console': center.urls,
        'Listens on': placeOf(center.listeningEndpoint),
        Database: placeOf(center.databaseEndpoint),
        'Database folder': shownValues(
          leaves.filter((leaf) => settingOf(leaf) === 'center.databaseDataPath'),
        ),
        'Service certificates': center.certificateThumbprints,
        'Certificate that protects stored secrets': center.secretManagerCertificateThumbprint,
      }),
    }),
  ];
}

function workspaceItem(): Item {
  return manualItem({
    id: itemId('center', 'workspace'),
    area: 'center',
    title: 'Create the Defender for Identity workspace',
    reason: 'migration-step',
    leaves: [],
    value: null,
    target: targetOf('workspace-about'),
    check: portalTarget('workspace-about').check,
    steps: [
      `Sign in to ${portalBase} as Security Administrator and create the workspace as the linked page tells.`,
      `Open ${portalLine('workspace-about')} and note the workspace name and the geolocation.`,
    ],
    docs: ['mdi-deploy'],
    notes: ['Nothing is to be done here if the tenant has a workspace already.'],
  });
}

function validationItem(): Item {
  return manualItem({
    id: itemId('center', 'validate'),
    area: 'center',
    title: 'Validate the migration: health issues and sensor logs',
    reason: 'migration-step',
    leaves: [],
    value: null,
    target: targetOf('health-issues'),
    check: `${portalTarget('health-issues').check} The error logs of the sensors show nothing unusual.`,
    steps: [
      'After the last sensor is installed and configured, wait two hours for the initial synchronisation.',
      `Open ${portalLine('health-issues')} and work through the open issues on the tabs Global and Sensor.`,
      'On each server with a sensor v2.x, read Microsoft.Tri.Sensor-Errors.log in C:\\Program Files\\Azure Advanced Threat Protection Sensor\\<version>\\Logs and look for unusual errors.',
    ],
    docs: ['mdi-sensor-logs', 'mdi-migrate-from-ata'],
    notes: ['No log files of sensors v3.x are documented; go by their health issues.'],
  });
}

function existingAlertsItem(center: Center): Item {
  return decisionItem({
    id: itemId('center', 'existing-alerts'),
    area: 'center',
    title: `Alerts and data of the ATA Center ${nameOf(center)}: keep a record`,
    reason: 'alerts-stay-in-ata',
    leaves: [],
    value: null,
    target: targetOf('existing-alerts'),
    decision: {
      question: 'How long, and in which form, are the alerts and data of ATA kept?',
      options: [
        {
          label: 'Keep the ATA Center online for a period of time',
          cost: 'Its server, and an ATA without support, stay in place for as long.',
        },
        {
          label: 'Back up MongoDB and keep the backup',
          cost: 'To look something up, the backup has to be restored first.',
        },
        { label: 'Both', cost: 'Space for the backup, and the server for a while.' },
        {
          label: 'Keep nothing',
          cost: 'ATA data is not migrated: every alert has to be recorded or remediated before, and the rest is lost.',
        },
      ],
      advice:
        'Keep the ATA data online until all ATA alerts are closed or remediated, and back up MongoDB if it is to be kept for good.',
    },
    steps: [
      'In the ATA console, go through the open suspicious activities: record or remediate each of them.',
      'Choose how long the data is kept, and back up MongoDB if it is to be kept for good.',
    ],
    docs: ['ata-database-management'],
  });
}

function decommissionItem(center: Center, { gateways }: AtaSnapshot): Item {
  const count = gateways.length === 0 ? '' : ` (${gateways.length} in this plan)`;
  return manualItem({
    id: itemId('center', 'decommission'),
    area: 'center',
    title: `Decommission the ATA Center ${nameOf(center)}, last of all`,
    reason: 'migration-step',
    leaves: [],
    value: null,
    target: targetOf('ata-center'),
    check: portalTarget('ata-center').check,
    steps: [
      `Make sure that every ATA Gateway and Lightweight Gateway${count} is uninstalled.`,
      'Make sure that every ATA alert is recorded or remediated.',
      'Back up MongoDB, if the ATA data is to be kept for good.',
      `Uninstall the ATA Center on ${nameOf(center)}.`,
    ],
    docs: ['ata-database-management'],
    notes: portalTarget('ata-center').cautions,
  });
}

function nameOf(center: Center): string {
  return center.name || (center.id ?? 'without a name');
}

function placeOf(endpoint: Endpoint | null): string | null {
  return endpoint === null ? null : endpointText(endpoint);
}
