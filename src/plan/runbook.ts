/** The migration of one deployment from beginning to end: who does what on which server, in which order. */
import type { Area } from '../catalogue/areas.js';
import { serverSystem } from '../catalogue/sensor-requirements.js';
import { itemId } from '../ids.js';
import type { DomainController, Gateway, Item, MigrationPlan } from '../types/migration-plan.js';
import { type Phase, phaseOf, phases } from './phases.js';
import { controllerOrder, type OrderedController, orderBasis } from './runbook-order.js';
import { runbookStages, type StageInfo, type StageKey } from './runbook-stages.js';

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
  readonly center: string;
  readonly controllers: readonly DomainController[];
  readonly gateways: readonly Gateway[];
  readonly items: readonly PhasedItem[];
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
  const names = plan.centers.map(({ name, key }) => name ?? key);
  const context: RunbookContext = {
    plan,
    center: names.length === 0 ? 'the server of the ATA Center' : names.join(', '),
    controllers: plan.domainControllers ?? [],
    gateways: plan.gateways ?? [],
    items: plan.items.map((item) => ({ item, phase: phaseOf(item) })),
  };
  const told = new Set<Phase>();
  return {
    title: `Runbook: moving ${names.length === 0 ? 'ATA' : names.join(', ')} to Microsoft Defender for Identity`,
    lead: leadOf(context),
    stages: runbookStages.map((stage) => {
      const cautions = told.has(stage.phase) ? [] : cautionsOf(stage.phase);
      told.add(stage.phase);
      return {
        ...stage,
        cautions: [...cautions, ...ownCautions(stage.key)],
        steps: stepsOf[stage.key](context),
      };
    }),
  };
}

function leadOf({ plan, controllers, gateways }: RunbookContext): string[] {
  const living = controllers.filter(({ deleted }) => !deleted).length;
  return [
    'The stages follow the migration guide of Microsoft. What is to be entered where stands in the worksheet; this says in which order, on which server, and what to do if it goes wrong.',
    plan.domainControllers === undefined
      ? 'This plan was made by an earlier version of the program, without the domain controllers: translate its source again to have them here.'
      : `In this plan: ${counted(living, 'domain controller')}, ${counted(gateways.length, 'ATA Gateway')}. Only those that ATA knows: compare the list with your directory.`,
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

function prerequisiteSteps({ controllers }: RunbookContext): RunbookStep[] {
  const unknown = controllers.filter(({ operatingSystem, deleted }) => operatingSystem === null && !deleted);
  const { tooOld } = controllerOrder(controllers);
  return [
    step('prerequisites/readiness', 'Hold every domain controller against what a sensor needs', {
      commands: ['ata2mdi readiness snapshot.json'],
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

function gatherSteps(context: RunbookContext): RunbookStep[] {
  return [
    step('gather/snapshot', 'Keep the state of ATA from before the migration', {
      details: [
        'snapshot.json and plan.json of this folder: later everything is held against them. They are confidential.',
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
      details: [...orderBasis, ...ordinals(inOrder)],
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
        ...(operatingSystem === null ? [] : [systemText(operatingSystem)]),
        ...uninstall,
        ...(others.length === 0
          ? []
          : [
              `${others.join(', ')} watches it too, or instead: leave that until all that it watches have sensors.`,
            ]),
        ...(watch === 'not-watched' ? ['ATA never watched it: nothing is to be uninstalled.'] : []),
        ...(watch === 'unknown'
          ? [
              `Look whether an ATA Lightweight Gateway is installed on it, and uninstall that first${controller.mayBeWatchedBy.length === 0 ? '' : ` (it may be watched by ${controller.mayBeWatchedBy.join(', ')})`}.`,
            ]
          : []),
        'Install the sensor (v2.x: with its setup and the access key; v3.x: activate it in the portal).',
        'Go on when the portal shows it under Sensors as Running, Up to date and Healthy.',
      ],
      items: context.items
        .filter(
          ({ item }) => isSensorItem(item) && own.some((gateway) => gateway.name === gatewayOfItem(item)),
        )
        .map(({ item }) => item),
    },
  );
}

function systemText(operatingSystem: string): string {
  const system = serverSystem(operatingSystem);
  if (system === null) return `${operatingSystem}: look up whether a sensor runs on it.`;
  const kinds = [...(system.v2.supported ? ['v2.x'] : []), ...(system.v3.supported ? ['v3.x'] : [])];
  return `${operatingSystem}: takes a sensor ${kinds.join(' or ')}.`;
}

function gatewayStep({ name, kind, stopped }: Gateway, { controllers, items }: RunbookContext): RunbookStep {
  const watched = controllers.filter(({ watchedBy, deleted }) => !deleted && watchedBy.includes(name));
  return step(itemId('sensors', 'gateway', name), `${name}: uninstall the ATA Gateway`, {
    details: [
      watched.length === 0
        ? 'No source says which domain controllers it watches: look it up in the ATA console, and see that all of them have sensors first.'
        : `Only when all that it watches have healthy sensors or are gone: ${watched.map((controller) => controller.name).join(', ')}.`,
      ...(kind === 'unknown' ? ['No source says whether it is a Lightweight Gateway.'] : []),
      ...(stopped ? ['ATA says that it is stopped.'] : []),
    ],
    items: items
      .filter(({ item }) => isSensorItem(item) && gatewayOfItem(item) === name)
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

function validateSteps({ items }: RunbookContext): RunbookStep[] {
  return [
    step('validate/health-and-logs', 'Health issues and sensor logs', {
      items: items.filter(({ phase }) => phase === 'validate').map(({ item }) => item),
    }),
    step('validate/verify', 'Hold the plan against what Defender for Identity really has', {
      details: ['scripts/Get-MdiObserved.ps1 reads it into files.'],
      commands: ['ata2mdi verify snapshot.json --observed observed'],
    }),
  ];
}

function alertSteps({ items, center }: RunbookContext): RunbookStep[] {
  return [
    step('alerts/record', 'Record or remediate every open suspicious activity', {
      details: [`From the database on ${center}, or from a dump of it. The file is confidential.`],
      commands: ['ata2mdi alerts mongodb://127.0.0.1:27017/ATA -o alerts.xlsx'],
      items: items.filter(({ item }) => item.id.startsWith('center/existing-alerts')).map(({ item }) => item),
    }),
  ];
}

function backupSteps({ center }: RunbookContext): RunbookStep[] {
  return [
    step('backup/mongodump', `Back the database up, on ${center}`, {
      details: [
        "mongodump is one of MongoDB's tools. Where the folder Center\\MongoDB\\bin has none, bring it; that of MongoDB 3.6 or a tool that still speaks with it.",
        'An archive carries a checksum for each collection; a folder of .bson files does not.',
      ],
      commands: ['mongodump --db ATA --gzip --archive=ata.archive'],
    }),
    step('backup/copy', 'Copy it off the server, and read it there', {
      commands: ['ata2mdi gate snapshot.json --backup ata.archive'],
      details: ['The condition "A database backup is there and can be read" has to be met.'],
    }),
  ];
}

function decommissionSteps({ items, center }: RunbookContext): RunbookStep[] {
  return [
    step('decommission/gate', 'Pass the gate: all conditions met', {
      details: ['Put its report into the change ticket.'],
      commands: ['ata2mdi gate snapshot.json --observed observed --backup ata.archive --stamp'],
    }),
    step('decommission/uninstall', `Uninstall the ATA Center on ${center}`, {
      items: items.filter(({ item }) => item.id.startsWith('center/decommission')).map(({ item }) => item),
    }),
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
