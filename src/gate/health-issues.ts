import { hostOf } from '../verify/areas/sensors.js';
import { seen } from '../verify/finding.js';
import { isOpen } from '../verify/health.js';
import { type ConditionFinding, type ConditionInfo, counted, type GateEvidence, partKey } from './finding.js';

const key = 'health-issues';

/** One of an unknown severity counts as grave. */
export const healthIssues: ConditionInfo = {
  key,
  title: 'No health issue above low is open in Defender for Identity',
  isAttestedWhole: true,
  isOfCenter: false,
  find,
};

function find({ observed, verification }: GateEvidence): ConditionFinding {
  const list = seen(observed, 'health-issues');
  const open = verification.healthIssues.filter(isOpen);
  const grave = open.filter(({ severity }) => severity !== 'low');
  const suppressed = verification.healthIssues.filter(({ status }) => status === 'suppressed');
  const evidence = [
    list.sources.length === 0
      ? 'No list of health issues was given.'
      : `${counted(open.length, 'open health issue')}, ${grave.length} of them above low, in ${list.sources.join(', ')}${list.why === null ? '' : `; the list is not whole: ${list.why}`}.`,
    ...(suppressed.length === 0
      ? []
      : [`${counted(suppressed.length, 'issue')} somebody suppressed in the portal, which is not counted.`]),
  ];
  const unshown = countedElsewhere(observed, open);
  if (list.sources.length > 0 && unshown.length > 0)
    evidence.push(
      `The list of sensors counts open issues on ${unshown.join(', ')}, of which this list shows none: one of the two is filtered or out of date.`,
    );
  return {
    result: (list.whole && unshown.length === 0) || grave.length > 0 ? 'met' : 'unknown',
    evidence,
    parts: grave.map(({ name, severity, sensors, domains, source }, index) => ({
      key: partKey(key, String(index + 1)),
      title: `${name} (${severity ?? 'severity not shown'})`,
      result: 'not-met' as const,
      evidence: [`${[...sensors, ...domains].join(', ') || 'Global'}, in ${source}.`],
    })),
    toDo: [
      'Work through the issues in the portal (System > Settings > Identities > Deployment > Health issues), and give the whole list again: scripts/Get-MdiObserved.ps1 reads it.',
    ],
  };
}

/** Sensors that count open issues of which the list of issues shows none: a list that was asked for closed ones looks whole. */
function countedElsewhere(
  { sensors }: GateEvidence['observed'],
  open: GateEvidence['verification']['healthIssues'],
): string[] {
  const shown = new Set(open.flatMap((issue) => issue.sensors.map(hostOf)));
  return sensors
    .filter(({ name, openHealthIssues }) => (openHealthIssues ?? 0) > 0 && !shown.has(hostOf(name)))
    .map(({ name }) => name);
}
