/** The migration of one deployment from beginning to end: who does what on which server, in which order. */
import type { Area } from '../catalogue/areas.js';
import { serverSystem } from '../catalogue/sensor-requirements.js';
import { centerLabels, centersOf, centersTitle, namedCenters } from '../center-labels.js';
import { itemId } from '../ids.js';
import { gatewayOfCenter } from '../readiness/several-centers.js';
import type { DomainController, Gateway, Item, MigrationPlan } from '../types/migration-plan.js';
import { type Phase, phaseOf, phases } from './phases.js';
import { controllerOrder, type OrderedController, orderBasis } from './runbook-order.js';
import { runbookStages, type StageInfo, type StageKey } from './runbook-stages.js';
import { snapshotName } from './snapshot-names.js';

/** One thing to do and to tick off. */
export interface RunbookStep {
  /** The same for the same deployment, and printable: what a tick is filed under. */
  readonly key: string;
  readonly title: string;
  /** The area of the worksheet that it stands for; null for all other steps. */
  readonly area: Area | null;
  readonly details: readonly string[];
  /** Lines to be typed or copied. */
  readonly commands: readonly string[];
  /** Items of the worksheet that are done with it. */
  readonly items: readonly Pick<Item, 'id' | 'title'>[];
}

/** A stage with the steps of this deployment. */
export interface RunbookStage extends StageInfo {
  readonly key: StageKey;
  readonly cautions: readonly string[];
  readonly steps: readonly RunbookStep[];
}

/** The runbook of a plan. Texts hold names of the directory as they are: whoever shows them sees to that. */
export interface Runbook {
  readonly title: string;
  readonly lead: readonly string[];
  readonly stages: readonly RunbookStage[];
}

/** What the steps of a stage are made from. */
interface RunbookContext {
  readonly plan: MigrationPlan;
  readonly centers: readonly PlanCenter[];
  readonly controllers: readonly DomainController[];
  readonly gateways: readonly Gateway[];
  readonly items: readonly PhasedItem[];
}

/** A Center of the plan, as its steps name it. */
interface PlanCenter {
  readonly key: string;
  /** Where its database is and it is to be uninstalled. */
  readonly server: string;
  /** What people call it. */
  readonly label: string;
  /** Its snapshot, as `run` calls it. */
  readonly snapshot: string;
  /** Its backup, as the commands of the runbook call it. */
  readonly archive: string;
  /** Its record of alerts, likewise. */
  readonly alerts: string;
}

interface PhasedItem {
  readonly item: Item;
  readonly phase: Phase;
}

/**
 * The runbook of a deployment. Pure: the same plan gives the same runbook. The phases and their cautions are those of the
 * worksheet (`phases.ts`).
 */
export function runbookOf(plan: MigrationPlan): Runbook {
  const context: RunbookContext = {
    plan,
    centers: planCenters(plan),
    controllers: plan.domainControllers ?? [],
    gateways: plan.gateways ?? [],
    items: plan.items.map((item) => ({ item, phase: phaseOf(item) })),
  };
  const told = new Set<Phase>();
  return {
    title: `Runbook: moving ${plan.centers.length === 0 ? 'ATA' : centersTitle(plan)} to Microsoft Defender for Identity`,
    lead: leadOf(context),
    stages: runbookStages.map((stage) => {
      const cautions = told.has(stage.phase) ? [] : cautionsOf(stage.phase);
      told.add(stage.phase);
      return {
        ...stage,
        cautions: [...cautions, ...ownCautions(stage.key)],
        steps: withOwnKeys(stepsOf[stage.key](context)),
      };
    }),
  };
}

function planCenters(plan: MigrationPlan): PlanCenter[] {
  const labels = centerLabels(plan);
  const centers = plan.centers.map(({ key, name }) => {
    const label = labels.get(key) ?? key;
    const own = plan.centers.length > 1 ? `-${key}` : '';
    const [snapshot, archive, alerts] = [snapshotName(plan, key), `ata${own}.archive`, `alerts${own}.csv`];
    return { key, server: plan.centers.length > 1 ? label : (name ?? key), label, snapshot, archive, alerts };
  });
  return centers.length > 0 ? centers : [withoutName];
}

