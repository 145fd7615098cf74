import { exportCommands } from '../catalogue/export-commands.js';
import type { LinkKey } from '../catalogue/links.js';
import { portalTarget } from '../catalogue/portal.js';
import { itemId } from '../ids.js';
import { domainControllerIndex } from '../snapshot/domain-controller-index.js';
import type { AtaSnapshot, Gateway } from '../types/ata-snapshot.js';
import type { Entity, Item } from '../types/migration-plan.js';
import { installSteps, type SensorChoice, sensorChoice, sensorVersionItem } from './gateway-sensors.js';
import {
  automaticItem,
  decisionItem,
  manualItem,
  noEquivalentItem,
  portalLine,
  scriptedItem,
  targetOf,
} from './items.js';
import type { ClassifiedLeaf, Mapper, MapperContext } from './mapper.js';
import {
  countOf,
  groupBy,
  lowerFirst,
  namedValues,
  settingOf,
  shownValue,
  shownValues,
  versionText,
} from './shown.js';

/** ATA Gateways and Lightweight Gateways, and the sensors that take their place. */
export const gatewaysMapper: Mapper = { area: 'gateways', map: mapGateways };

function mapGateways(snapshot: AtaSnapshot, { leaves }: MapperContext): Item[] {
  const all = leaves.ofArea('gateways');
  const byDocument = groupBy(
    all.filter((leaf) => !isShared(leaf)),
    ({ document }) => document,
  );
  const controllers = domainControllerIndex(snapshot.entities);
  const items = snapshot.gateways.flatMap((gateway) => {
    const servers = serversOf(gateway);
    const entities = servers.flatMap((name) => controllers.find(name) ?? []);
    return gatewayItems({
      gateway,
      name: nameOf(gateway),
      key: gateway.id ?? gateway.document,
      servers,
      entities,
      sensor: sensorChoice(servers.length, entities),
      leaves: byDocument.get(gateway.document) ?? [],
    });
  });
  return [
    ...(items.length === 0 ? [] : [sensorVersionItem(snapshot)]),
    ...items,
    ...synchronizerItem(snapshot, all.filter(isSetting('gateways.domainSynchronizerCandidate'))),
    ...tuningItem(all.filter((leaf) => tuningSettings.has(settingOf(leaf) ?? ''))),
    ...centerCertificateItem(all.filter(isSetting('gateways.serverCertificateThumbprint'))),
    ...missingItem(snapshot),
  ];
}

const tuningSettings: ReadonlySet<string> = new Set([
  'gateways.directoryChangesInterval',
  'gateways.entityBatchBlockMaxSize',
]);

/** Settings that all Gateways have one item for. */
function isShared(leaf: ClassifiedLeaf): boolean {
  const setting = settingOf(leaf) ?? '';
  return (
    tuningSettings.has(setting) ||
    setting === 'gateways.domainSynchronizerCandidate' ||
    setting === 'gateways.serverCertificateThumbprint'
  );
}

function isSetting(id: string): (leaf: ClassifiedLeaf) => boolean {
  return (leaf) => settingOf(leaf) === id;
}

function nameOf({ name, id, document }: Gateway): string {
  return name || (id ?? document);
}

/** The servers that get a sensor in place of this Gateway, as far as they are known. */
function serversOf(gateway: Gateway): readonly string[] {
  if (gateway.kind !== 'lightweight-gateway') return distinctNames(gateway.domainControllers);
  const own = gateway.domainControllers.find(
    (controller) => controller.split('.')[0]?.toLowerCase() === gateway.name?.toLowerCase(),
  );
  return [own ?? nameOf(gateway)];
}

/** Names of computers as they were first written; upper and lower case are the same. */
function distinctNames(names: readonly string[]): string[] {
  return [...groupBy(names, (name) => name.toLowerCase()).values()].flatMap(([first]) => first ?? []);
}

/** A Gateway and all that its items are made of. */
interface GatewayParts {
  readonly gateway: Gateway;
  readonly name: string;
  /** What ids of its items are made of. */
  readonly key: string;
  readonly servers: readonly string[];
  /** Those of the servers that a source describes. */
  readonly entities: readonly Entity[];
  readonly sensor: SensorChoice;
  readonly leaves: readonly ClassifiedLeaf[];
}

