import { InternalError } from '../errors.js';
import { isLinkKey, type LinkKey } from './links.js';
import data from './sensor-requirements.json' with { type: 'json' };

/** The two kinds of sensor. */
export type SensorKind = 'v2' | 'v3';

/** Whether a kind of sensor runs on an operating system. */
export interface SystemSupport {
  readonly supported: boolean;
  /** What has to be there besides. */
  readonly condition: string | null;
}

/** An operating system of which the documentation says whether sensors run on it. */
export interface ServerSystem extends Readonly<Record<SensorKind, SystemSupport>> {
  readonly name: string;
  readonly source: string;
  readonly certainty: string;
}

/** Something to decide before a domain controller can take a sensor. */
export interface RequirementDecision {
  readonly question: string;
  readonly options: readonly { readonly label: string; readonly cost: string }[];
  readonly advice: string;
  readonly link: LinkKey;
}

/** Something that ATA cannot know of a server, and the command that tells it. */
export interface RequirementCheck {
  readonly key: string;
  readonly title: string;
  readonly scope: 'server' | 'domain' | 'workspace';
  readonly sensors: readonly SensorKind[];
  /** Only then; null for always. */
  readonly when: 'vpn' | 'several-domains' | null;
  /** Names of the operating systems that it is about; null for all. */
  readonly systems: readonly string[] | null;
  readonly command: string;
  /** Where to run it, and what else tells it; null for on the server itself. */
  readonly where: string | null;
  readonly expected: string;
  /** The property of Test-MdiReadiness.ps1 that answers it. */
  readonly test: string | null;
  /** Whether the sensor cannot do its work without. */
  readonly blocks: boolean;
  readonly link: LinkKey;
  readonly source: string;
  readonly certainty: 'documented' | 'seen' | 'inferred';
}

/** A setting of ATA that only sensors v2.x take over. */
export interface NeedOfV2 {
  readonly title: string;
  readonly inUse: string;
  readonly unknown: string;
  readonly advice: string;
  readonly link: LinkKey;
}

/**
 * The operating system that a text names, as ATA records it (`Windows Server 2019 Datacenter, 10.0 (17763)`) or Windows
 * calls itself. Null for a text that no entry of the catalogue fits: of that nothing is claimed.
 */
export function serverSystem(text: string): ServerSystem | null {
  // Windows Server® 2008, Windows Server (R) 2008 and such.
  const plain = ` ${text
    .toLowerCase()
    .replace(/®|™|\(r\)|\(tm\)/g, ' ')
    .replace(/\s+/g, ' ')} `;
  const found = data.operatingSystems.find(({ matches }) =>
    matches.some((words) => new RegExp(`(?<![\\w-])${words}(?![\\w-])`).test(plain)),
  );
  return found ?? null;
}

/** The oldest operating system that any sensor runs on. */
export const oldestSupportedSystem: string = data.oldestSupported;

/** What is documented of sensors on read-only domain controllers. */
export function supportsReadOnly(kind: SensorKind): boolean {
  return data.readOnlyDomainControllers[kind] === 'supported';
}

/** The sensor that is recommended where both can be had. */
export const recommendedSensor: { readonly sensor: SensorKind; readonly text: string } = {
  sensor: data.recommended.sensor === 'v2' ? 'v2' : 'v3',
  text: data.recommended.text,
};

/** How many sensors a workspace takes. */
export const sensorsInWorkspace: { readonly most: number; readonly text: string } = data.sensorsInWorkspace;

/** What is to decide where the operating system is too old for any sensor. */
export const tooOldDecision: RequirementDecision = withLink(data.tooOld);

/** What is to do where nobody knows the operating system. */
export const unknownSystemDecision: RequirementDecision = withLink(data.unknownSystem);

/** What a setting needs a sensor v2.x for. */
export function needOfV2(key: 'syslog' | 'vpn'): NeedOfV2 {
  return withLink(data.needsOfV2[key]);
}

/** The checklist, in its order. */
export function requirementChecks(): readonly RequirementCheck[] {
  return data.checks.map((check) => ({
    ...withLink(check),
    scope: oneOf(check.scope, ['server', 'domain', 'workspace'] as const),
    sensors: check.sensors.map((kind) => oneOf(kind, ['v2', 'v3'] as const)),
    when: check.when === null ? null : oneOf(check.when, ['vpn', 'several-domains'] as const),
    certainty: oneOf(check.certainty, ['documented', 'seen', 'inferred'] as const),
  }));
}

function withLink<Entry extends { readonly link: string }>(entry: Entry): Entry & { readonly link: LinkKey } {
  const { link } = entry;
  if (!isLinkKey(link))
    throw new InternalError(`the requirements of sensors name the link ${link}, which is none`);
  return { ...entry, link };
}

/** The word, as one of those that the schema of the catalogue allows. */
function oneOf<Word extends string>(word: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new InternalError(`the requirements of sensors have the word ${word}`);
  return found;
}
