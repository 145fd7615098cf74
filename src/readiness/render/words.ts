import type { ReportSection } from '../../report/outline.js';
import type { DomainController } from '../../types/sensor-readiness.js';

/** What a state is called, and what it asks for. */
interface StateWords {
  readonly label: string;
  readonly title: string;
  readonly meaning: string;
  readonly intro: string;
  readonly mood: ReportSection['mood'];
}

/** The words of each state. */
export const stateTitles: Readonly<Record<DomainController['state'], StateWords>> = {
  'not-ready': {
    label: 'not ready',
    title: 'Not ready',
    meaning: 'cannot take a sensor as it is',
    intro: 'No sensor can go on these as they are.',
    mood: 'bad',
  },
  undecided: {
    label: 'undecided',
    title: 'Undecided',
    meaning: 'the operating system is not known, or none that is listed',
    intro: 'Whether a sensor can go on these, nothing tells.',
    mood: 'bad',
  },
  'to-check': {
    label: 'to check',
    title: 'To check',
    meaning: 'the operating system fits, the rest is not known',
    intro:
      'The operating system fits. The rest is in the checklist; Test-MdiReadiness.ps1 answers part of it.',
    mood: 'open',
  },
  ready: {
    label: 'ready',
    title: 'Ready',
    meaning: 'by all that files can tell',
    intro: 'The operating system fits, and Test-MdiReadiness.ps1 found in order what it tests.',
    mood: 'good',
  },
  'has-sensor': {
    label: 'has sensor',
    title: 'Has a sensor',
    meaning: 'a sensor is there already',
    intro: 'Defender for Identity has a sensor there.',
    mood: 'good',
  },
  gone: {
    label: 'gone',
    title: 'Gone',
    meaning: 'deleted from the directory, as ATA has it',
    intro: 'ATA marks these as deleted; they need nothing.',
    mood: 'plain',
  },
};

/** What asks for work first. */
export const stateOrder: readonly DomainController['state'][] = [
  'not-ready',
  'undecided',
  'to-check',
  'ready',
  'has-sensor',
  'gone',
];

const kindNames = {
  'lightweight-gateway': 'Lightweight Gateway',
  gateway: 'standalone Gateway',
  unknown: 'gateway of unknown kind',
} as const satisfies Record<DomainController['gateways'][number]['kind'], string>;

/** Who watches it, and who may. */
export function watchText({ gateways, mayBeWatchedBy, watch }: DomainController): string {
  const named = gateways.map(
    ({ name, kind, stopped }) => `${name} (${kindNames[kind]}${stopped ? ', stopped' : ''})`,
  );
  const perhaps =
    mayBeWatchedBy.length === 0
      ? ''
      : `${mayBeWatchedBy.join(', ')} may: no source says what ${mayBeWatchedBy.length === 1 ? 'it watches' : 'they watch'}`;
  if (named.length > 0) return watch === 'unknown' ? `${named.join(', ')}; ${perhaps}` : named.join(', ');
  if (watch === 'not-watched') return 'no gateway';
  return perhaps === '' ? 'not known: no source holds gateways' : `no gateway is known to; ${perhaps}`;
}

/** `yes`, `no`, or nothing where it is not known. */
export function yesNo(value: boolean | null): string {
  if (value === null) return '';
  return value ? 'yes' : 'no';
}

/** States of a sensor as people read them; the readers of observed files write them in one word. */
const statuses = new Map([
  ['uptodate', 'up to date'],
  ['updatefailed', 'update failed'],
  ['notconfigured', 'not configured'],
  ['startfailure', 'failed to start'],
  ['startfailed', 'failed to start'],
  ['nothealthylow', 'not healthy (low)'],
  ['nothealthymedium', 'not healthy (medium)'],
  ['nothealthyhigh', 'not healthy (high)'],
]);

/** The state of a sensor in words; one that is not known stays as it is. */
export function statusWords(status: string): string {
  return statuses.get(status) ?? status;
}

const fitWords = {
  tested: 'yes',
  open: 'to check',
  blocked: 'not yet',
  cannot: 'no',
  unknown: 'not known',
} as const satisfies Record<DomainController['v2']['result'], string>;

/** Whether it can take a kind of sensor, why, and what has to be there besides. */
export function fitText({ result, why, condition }: DomainController['v2']): string {
  const also = condition === null || result === 'cannot' ? '' : `; needs ${condition}`;
  return `${fitWords[result]}: ${why}${also}`;
}