function gatewayItems(parts: GatewayParts): Item[] {
  const { gateway, leaves } = parts;
  const descriptions = leaves.filter(
    (leaf) => settingOf(leaf) === 'gateways.description' && isText(leaf.value),
  );
  const adapterLeaves = leaves.filter(isSetting('gateways.networkAdapter'));
  const adapters = adaptersOf(adapterLeaves);
  // The adapters of a Gateway capture mirrored traffic; only a server that stays can go on using its own.
  const hasAdapterItem = gateway.kind === 'lightweight-gateway' && adapters.length > 0;
  const elsewhere = new Set([...descriptions, ...(hasAdapterItem ? adapterLeaves : [])]);
  const main = leaves.filter((leaf) => !elsewhere.has(leaf));
  return [
    mainItem({ ...parts, leaves: main }, hasAdapterItem ? [] : adapters),
    ...(hasAdapterItem ? [adaptersItem(parts, adapterLeaves, adapters)] : []),
    ...descriptionItem(parts, descriptions),
  ];
}

function isText(value: ClassifiedLeaf['value'] | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function mainItem(parts: GatewayParts, adapters: readonly Adapter[]): Item {
  switch (parts.gateway.kind) {
    case 'lightweight-gateway':
      return lightweightItem(parts, adapters);
    case 'gateway':
      return mirroredItem(parts, adapters);
    case 'unknown':
      return unknownKindItem(parts, adapters);
  }
}

function lightweightItem(parts: GatewayParts, adapters: readonly Adapter[]): Item {
  const { name, servers, sensor } = parts;
  const { check } = portalTarget(sensor.key);
  return manualItem({
    ...commonParts(parts, adapters),
    title: `Replace the ATA Lightweight Gateway on ${name} by a Defender for Identity sensor`,
    reason: 'lightweight-gateway-to-sensor',
    target: targetOf(sensor.key, sensor.values, { certainty: 'inferred' }),
    check: `Look for ${name} under Sensor management. ${check}`,
    steps: [
      ...sensor.stepsBefore,
      `On ${name}, uninstall the ATA Lightweight Gateway. Leave the ATA Center in place until every ATA Gateway is gone.`,
      ...installSteps(sensor, servers),
    ],
    docs: sensorDocs(sensor),
    notes: [
      ...presumedKind(parts.gateway),
      ...(parts.gateway.domainControllers.length > 0 ? [presumedControllers] : []),
      ...sensor.notes,
      ...statusNotes(parts.gateway),
    ],
  });
}

function mirroredItem(parts: GatewayParts, adapters: readonly Adapter[]): Item {
  const { gateway, name, servers, sensor } = parts;
  const known = servers.length > 0;
  return decisionItem({
    ...commonParts(parts, adapters),
    title: known
      ? `Replace the ATA Gateway ${name} by sensors on ${shortList(servers)}`
      : `Replace the ATA Gateway ${name} by sensors on the domain controllers that it watches`,
    reason: 'gateway-to-sensors-on-dcs',
    target: targetOf(sensor.key, known ? sensor.values : [], { certainty: 'inferred' }),
    decision: {
      question: `What takes the place of the ATA Gateway ${name}?`,
      options: [sensorsOption(servers), standaloneOption],
      advice: 'Sensors on the domain controllers, as the migration guide asks.',
    },
    steps: [
      ...(known ? [] : [findControllersStep(name)]),
      ...sensor.stepsBefore,
      ...installSteps(sensor, servers),
      `Uninstall the ATA Gateway on ${name}. Leave the ATA Center in place until every ATA Gateway is gone.`,
    ],
    docs: sensorDocs(sensor),
    notes: [
      ...presumedKind(gateway),
      ...(known ? [presumedControllers] : []),
      ...(adapters.length > 0 ? [mirrorAdapters] : []),
      ...sensor.notes,
      ...statusNotes(gateway),
    ],
  });
}

function unknownKindItem(parts: GatewayParts, adapters: readonly Adapter[]): Item {
  const { gateway, name, servers, sensor, leaves } = parts;
  const kindLeaves = leaves.filter(isSetting('gateways.kind'));
  return decisionItem({
    ...commonParts(parts, adapters),
    title: `Replace the ATA Gateway or Lightweight Gateway ${name} by sensors`,
    reason: 'gateway-kind-unknown',
    target: targetOf(sensor.key, [], { certainty: 'inferred' }),
    decision: {
      question: `Is ${name} an ATA Lightweight Gateway or an ATA Gateway?`,
      options: [
        {
          label: `A Lightweight Gateway: a sensor takes its place on ${name} itself`,
          cost: 'The Lightweight Gateway is uninstalled first, so the domain controller is not watched in between.',
        },
        { ...sensorsOption(servers), label: `A Gateway: ${lowerFirst(sensorsOption(servers).label)}` },
      ],
      advice: `Look at the list of Gateways in the ATA console. If ${name} is a domain controller, it is a Lightweight Gateway.`,
    },
    steps: [
      `In the ATA console, look up which kind ${name} is.`,
      `If it is a Lightweight Gateway: uninstall it on ${name}. The sensor goes on the same server.`,
      'If it is a Gateway: look up which domain controllers it watches. The sensors go on those.',
      ...installSteps(sensor, []),
      `If it is a Gateway: uninstall it on ${name} afterwards.`,
      'Leave the ATA Center in place until every ATA Gateway is gone.',
    ],
    docs: sensorDocs(sensor),
    notes: [
      ...(kindLeaves.length > 0
        ? [
            `Fields that may tell the kind are there, but hold a value this program does not know: ${kindLeaves.map(({ path }) => path).join(', ')}.`,
          ]
        : []),
      ...(servers.length > 0 ? [presumedControllers] : []),
      ...sensor.notes,
      ...statusNotes(gateway),
    ],
  });
}

function commonParts(
  { gateway, key, entities, leaves }: GatewayParts,
  adapters: readonly Adapter[],
): {
  readonly id: string;
  readonly area: 'gateways';
  readonly leaves: readonly ClassifiedLeaf[];
  readonly value: ReturnType<typeof namedValues>;
  readonly entities: readonly Entity[];
} {
  const kindLeaves = gateway.kind === 'unknown' ? leaves.filter(isSetting('gateways.kind')) : [];
  return {
    id: itemId('gateways', key, 'sensor'),
    area: 'gateways',
    leaves,
    value: namedValues({
      Name: gateway.name,
      Kind: kindNames[gateway.kind],
      'Kind as ATA writes it': kindLeaves.map(({ value }) => shownValue(value)),
      Version: versionText(gateway.version),
      'Service status': gateway.serviceStatus,
      Status: gateway.status,
      'Domain controllers': gateway.domainControllers,
      'Network adapters': adapters.map(adapterText),
    }),
    entities,
  };
}

const kindNames = {
  'lightweight-gateway': 'Lightweight Gateway',
  gateway: 'Gateway',
  unknown: 'not known',
} as const satisfies Record<Gateway['kind'], string>;

const standaloneOption = {
  label: 'A standalone sensor in place of the Gateway',
  cost: 'It is outside the migration guide, which is for sensors on domain controllers only. It has to be a sensor v2.x, port mirroring stays, and its domain controllers are entered by hand, at least one of them a reachable global catalog.',
} as const;

const presumedControllers =
  'presumed: which domain controllers it watches, because no public sample shows where the document of a Gateway keeps them. Compare them with the ATA console.';

const mirrorAdapters =
  'Its network adapters capture mirrored traffic; a sensor on a domain controller captures on the adapters of that server.';

function sensorsOption(servers: readonly string[]): { label: string; cost: string } {
  const where = servers.length === 0 ? 'each domain controller that it watches' : shortList(servers);
  return {
    label: `Sensors on ${where}`,
    cost: 'A sensor has to be installed on every one of these servers, each of which must meet its requirements.',
  };
}

function findControllersStep(name: string): string {
  return `In the ATA console, look up which domain controllers the Gateway ${name} watches.`;
}

/** Up to three names, or the first and how many more. */
function shortList(names: readonly string[]): string {
  const [first, ...others] = names;
  return names.length <= 3 ? names.join(', ') : `${first} and ${others.length} more domain controllers`;
}

function sensorDocs({ version }: SensorChoice): readonly LinkKey[] {
  return [
    ...(version === 'v2' ? [] : (['mdi-sensor-settings'] as const)),
    'mdi-sensor-v2-prerequisites',
    'mdi-download-sensor',
    'mdi-install-sensor',
  ];
}

function presumedKind({ kindEvidence }: Gateway): string[] {
  return kindEvidence === null ? [] : [`presumed: its kind, concluded from this: ${kindEvidence}.`];
}

/** Only these two words were seen; of any other nothing is claimed. */
function statusNotes({ serviceStatus, status }: Gateway): string[] {
  const troubles = [
    ...(serviceStatus === 'Stopped' ? ['its service is stopped'] : []),
    ...(status === 'StartFailure' ? ['it failed to start'] : []),
  ];
  if (troubles.length === 0) return [];
  return [
    `ATA says that ${troubles.join(' and that ')}: it does not watch its domain controllers now. Check that the server still exists, and see to its replacement early.`,
  ];
}

/** A network adapter as a Gateway's document is presumed to list it. */
interface Adapter {
  readonly label: string;
  readonly captured: boolean;
}

const adapterField = /\]\.(Name|Id|_id|IsEnabled|Description)$/;