const withoutName: PlanCenter = {
  key: '',
  server: 'the server of the ATA Center',
  label: 'the ATA Center',
  snapshot: 'snapshot.json',
  archive: 'ata.archive',
  alerts: 'alerts.csv',
};

/** Two computers may have one name, such as a domain controller and its predecessor. */
function withOwnKeys(steps: readonly RunbookStep[]): RunbookStep[] {
  const counts = new Map<string, number>();
  return steps.map((one) => {
    const count = (counts.get(one.key) ?? 0) + 1;
    counts.set(one.key, count);
    return count === 1 ? one : { ...one, key: `${one.key}~${count}` };
  });
}

function leadOf({ plan, centers, controllers, gateways }: RunbookContext): string[] {
  const living = controllers.filter(({ deleted }) => !deleted).length;
  return [
    'The stages follow the migration guide of Microsoft. What is to be entered where stands in the worksheet; this says in which order, on which server, and what to do if it goes wrong.',
    plan.domainControllers === undefined
      ? 'This plan was made by an earlier version of the program, without the domain controllers: translate its source again to have them here.'
      : `In this plan: ${counted(living, 'domain controller')}, ${counted(gateways.length, 'ATA Gateway')}${centers.length > 1 ? `, ${centers.length} ATA Centers, one workspace` : ''}. Only those that ATA knows: compare the list with your directory.`,
    `Facts as of ${plan.factsAsOf}.`,
  ];
}

function cautionsOf(key: Phase): readonly string[] {
  return phases.find((phase) => phase.key === key)?.cautions ?? [];
}

/** What the guide warns of before the Gateways are touched stands there once more, where they are. */
function ownCautions(key: StageKey): readonly string[] {
  return key === 'sensors' || key === 'decommission' ? cautionsOf('plan') : [];
}

const stepsOf: Readonly<Record<StageKey, (context: RunbookContext) => RunbookStep[]>> = {
  prerequisites: prerequisiteSteps,
  gather: gatherSteps,
  decide: (context) => areaSteps('decide', context, ({ phase }) => phase === 'plan'),
  workspace: workspaceSteps,
  sensors: sensorSteps,
  configure: (context) =>
    areaSteps(
      'configure',
      context,
      ({ item, phase }) => phase === 'move' && item.id !== 'center/workspace' && !isSensorItem(item),
    ),
  wait: waitSteps,
  validate: validateSteps,
  alerts: alertSteps,
  backup: backupSteps,
  decommission: decommissionSteps,
};

function prerequisiteSteps({ controllers, centers }: RunbookContext): RunbookStep[] {
  const unknown = controllers.filter(({ operatingSystem, deleted }) => operatingSystem === null && !deleted);
  const { tooOld } = controllerOrder(controllers);
  return [
    step('prerequisites/readiness', 'Hold every domain controller against what a sensor needs', {
      commands: [`ata2mdi readiness ${snapshotsOf(centers)}`],
      details: unknown.map(({ name }) => `${name}: ATA does not tell its operating system. Find it out.`),
    }),
    ...tooOld.map(({ name, operatingSystem }) =>
      step(itemId('prerequisites', 'system', name), `Replace or upgrade ${name}`, {
        details: [
          `No sensor runs on ${operatingSystem ?? 'its operating system'}. Until it is replaced, it keeps its ATA Gateway, and the ATA Center has to stay.`,
        ],
      }),
    ),
    step('prerequisites/network', 'Make sure that every domain controller reaches the service', {
      details: ['TCP 443 to <workspace>sensorapi.atp.azure.com, directly or through a proxy.'],
    }),
    step('prerequisites/licences', 'Make sure that the licences are there'),
  ];
}

function snapshotsOf(centers: readonly PlanCenter[]): string {
  return centers.map(({ snapshot }) => snapshot).join(' ');
}

function gatherSteps(context: RunbookContext): RunbookStep[] {
  return [
    step('gather/snapshot', 'Keep the state of ATA from before the migration', {
      details: [
        `${context.centers.map(({ snapshot }) => snapshot).join(', ')} and plan.json of this folder: later everything is held against them. They are confidential.`,
      ],
    }),
    ...areaSteps('gather', context, ({ phase }) => phase === 'gather'),
  ];
}

