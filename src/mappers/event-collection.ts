import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';
import type { Item } from '../types/migration-plan.js';
import { automaticItem, decisionItem, noEquivalentItem, scriptedItem, targetOf } from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import { shownValues } from './shown.js';

/** Where ATA takes Windows events from, and the auditing that a sensor needs instead. */
export const eventCollectionMapper: Mapper = { area: 'event-collection', map: mapEventCollection };

function mapEventCollection(snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  // What is neither on nor off is not a switch: left to be listed as unrecognised.
  function switches(setting: string): ClassifiedLeaf[] {
    return leaves.ofSetting(setting).filter(({ value }) => typeof value === 'boolean' || value === null);
  }
  return [
    ...windowsEventReaderItem(switches('event-collection.windowsEventReader')),
    ...syslogListenerItem(switches('event-collection.syslogListener')),
    ...windowsEventLogClientItem(switches('event-collection.windowsEventLogClient')),
    ...auditingItem(snapshot),
  ];
}

function windowsEventReaderItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const isOn = leaves.some(({ value }) => value === true);
  return [
    automaticItem({
      id: itemId('event-collection', 'windows-events'),
      area: 'event-collection',
      title: `Collection of Windows events on the Gateways: ${isOn ? 'on' : 'off'} in ATA`,
      reason: 'event-collection-by-sensor',
      leaves,
      value: shownValues(leaves),
      notes: isOn
        ? ['Subscriptions that forward events to the ATA Gateways are needed no longer once those are gone.']
        : ['It is switched off in ATA; a sensor on a domain controller reads the events there all the same.'],
    }),
  ];
}

function syslogListenerItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const parts = {
    id: itemId('event-collection', 'siem-listener'),
    area: 'event-collection',
    leaves,
    value: shownValues(leaves),
  } as const;
  if (leaves.every(({ value }) => value !== true))
    return [
      automaticItem({ ...parts, title: 'Events forwarded by a SIEM: off in ATA', reason: 'nothing-set' }),
    ];
  return [
    noEquivalentItem({
      ...parts,
      title: 'Events forwarded by a SIEM: sensors on domain controllers do not listen for them',
      reason: 'siem-listener-standalone-only',
      closest: 'A standalone sensor v2.x, which listens on port 514 but is outside the migration guide.',
      steps: [
        'Once no ATA Gateway is left, stop the SIEM from forwarding events to them.',
        'See the item on Windows auditing, so that the sensors find these events on the domain controllers.',
      ],
    }),
  ];
}

function windowsEventLogClientItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const parts = {
    id: itemId('event-collection', 'windows-event-log-client'),
    area: 'event-collection',
    leaves,
    value: shownValues(leaves),
  } as const;
  if (leaves.every(({ value }) => value !== true))
    return [
      automaticItem({
        ...parts,
        title: 'Windows event log client of the Center: off',
        reason: 'nothing-set',
      }),
    ];
  return [
    decisionItem({
      ...parts,
      title: 'Windows event log client of the Center: on',
      reason: 'no-known-target',
      decision: {
        question: 'Does anybody rely on what this switch of the Center does?',
        options: [
          { label: 'No', cost: 'Nothing has to be set. What the switch did ends with the Center.' },
          { label: 'Yes, or not known', cost: 'Somebody has to find out what the Center does with it.' },
        ],
        advice: 'Leave it, unless somebody knows why it is on.',
      },
      notes: ['presumed: what this switch does is not documented, only its name tells.'],
    }),
  ];
}

/** What domain controllers need; the rest of the module's list is for other servers or other purposes (inferred). */
const controllerAuditing = [
  'AdvancedAuditPolicyDCs',
  'NTLMAuditing',
  'DomainObjectAuditing',
  'ConfigurationContainerAuditing',
  'ProcessorPerformance',
];

/** ATA asked for auditing too, but had it forwarded; a sensor finds only what is audited on its own server. */
function auditingItem(snapshot: AtaSnapshot): Item[] {
  if (snapshot.center === null) return [];
  const { check, cautions } = portalTarget('windows-auditing');
  const configurations = controllerAuditing.join(', ');
  const scope = `-Mode Domain -Configuration ${controllerAuditing.join(',')}`;
  return [
    scriptedItem({
      id: itemId('event-collection', 'windows-auditing'),
      area: 'event-collection',
      title: 'Switch on the Windows auditing that sensors need',
      reason: 'windows-auditing',
      leaves: [],
      value: null,
      target: targetOf('windows-auditing', [
        { field: 'Mode', value: 'Domain' },
        { field: 'Configuration', value: configurations },
      ]),
      command: {
        text: `Set-MDIConfiguration ${scope}`,
        permission: 'presumed: the right to change group policy in the domain',
        beta: false,
      },
      check: `${check} Test-MDIConfiguration ${scope} tells the same on the command line.`,
      steps: [
        'Install the PowerShell module DefenderForIdentity from the PowerShell Gallery.',
        'See what is missing: New-MDIConfigurationReport -Path . -Mode Domain -OpenHtmlReport',
        `Review what the command would change, then run in each domain: Set-MDIConfiguration ${scope}`,
        'Add a configuration to the list only where there is such a server: AdfsAuditing (AD FS), AdvancedAuditPolicyCAs and CAAuditing (AD CS), EntraConnectAuditing (Microsoft Entra Connect). RemoteSAM and AdRecycleBin are by choice.',
        'Check the outcome: New-MDIConfigurationReport -Path . -Mode Domain -OpenHtmlReport',
      ],
      docs: ['mdi-health-alerts'],
      notes: [
        ...cautions,
        'Sensors v3.x only: instead, Microsoft Graph PATCH /v1.0/security/identities/settings/autoAuditingConfiguration with {"isAutomatic": true} lets the service do it (permission SecurityIdentitiesAutoConfig.ReadWrite.All).',
        'presumed from their names: which configurations domain controllers need. -Configuration All sets every one of the list, also those for servers that you may not have.',
        'The command also takes -Identity, -GpoNamePrefix, -Server, -CreateGpoDisabled and -SkipGpoLink; see its documentation.',
      ],
    }),
  ];
}