/** The adapters that the leaves make up, by the list element that holds them. */
function adaptersOf(leaves: readonly ClassifiedLeaf[]): Adapter[] {
  const elements = new Map<string, Map<string, ClassifiedLeaf['value']>>();
  for (const { path, value } of leaves) {
    const field = adapterField.exec(path)?.[1];
    // A list of plain names has no fields.
    const element = field === undefined ? path : path.slice(0, path.lastIndexOf('.'));
    const known = elements.get(element) ?? new Map<string, ClassifiedLeaf['value']>();
    known.set(field ?? 'Name', value);
    elements.set(element, known);
  }
  return [...elements.values()].flatMap((fields) => {
    const label = ['Name', 'Description', 'Id', '_id'].map((field) => fields.get(field)).find(isText);
    return label !== undefined ? [{ label, captured: fields.get('IsEnabled') !== false }] : [];
  });
}

function adapterText({ label, captured }: Adapter): string {
  return captured ? label : `${label} (not captured)`;
}

function adaptersItem(
  { key, name, entities }: GatewayParts,
  leaves: readonly ClassifiedLeaf[],
  adapters: readonly Adapter[],
): Item {
  const captured = adapters.filter((adapter) => adapter.captured).map(({ label }) => label);
  const selection = captured.length === 0 ? 'at least one adapter' : captured.join(', ');
  return manualItem({
    id: itemId('gateways', key, 'adapters'),
    area: 'gateways',
    title: `Capture network adapters of ${name}: ${selection}`,
    reason: 'gateway-adapters',
    leaves,
    value: adapters.map(adapterText),
    target: targetOf('sensors', [{ field: 'Capture network adapters', value: selection }], {
      certainty: 'inferred',
    }),
    entities,
    check: `Manage sensor shows for ${name}, under Capture network adapters: ${selection}.`,
    steps: [
      `Open ${portalLine('sensors')} and choose the sensor of ${name}.`,
      `In Manage sensor, under Capture network adapters, select ${selection}.`,
      'Save.',
    ],
    docs: ['mdi-configure-sensor-settings'],
    notes: [
      'Only for a sensor v2.x: skip this item if a sensor v3.x is activated there.',
      'presumed: the adapters, because no public sample shows where the document of a Gateway keeps them. Compare them with the ATA console.',
    ],
  });
}

