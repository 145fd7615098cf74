/** The gate as a plain outline, in the order in which somebody has to look at it: what is not met first. */

import {
  type Detail,
  entriesGroup,
  linesAsEntries,
  type Report,
  type ReportEntry,
  type ReportSection,
} from '../../report/outline.js';
import type { Condition, DecommissionGate, Part } from '../../types/decommission-gate.js';
import { visibleText } from '../../writers/visible.js';
import { isAttestedWhole } from '../gate.js';

/** The outline of a gate. Every text in it is on one line and shows what cannot be seen. */
export function gateReport(gate: DecommissionGate): Report {
  const { centers, summary, conditions } = gate;
  return {
    title: gateTitle(centers),
    lead: leadOf(gate),
    countedAs: 'Result',
    counts: [
      { label: 'not met', count: summary['not-met'], meaning: 'the evidence says otherwise', mood: 'bad' },
      { label: 'unknown', count: summary.unknown, meaning: 'nothing tells; that is not met', mood: 'bad' },
      { label: 'met', count: summary.met, meaning: 'by evidence, or by the word of a person', mood: 'good' },
    ],
    sections: [
      section(conditions, 'not-met', 'Not met', 'bad', 'What was found says that it is not so.'),
      section(conditions, 'unknown', 'Unknown', 'bad', 'Nothing that was given tells.'),
      section(conditions, 'met', 'Met', 'good', 'With the evidence.'),
      attestationSection(gate),
      readSection(gate),
    ].filter(({ groups }) => groups.length > 0),
  };
}

/** The question that the gate answers. */
export function gateTitle(centers: readonly string[]): string {
  const names = centers.length === 0 ? '' : ` ${centers.map(visibleText).join(', ')}`;
  return `Gate: may the ATA Center${centers.length > 1 ? 's' : ''}${names} be removed?`;
}

function leadOf({ verdict, summary, now, createdAt, factsAsOf, centers }: DecommissionGate): string[] {
  const all = summary.met + summary['not-met'] + summary.unknown;
  return [
    verdict === 'open'
      ? `YES: all ${all} conditions are met.`
      : `NO: ${summary.met} of ${all} conditions are met, ${summary['not-met']} not, ${summary.unknown} unknown. Leave ${centers.length > 1 ? 'all of the ATA Centers as they are' : 'the ATA Center as it is'}.`,
    `Time that counts as now: ${now ?? 'none given'}.${createdAt === undefined ? '' : ` Made ${createdAt}.`} Facts as of ${factsAsOf}.`,
  ];
}

function section(
  conditions: readonly Condition[],
  result: Condition['result'],
  title: string,
  mood: ReportSection['mood'],
  intro: string,
): ReportSection {
  const found = conditions.filter((condition) => condition.result === result);
  return {
    key: result,
    title,
    mood,
    count: found.length,
    intro,
    extent: 'whole',
    groups: found.map((condition) => ({
      title: `${condition.title}${condition.attested ? ' (with the word of a person)' : ''}`,
      details: condition.evidence.map((text) => ({ label: 'Evidence', text: visibleText(text) })),
      entries: [...partEntries(condition.parts), ...toDoEntries(condition)],
    })),
  };
}

/** What is in the way first, and only then what is met. */
const order: readonly Part['result'][] = ['not-met', 'unknown', 'met'];

function partEntries(parts: readonly Part[]): ReportEntry[] {
  return order.flatMap((result) =>
    parts
      .filter((part) => part.result === result)
      .map(({ key, title, attested, evidence }) => ({
        title: visibleText(`${words[result]}: ${title}`),
        details: [
          ...evidence.map((text) => ({ label: 'Evidence', text: visibleText(text) })),
          ...(result === 'met' || attested
            ? []
            : [{ label: 'Key', text: visibleText(key), look: 'code' } satisfies Detail]),
        ],
      })),
  );
}

const words: Readonly<Record<Part['result'], string>> = {
  met: 'met',
  'not-met': 'NOT MET',
  unknown: 'UNKNOWN',
};

function toDoEntries({ key, toDo }: Condition): ReportEntry[] {
  if (toDo.length === 0) return [];
  return [
    {
      title: 'What to do',
      details: [
        ...toDo.map((text) => ({ label: 'Do', text: visibleText(text) })),
        ...(isAttestedWhole(key) ? [{ label: 'Key', text: key, look: 'code' } satisfies Detail] : []),
      ],
    },
  ];
}

function attestationSection({ attestations }: DecommissionGate): ReportSection {
  return {
    key: 'attestations',
    title: 'Words of a person',
    mood: 'open',
    count: attestations.length,
    intro: 'Nothing but somebody’s word stands behind these; whoever approves the change answers for them.',
    extent: 'whole',
    groups: entriesGroup(
      'Given',
      linesAsEntries(attestations.map(({ key, from }) => visibleText(`${key} (${from})`))),
    ),
  };
}

function readSection({
  planSources,
  observedSources,
  recordSources,
  backups,
  notices,
}: DecommissionGate): ReportSection {
  const groups = [
    ...entriesGroup('Sources of the plan', named(planSources)),
    ...entriesGroup('Defender for Identity', named(observedSources)),
    ...entriesGroup('Records of alerts', named(recordSources)),
    ...backups.flatMap(({ name, center, collections }) =>
      entriesGroup(
        `Backup ${visibleText(name)}${center === null ? '' : ` of ${visibleText(center)}`}`,
        named(
          collections.map(
            (one) =>
              `${one.name}: ${one.documents} documents${one.expected === null ? '' : `, ${one.expected} in the sources`}${one.checked ? ', checksum right' : ''}`,
          ),
        ),
      ),
    ),
    ...entriesGroup(
      'Notes',
      named(notices.map(({ text, source }) => (source === null ? text : `${source}: ${text}`))),
    ),
  ];
  return {
    key: 'read',
    title: 'What was read',
    mood: 'plain',
    count: planSources.length + observedSources.length + recordSources.length + backups.length,
    intro: 'The files that this rests on.',
    extent: 'whole',
    groups,
  };
}

function named(names: readonly string[]): ReportEntry[] {
  return linesAsEntries(names.map(visibleText));
}
