/** What files tell of a server: Test-MdiReadiness.ps1, and the list of sensors. */
import {
  type RequirementCheck,
  requirementChecks,
  type SensorKind,
  serverSystem,
} from '../catalogue/sensor-requirements.js';
import type { MdiObserved, Sensor, ServerTest } from '../types/mdi-observed.js';
import type { Answer, ObservedSensor } from '../types/sensor-readiness.js';
import { sensorIndex } from '../verify/areas/sensors.js';
import type { DomainController } from './domain-controllers.js';

/** All that files tell of one server. */
export interface ServerReport {
  /** As the server itself or Active Directory has it; null where no report tells. */
  readonly operatingSystem: string | null;
  /** Name of the file that tells it. */
  readonly operatingSystemSource: string | null;
  /** One for each check that the script makes, whether or not it could. */
  readonly answers: Answer[];
  /** The checks whose answer is no. */
  readonly failed: readonly RequirementCheck[];
  /** Whether the script found everything in order that a kind of sensor cannot do without, as far as it tests that. */
  isTested(kind: SensorKind): boolean;
  /** Whether what ATA recorded is another operating system, however it is written. */
  isOtherSystem(recorded: string): boolean;
  /** Whether it was asked and did not answer. */
  readonly isSilent: boolean;
  /** The sensor that is there already. */
  readonly sensor: Sensor | null;
  /** A sensor that may be there, or on another domain controller of this name. */
  readonly sensorSomewhere: Sensor | null;
}

/** The reports by server. */
export interface ServerReports {
  /** Full names of the servers that the readiness script was about. */
  readonly servers: readonly string[];
  /** What they tell of each, in their order. */
  ofAll<Controller extends Pick<DomainController, 'name' | 'deleted'>>(
    controllers: readonly Controller[],
  ): { readonly controller: Controller; readonly report: ServerReport }[];
}

/** @param observed null if no file was given */
export function serverReports(observed: MdiObserved | null): ServerReports {
  const tests = new Map<string, ServerTest[]>();
  for (const test of observed?.serverTests ?? []) {
    const key = test.server.toLowerCase();
    tests.set(key, [...(tests.get(key) ?? []), test]);
  }
  const sensors = sensorIndex(observed?.sensors ?? []);
  return {
    servers: [...tests.values()].flatMap(([first]) => first?.server ?? []),
    ofAll(controllers) {
      const found = controllers.map(({ name, deleted }) => ({ name, deleted, sensor: sensors.find(name) }));
      const shared = sharedSensors(found);
      return controllers.map((controller, index) => {
        const ofServer = tests.get(controller.name.toLowerCase()) ?? [];
        const listed = found[index]?.sensor ?? null;
        const isShared = listed !== null && shared.has(listed);
        const sensor = (isShared ? null : listed) ?? sensorSeenBy(ofServer);
        return { controller, report: reportOf(ofServer, sensor, isShared ? listed : null) };
      });
    },
  };
}

/** Sensors of which a list tells a short name only, and that name is the one of several servers: on which, nothing tells. */
function sharedSensors(
  found: readonly { readonly name: string; readonly deleted: boolean; readonly sensor: Sensor | null }[],
): ReadonlySet<Sensor> {
  const names = new Map<Sensor, Set<string>>();
  for (const { name, deleted, sensor } of found)
    if (sensor !== null && !deleted)
      names.set(sensor, (names.get(sensor) ?? new Set()).add(name.toLowerCase()));
  return new Set([...names].flatMap(([sensor, servers]) => (servers.size > 1 ? [sensor] : [])));
}

/** What there is to show of a sensor. */
export function shownOf(sensor: Sensor): ObservedSensor {
  const { version, serviceStatus, deploymentStatus, healthStatus, source } = sensor;
  return { version, serviceStatus, deploymentStatus, healthStatus, source };
}

function reportOf(
  tests: readonly ServerTest[],
  sensor: Sensor | null,
  sensorSomewhere: Sensor | null,
): ServerReport {
  const checks = requirementChecks().filter(({ test }) => test !== null);
  const answers = checks.flatMap((check) => {
    const answer = answerOf(check, tests);
    return answer === null ? [] : [{ check, answer }];
  });
  const withSystem = tests.find(({ operatingSystem }) => operatingSystem !== null);
  const system = withSystem?.operatingSystem ?? null;
  return {
    operatingSystem: system,
    operatingSystemSource: withSystem?.source ?? null,
    answers: answers.map(({ answer }) => answer),
    failed: answers.flatMap(({ check, answer }) => (answer.inOrder === false ? [check] : [])),
    isTested(kind) {
      const needed = checks.filter(({ blocks, sensors }) => blocks && sensors.includes(kind));
      return (
        needed.length > 0 &&
        needed.every(({ key }) =>
          answers.some(({ answer }) => answer.check === key && answer.inOrder === true),
        )
      );
    },
    isOtherSystem: (recorded) =>
      system !== null && serverSystem(recorded)?.name !== serverSystem(system)?.name,
    isSilent: tests.length > 0 && tests.every(({ answered }) => !answered),
    sensor,
    sensorSomewhere,
  };
}

/** Of several reports on one server, one that found something missing counts: nothing tells which is newer. */
function answerOf({ key, title, test }: RequirementCheck, tests: readonly ServerTest[]): Answer | null {
  const found = tests.flatMap((one) => {
    const inOrder = resultOf(one, test);
    return inOrder === undefined ? [] : [{ test: one, inOrder }];
  });
  const answer =
    found.find(({ inOrder }) => inOrder === false) ??
    found.find(({ inOrder }) => inOrder === true) ??
    found[0];
  if (answer === undefined) return null;
  return {
    check: key,
    title,
    inOrder: answer.inOrder,
    shown: shownText(answer.test, test),
    source: answer.test.source,
  };
}

/** Undefined where the report has no such test. */
function resultOf(one: ServerTest, test: string | null): boolean | null | undefined {
  if (test === 'CapturingComponent') {
    // WinPcap is the one that a health issue of high severity is about; of a version nothing is claimed.
    if (one.capturingComponent === null) return undefined;
    if (/winpcap/i.test(one.capturingComponent)) return false;
    return /npcap/i.test(one.capturingComponent) ? true : null;
  }
  return one.results.find((result) => result.test === test)?.inOrder;
}

const gibibyte = 1024 ** 3;

function shownText(one: ServerTest, test: string | null): string | null {
  if (test === 'CapturingComponent') return one.capturingComponent;
  if (test !== 'ServerRequirements') return null;
  const parts = [
    ...(one.processors === null ? [] : [`${one.processors} logical processors`]),
    ...(one.memory === null ? [] : [`${sizeText(one.memory)} of memory`]),
    ...(one.diskFree === null ? [] : [`${sizeText(one.diskFree)} free on the system disk`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

function sizeText(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GB`;
}

/** The readiness script tells of a sensor v2.x on the server, though not how it does. */
function sensorSeenBy(tests: readonly ServerTest[]): Sensor | null {
  const seen = tests.find(({ sensorVersion }) => sensorVersion !== null);
  if (seen === undefined) return null;
  return {
    name: seen.server,
    domain: seen.domain,
    type: null,
    version: seen.sensorVersion,
    serviceStatus: null,
    deploymentStatus: null,
    healthStatus: null,
    openHealthIssues: null,
    description: null,
    domainControllers: [],
    delayedUpdate: null,
    adapters: null,
    source: seen.source,
  };
}