function descriptionItem(
  { gateway, key, name, entities }: GatewayParts,
  leaves: readonly ClassifiedLeaf[],
): Item[] {
  const description = leaves.map(({ value }) => value).find(isText);
  if (description === undefined) return [];
  const { check, permission } = portalTarget('sensor-settings-graph');
  const isSameServer = gateway.kind === 'lightweight-gateway';
  const sensor = isSameServer ? `the sensor of ${name}` : 'the sensor that the description still fits';
  return [
    scriptedItem({
      id: itemId('gateways', key, 'description'),
      area: 'gateways',
      title: isSameServer
        ? `Set the description of the sensor on ${name}`
        : `Keep the description of the Gateway ${name} on a sensor that it still fits`,
      reason: 'gateway-description',
      leaves,
      value: shownValues(leaves),
      target: targetOf('sensor-settings-graph', [{ field: 'description', value: description }], {
        certainty: 'inferred',
      }),
      entities,
      command: {
        text: `PATCH https://graph.microsoft.com/v1.0/security/identities/sensors/{sensor id} ${JSON.stringify({ settings: { description } })}`,
        permission: permission ?? 'not documented',
        beta: false,
      },
      check: `${check} Or open ${portalLine('sensors')}, choose ${sensor} and read its Description.`,
      steps: [
        `List the sensors, and take the id of ${sensor}: GET https://graph.microsoft.com/v1.0/security/identities/sensors`,
        'Put that id into the command and run it.',
        `Or by hand: open ${portalLine('sensors')}, choose ${sensor}, and type into Description: ${description}`,
      ],
      docs: ['graph-sensors', 'mdi-configure-sensor-settings'],
      notes: [
        'presumed: the description, because no public sample shows where the document of a Gateway keeps it. Compare it with the ATA console.',
        ...(leaves.length > 1 ? ['Several fields look like the description; the first one is used.'] : []),
        ...(isSameServer
          ? []
          : ['It describes a Gateway; drop it where it fits none of the sensors that take its place.']),
      ],
    }),
  ];
}