function workspaceSteps({ items }: RunbookContext): RunbookStep[] {
  return [
    step('workspace/create', 'Create the workspace', {
      items: items.filter(({ item }) => item.id === 'center/workspace').map(({ item }) => item),
    }),
    step('workspace/package', 'Download the sensor and note the access key', {
      details: ['The access key is a secret: keep it where you keep passwords, not in this file.'],
    }),
  ];
}

function sensorSteps(context: RunbookContext): RunbookStep[] {
  const { controllers, gateways } = context;
  const { first, last, tooOld, deleted } = controllerOrder(controllers);
  const inOrder = [...first, ...last];
  const steps = [
    step('sensors/order', 'Settle the order of the domain controllers', {
      details:
        inOrder.length === 0
          ? [
              'No source names a domain controller that can take a sensor. Give UniqueEntity beside the configuration, or list those of each domain: Get-ADDomainController -Filter * -Server <domain>.',
              ...orderBasis.slice(0, 1),
            ]
          : [...orderBasis, ...ordinals(inOrder)],
    }),
    ...inOrder.map((one) => controllerStep(one, context)),
    ...tooOld.map(({ name, operatingSystem }) =>
      step(itemId('sensors', 'too-old', name), `${name}: no sensor yet`, {
        details: [
          `No sensor runs on ${operatingSystem ?? 'its operating system'}. Leave its ATA Gateway in place until the prerequisite is settled.`,
        ],
      }),
    ),
    ...deleted.map(({ name }) =>
      step(itemId('sensors', 'deleted', name), `${name}: make sure that it is gone`, {
        details: ['ATA marks it as deleted: it gets no sensor.'],
      }),
    ),
    ...gateways
      .filter(({ kind }) => kind !== 'lightweight-gateway')
      .map((gateway) => gatewayStep(gateway, context)),
  ];
  const placed = new Set(steps.flatMap(({ items }) => items.map(({ id }) => id)));
  const others = context.items.filter(
    ({ item, phase }) => phase === 'move' && isSensorItem(item) && !placed.has(item.id),
  );
  return [
    ...steps,
    ...(others.length === 0
      ? []
      : [
          step('sensors/others', 'Gateways of which no domain controller is known, or can take a sensor', {
            items: others.map(({ item }) => item),
          }),
        ]),
    step('sensors/complete', 'Compare with your directory: every domain controller has a sensor', {
      details: [
        'ATA may never have seen some of them. Get-ADDomainController -Filter * lists those of a domain.',
      ],
    }),
  ];
}

function ordinals(controllers: readonly OrderedController[]): string[] {
  return controllers.map(({ controller, why }, index) => `(${index + 1}) ${controller.name}: ${why}`);
}

function controllerStep({ controller, why }: OrderedController, context: RunbookContext): RunbookStep {
  const { name, operatingSystem, watch } = controller;
  const own = context.gateways.filter(
    (gateway) => gateway.kind === 'lightweight-gateway' && controller.watchedBy.includes(gateway.name),
  );
  const others = controller.watchedBy.filter((gateway) => own.every((one) => one.name !== gateway));
  const uninstall =
    own.length > 0
      ? [`Uninstall the ATA Lightweight Gateway on it (${own.map((gateway) => gateway.name).join(', ')}).`]
      : [];
  return step(
    itemId('sensors', name),
    `${name}: ${own.length > 0 ? 'Lightweight Gateway out, sensor in' : 'sensor in'}`,
    {
      details: [
        `Why here: ${why}.`,
        ...centersText(controller.centers, context),
        ...(operatingSystem === null ? [] : [systemText(operatingSystem)]),
        ...uninstall,
        ...(others.length === 0
          ? []
          : [
              `${others.join(', ')} watches it too, or instead: leave that until all that it watches have sensors.`,
            ]),
        ...(watch === 'not-watched' ? ['ATA never watched it: nothing is to be uninstalled.'] : []),
        ...(watch === 'unknown' || mayHaveOwnGateway(controller, own, context)
          ? [
              `Look whether an ATA Lightweight Gateway is installed on it, and uninstall that first${controller.mayBeWatchedBy.length === 0 ? '' : ` (it may be watched by ${controller.mayBeWatchedBy.join(', ')})`}.`,
            ]
          : []),
        'Install the sensor (v2.x: with its setup and the access key; v3.x: activate it in the portal).',
        'Go on when the portal shows it under Sensors as Running, Up to date and Healthy.',
      ],
      items: context.items
        .filter(({ item }) => isSensorItem(item) && own.some((gateway) => isAbout(item, gateway, context)))
        .map(({ item }) => item),
    },
  );
}