function synchronizerItem(snapshot: AtaSnapshot, leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  const names = namesByDocument(snapshot);
  return [
    automaticItem({
      id: itemId('gateways', 'domain-synchronizer'),
      area: 'gateways',
      title: 'Domain synchronizer candidates: the service picks one sensor per domain by itself',
      reason: 'domain-synchronizer-gone',
      leaves,
      value: leaves.map(({ document, value }) => {
        const isCandidate = value === true ? 'candidate' : 'no candidate';
        return `${names.get(document) ?? document}: ${isCandidate}`;
      }),
      notes: ['One source says that the setting remains for standalone sensors v2.x.'],
    }),
  ];
}

function tuningItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  return [
    noEquivalentItem({
      id: itemId('gateways', 'tuning'),
      area: 'gateways',
      title: `How the Gateways read and send directory data (${countOf(leaves.length, 'setting')})`,
      reason: 'tuning-default-unknown',
      leaves,
      value: leaves.map(({ ref, value }) => `${ref} = ${JSON.stringify(shownValue(value))}`),
      closest: null,
    }),
  ];
}

function centerCertificateItem(leaves: readonly ClassifiedLeaf[]): Item[] {
  if (leaves.length === 0) return [];
  return [
    automaticItem({
      id: itemId('gateways', 'center-certificate'),
      area: 'gateways',
      title: "The Center's certificate that ATA 1.6 and 1.7 services trust",
      reason: 'center-not-needed',
      leaves,
      value: shownValues(leaves),
    }),
  ];
}

function namesByDocument({ gateways }: AtaSnapshot): ReadonlyMap<string, string> {
  return new Map(gateways.map((gateway) => [gateway.document, nameOf(gateway)]));
}

/** A Center alone says nothing of its Gateways: they must not be missed in silence. */
function missingItem({ center, gateways }: AtaSnapshot): Item[] {
  if (center === null || gateways.length > 0) return [];
  return [
    decisionItem({
      id: itemId('gateways', 'not-in-sources'),
      area: 'gateways',
      title: 'Gather the ATA Gateways: no source given holds them',
      reason: 'gateways-not-in-sources',
      leaves: [],
      value: null,
      decision: {
        question: 'Where does the list of ATA Gateways come from?',
        options: [
          {
            label: 'Give a further source',
            cost: 'One command where the ATA PowerShell module is installed, or a backup of the SystemProfile collection; then this program is run again with both sources.',
          },
          {
            label: 'Read it off the ATA console',
            cost: 'Gateways, their domain controllers and descriptions are written down by hand and are in no worksheet.',
          },
        ],
        advice: 'Give a further source.',
      },
      steps: [`Run in PowerShell: ${exportCommands.gateway}`, 'Run this program again with both files.'],
    }),
  ];
}