/** Whether a Lightweight Gateway whose short name several domain controllers have may be on it. */
function mayHaveOwnGateway(
  { mayBeWatchedBy }: DomainController,
  own: readonly Gateway[],
  { gateways }: RunbookContext,
): boolean {
  return (
    own.length === 0 &&
    gateways.some(({ name, kind }) => kind === 'lightweight-gateway' && mayBeWatchedBy.includes(name))
  );
}

/** Which Centers know it; nothing in a plan of one. */
function centersText(keys: readonly string[] | undefined, { centers }: RunbookContext): string[] {
  const labels = centers.filter(({ key }) => keys?.includes(key)).map(({ label }) => label);
  return labels.length === 0 ? [] : [`Of ${namedCenters(labels)}.`];
}

function systemText(operatingSystem: string): string {
  const system = serverSystem(operatingSystem);
  if (system === null) return `${operatingSystem}: look up whether a sensor runs on it.`;
  const kinds = [...(system.v2.supported ? ['v2.x'] : []), ...(system.v3.supported ? ['v3.x'] : [])];
  return `${operatingSystem}: takes a sensor ${kinds.join(' or ')}.`;
}

function gatewayStep(gateway: Gateway, context: RunbookContext): RunbookStep {
  const { name, kind, stopped } = gateway;
  const { controllers, items } = context;
  const watched = controllers.filter(({ watchedBy, deleted }) => !deleted && watchedBy.includes(name));
  return step(itemId('sensors', 'gateway', name), `${name}: uninstall the ATA Gateway`, {
    details: [
      watched.length === 0
        ? 'No source says which domain controllers it watches: look it up in the ATA console, and see that all of them have sensors first.'
        : `Only when all that it watches have healthy sensors or are gone: ${watched.map((controller) => controller.name).join(', ')}.`,
      ...(kind === 'unknown' ? ['No source says whether it is a Lightweight Gateway.'] : []),
      ...(stopped ? ['ATA says that it is stopped.'] : []),
      ...centersText(gateway.center === undefined ? undefined : [gateway.center], context),
    ],
    items: items
      .filter(({ item }) => isSensorItem(item) && isAbout(item, gateway, context))
      .map(({ item }) => item),
  });
}

function waitSteps(): RunbookStep[] {
  return [
    step('wait/two-hours', 'Note when the last sensor was installed, and wait two hours', {
      details: ['Time of the last sensor, in UTC: ……………………'],
    }),
  ];
}

function validateSteps({ items, centers }: RunbookContext): RunbookStep[] {
  return [
    step('validate/health-and-logs', 'Health issues and sensor logs', {
      items: items.filter(({ phase }) => phase === 'validate').map(({ item }) => item),
    }),
    step('validate/verify', 'Hold the plan against what Defender for Identity really has', {
      details: ['scripts/Get-MdiObserved.ps1 reads it into files.'],
      commands: [`ata2mdi verify ${snapshotsOf(centers)} --observed observed`],
    }),
  ];
}

/** Steps that each Center has of its own: the key of a step in a plan of several ends in that of its Center. */
function perCenter(
  context: RunbookContext,
  stepsOfCenter: (center: PlanCenter, keyOf: (key: string) => string) => RunbookStep[],
): RunbookStep[] {
  const { centers } = context;
  return centers.flatMap((center) =>
    stepsOfCenter(center, (key) => (centers.length > 1 ? `${key}/${center.key}` : key)),
  );
}

/** The items of a kind that are about a Center: in a plan of one all of them. */
function itemsOfCenter(start: string, { key }: PlanCenter, { items, centers }: RunbookContext): Item[] {
  return items
    .map(({ item }) => item)
    .filter((item) => item.id.startsWith(start) && (centers.length < 2 || centersOf(item).includes(key)));
}

function alertSteps(context: RunbookContext): RunbookStep[] {
  return perCenter(context, (center, keyOf) => [
    step(
      keyOf('alerts/record'),
      `Record or remediate every open suspicious activity${ofCenter(center, context)}`,
      {
        details: [`From the database on ${center.server}, or from a dump of it. The file is confidential.`],
        commands: [`ata2mdi alerts mongodb://127.0.0.1:27017/ATA -o ${center.alerts}`],
        items: itemsOfCenter('center/existing-alerts', center, context),
      },
    ),
  ]);
}

/** ` of TOYS-ATA`, where there are others. */
function ofCenter({ label }: PlanCenter, { centers }: RunbookContext): string {
  return centers.length > 1 ? ` of ${label}` : '';
}

function backupSteps(context: RunbookContext): RunbookStep[] {
  return perCenter(context, ({ server, archive, snapshot, label }, keyOf) => [
    step(keyOf('backup/mongodump'), `Back the database up, on ${server}`, {
      details: [
        "mongodump is one of MongoDB's tools. Where the folder Center\\MongoDB\\bin has none, bring it; that of MongoDB 3.6 or a tool that still speaks with it.",
        'An archive carries a checksum for each collection; a folder of .bson files does not.',
      ],
      commands: [`mongodump --db ATA --gzip --archive=${archive}`],
    }),
    step(
      keyOf('backup/copy'),
      `Copy ${context.centers.length > 1 ? `that of ${label}` : 'it'} off the server, and read it there`,
      {
        commands: [`ata2mdi gate ${snapshot} --backup ${archive}`],
        details: ['The condition "A database backup is there and can be read" has to be met.'],
      },
    ),
  ]);
}

function decommissionSteps(context: RunbookContext): RunbookStep[] {
  const { centers } = context;
  const observed = ['observed', 'worksheet.xlsx', ...centers.map(({ alerts }) => alerts)].join(' ');
  const backups = centers.map(({ archive }) => archive).join(' ');
  return [
    step('decommission/gate', 'Pass the gate: all conditions met', {
      details: [
        'The worksheet is the one in which you marked what is done. Put the report of the gate into the change ticket.',
      ],
      commands: [`ata2mdi gate ${snapshotsOf(centers)} --observed ${observed} --backup ${backups} --stamp`],
    }),
    ...perCenter(context, (center, keyOf) => [
      step(keyOf('decommission/uninstall'), `Uninstall the ATA Center on ${center.server}`, {
        items: itemsOfCenter('center/decommission', center, context),
      }),
    ]),
  ];
}

/** One step for each area, in the order of the worksheet. */
function areaSteps(
  stage: StageKey,
  { items }: RunbookContext,
  belongs: (item: PhasedItem) => boolean,
): RunbookStep[] {
  const byArea = new Map<Area, Item[]>();
  for (const one of items) {
    if (!belongs(one)) continue;
    const known = byArea.get(one.item.area);
    if (known === undefined) byArea.set(one.item.area, [one.item]);
    else known.push(one.item);
  }
  return [...byArea].map(([area, ofArea]) => ({
    ...step(`${stage}/area/${area}`, `${counted(ofArea.length, 'item')} of the worksheet`, { items: ofArea }),
    area,
  }));
}

function isSensorItem({ id }: Item): boolean {
  return /^gateways\/.+\/sensor$/.test(id);
}

/** Whether an item is about a gateway: in a plan of several Centers, only one of the same Center. */
function isAbout(item: Item, gateway: Gateway, { centers }: RunbookContext): boolean {
  const name = gatewayOfItem(item);
  if (name === null || item.center !== gateway.center) return false;
  const label = centers.find(({ key }) => key === item.center)?.label ?? '';
  return gateway.name === name || gateway.name === gatewayOfCenter(name, label);
}

/** The name of the gateway that an item is about. */
function gatewayOfItem({ source: { value } }: Item): string | null {
  const name =
    typeof value === 'object' && value !== null
      ? new Map<string, unknown>(Object.entries(value)).get('Name')
      : null;
  return typeof name === 'string' ? name : null;
}

function step(
  key: string,
  title: string,
  {
    details = [],
    commands = [],
    items = [],
  }: Partial<Pick<RunbookStep, 'details' | 'commands' | 'items'>> = {},
): RunbookStep {
  return {
    key,
    title,
    area: null,
    details,
    commands,
    items: items.map(({ id, title: name }) => ({ id, title: name })),
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
