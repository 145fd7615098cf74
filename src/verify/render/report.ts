/** A verification as an outline: what is wrong first, then what could not be looked at, then what is well. */
import { areas } from '../../catalogue/areas.js';
import { exportKeys } from '../../catalogue/exports.js';
import {
  type Detail,
  entriesGroup,
  linesAsEntries,
  type Report,
  type ReportEntry,
  type ReportSection,
} from '../../report/outline.js';
import type { CheckedItem, HealthIssue, Verification } from '../../types/verification.js';
import { areaTitles } from '../../writers/area-titles.js';
import { visibleText } from '../../writers/visible.js';
import { isOpen } from '../health.js';

/** The outline of a verification. Every text in it is on one line and shows what cannot be seen. */
export function reportOf(verification: Verification): Report {
  const { centers } = verification;
  const byResult = grouped(verification.items);
  function of(result: CheckedItem['result']): readonly CheckedItem[] {
    return byResult.get(result) ?? [];
  }
  return {
    title: `Verification${centers.length === 0 ? '' : ` of ${centers.length > 4 ? `${centers.length} ATA Centers` : centers.map(visibleText).join(', ')}`}`,
    lead: leadOf(verification),
    counts: countsOf(verification),
    countedAs: 'Result',
    sections: [
      itemSection(verification, of('missing'), {
        key: 'missing',
        title: 'Missing',
        mood: 'bad',
        intro: 'Planned, and not in Defender for Identity.',
        extent: 'whole',
      }),
      itemSection(verification, of('different'), {
        key: 'different',
        title: 'Different',
        mood: 'bad',
        intro: 'In Defender for Identity, but not as planned.',
        extent: 'whole',
      }),
      healthSection(verification),
      logSection(verification),
      uncheckedSection(of('cannot-check'), verification),
      extraSection(verification),
      itemSection(verification, of('attested'), {
        key: 'attested',
        title: 'Attested',
        mood: 'good',
        intro: 'A person says that it is done or not needed; no file bears it out or contradicts.',
        extent: 'whole',
      }),
      itemSection(verification, of('replicated'), {
        key: 'replicated',
        title: 'Replicated',
        mood: 'good',
        intro: 'In Defender for Identity as planned.',
        extent: 'count',
      }),
      filesSection(verification),
    ].filter(({ groups }) => groups.length > 0),
  };
}

function grouped(items: readonly CheckedItem[]): Map<CheckedItem['result'], CheckedItem[]> {
  const groups = new Map<CheckedItem['result'], CheckedItem[]>();
  for (const item of items) {
    const group = groups.get(item.result);
    if (group === undefined) groups.set(item.result, [item]);
    else group.push(item);
  }
  return groups;
}

function leadOf({ items, summary, notCompared, factsAsOf, createdAt }: Verification): string[] {
  const bad = summary.missing + summary.different;
  const rest = Object.values(notCompared).reduce((sum, count) => sum + count, 0);
  return [
    bad === 0
      ? `Nothing that could be checked is missing or different; ${summary['cannot-check']} of ${items.length} items could not be checked.`
      : `${bad} of ${items.length} items ${bad === 1 ? 'is' : 'are'} missing or different.`,
    ...(rest === 0
      ? []
      : [
          `Not compared: ${rest} items that ask for nothing in Defender for Identity${notCompared.unrecognised === 0 ? '' : ` or are not recognised (${notCompared.unrecognised})`}.`,
        ]),
    `Facts as of ${factsAsOf}.${createdAt === undefined ? '' : ` Made ${createdAt}.`}`,
  ];
}

function countsOf({ summary, extra, healthIssues }: Verification): Report['counts'] {
  return [
    { label: 'missing', count: summary.missing, meaning: 'planned, and not there', mood: 'bad' },
    { label: 'different', count: summary.different, meaning: 'there, but not as planned', mood: 'bad' },
    {
      label: 'cannot-check',
      count: summary['cannot-check'],
      meaning: 'no file shows it: see what to export',
      mood: 'open',
    },
    {
      label: 'attested',
      count: summary.attested,
      meaning: 'done or not needed, by the word of a person',
      mood: 'good',
    },
    { label: 'replicated', count: summary.replicated, meaning: 'there as planned', mood: 'good' },
    { label: 'extra', count: extra.length, meaning: 'there, and nothing in ATA asked for it', mood: 'open' },
    { label: 'health issues', count: healthIssues.filter(isOpen).length, meaning: 'open', mood: 'bad' },
  ];
}

type SectionHead = Pick<ReportSection, 'key' | 'title' | 'mood' | 'intro' | 'extent'>;

function itemSection(
  verification: Verification,
  items: readonly CheckedItem[],
  head: SectionHead,
): ReportSection {
  return {
    ...head,
    count: items.length,
    groups: byArea(items, ({ area }) => area).map(([area, ofArea]) => ({
      title: areaTitles[area],
      details: [],
      entries: ofArea.map((item) => itemEntry(item, verification)),
    })),
  };
}

/** In the order of the catalogue. */
function byArea<Entry>(
  entries: readonly Entry[],
  areaOf: (entry: Entry) => CheckedItem['area'],
): [CheckedItem['area'], Entry[]][] {
  const groups = new Map<CheckedItem['area'], Entry[]>();
  for (const entry of entries) {
    const area = areaOf(entry);
    const group = groups.get(area);
    if (group === undefined) groups.set(area, [entry]);
    else group.push(entry);
  }
  return areas.flatMap((area) => {
    const group = groups.get(area);
    return group === undefined ? [] : [[area, group] as [CheckedItem['area'], Entry[]]];
  });
}

function itemEntry(item: CheckedItem, { healthIssues }: Verification): ReportEntry {
  const isBad = item.result === 'missing' || item.result === 'different';
  return {
    title: visibleText(item.title),
    details: lines([
      ...(item.centers === undefined ? [] : [['ATA Center', item.centers.join(', ')] as const]),
      ...(isBad && item.differences.length === 0
        ? item.planned.map(({ field, value }) => ['Planned', `${field}: ${value}`] as const)
        : []),
      ...item.differences.flatMap(
        ({ field, planned, observed }) =>
          [
            ['Planned', `${field}: ${planned}`],
            ['Observed', `${field}: ${observed === '' ? '(empty)' : observed}`],
          ] as const,
      ),
      ...(item.attestation === null ? [] : [['Word', attestationText(item.attestation)] as const]),
      ...(item.presumed
        ? [['Presumed', 'it rests on names in the answer that no documentation confirms'] as const]
        : []),
      ...item.notes.map((note) => ['Note', note] as const),
      ...item.healthIssues.flatMap((index) => {
        const issue = healthIssues[index];
        return issue === undefined || item.id === 'center/validate' ? [] : [['Health', issue.name] as const];
      }),
      ...(item.sources.length === 0 || item.result === 'replicated'
        ? []
        : [[item.result === 'missing' ? 'Looked in' : 'Seen in', item.sources.join(', ')] as const]),
      ...(isBad ? [['Id', item.id] as const] : []),
    ]),
  };
}

function lines(pairs: readonly (readonly [string, string])[]): Detail[] {
  return pairs.map(([label, text]) => ({ label, text: visibleText(text), ...lookOf(label) }));
}

function lookOf(label: string): Pick<Detail, 'look'> {
  if (label === 'Id') return { look: 'code' };
  return label === 'Observed' ? { look: 'bad' } : {};
}

function attestationText({
  status,
  owner,
  decision,
  doneOn,
  notes,
}: NonNullable<CheckedItem['attestation']>): string {
  return [
    status,
    ...(doneOn === '' ? [] : [`on ${doneOn}`]),
    ...(owner === '' ? [] : [`by ${owner}`]),
    ...(decision === '' ? [] : [`decision: ${decision}`]),
    ...(notes === '' ? [] : [`notes: ${notes}`]),
  ].join('; ');
}

function healthSection({ healthIssues, items }: Verification): ReportSection {
  const open = healthIssues.filter(isOpen);
  const rest = healthIssues.filter((issue) => !isOpen(issue));
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  return {
    key: 'health',
    title: 'Health issues',
    mood: open.length > 0 ? 'bad' : 'plain',
    count: open.length,
    intro: 'As Defender for Identity reports them; an entry that came several times is told once.',
    extent: 'whole',
    groups: [
      ...entriesGroup(
        'Open',
        open.map((issue) => issueEntry(issue, titles)),
      ),
      ...entriesGroup(
        'Closed or suppressed',
        rest.map((issue) => issueEntry(issue, titles)),
      ),
    ],
  };
}

function issueEntry(issue: HealthIssue, titles: ReadonlyMap<string, string>): ReportEntry {
  const { severity, status, sensors, domains, knownAs, repeats } = issue;
  return {
    title: visibleText(`${issue.name}${severity === null ? '' : ` (${severity})`}`),
    details: lines([
      ...(isOpen(issue) ? [] : [['Status', status ?? ''] as const]),
      ...(knownAs === null || knownAs === issue.name ? [] : [['Documented as', knownAs] as const]),
      ...(sensors.length === 0 ? [] : [['Sensors', sensors.join(', ')] as const]),
      ...(domains.length === 0 ? [] : [['Domains', domains.join(', ')] as const]),
      ...(repeats === 0 ? [] : [['Older entries', String(repeats)] as const]),
      ...issue.items
        .filter((id) => id !== 'center/validate')
        .map((id) => ['Endangers', titles.get(id) ?? id] as const),
    ]),
  };
}

function logSection({ sensorLogs }: Verification): ReportSection {
  const known = sensorLogs.filter(({ meaning }) => meaning !== null);
  const others = sensorLogs.filter(({ meaning }) => meaning === null);
  return {
    key: 'logs',
    title: 'Sensor logs',
    mood: 'open',
    count: sensorLogs.length,
    intro: 'Errors and warnings, without the values in them.',
    extent: 'whole',
    groups: [
      ...entriesGroup('Documented', known.map(logEntry)),
      ...entriesGroup('Others', others.map(logEntry)),
    ],
  };
}

function logEntry(group: Verification['sensorLogs'][number]): ReportEntry {
  const { level, component, method, message, count, first, last, meaning, remedy, source } = group;
  return {
    title: visibleText(
      `${count} × ${level}: ${[component, method, message].filter((part) => part !== '').join(' ')}`,
    ),
    details: lines([
      ...(meaning === null ? [] : [['Meaning', meaning] as const]),
      ...(remedy === null ? [] : [['What to do', remedy] as const]),
      ['Time', first === last ? first : `${first} to ${last}`],
      ['Seen in', source],
    ]),
  };
}

/** What could not be checked, by what to export for it. */
function uncheckedSection(items: readonly CheckedItem[], verification: Verification): ReportSection {
  const byExport = new Map<string, CheckedItem[]>();
  for (const item of items) {
    const key = item.export ?? '';
    const group = byExport.get(key);
    if (group === undefined) byExport.set(key, [item]);
    else group.push(item);
  }
  return {
    key: 'cannot-check',
    title: 'Cannot be checked',
    mood: 'open',
    count: items.length,
    intro: 'No file shows these. What to export, and what it would settle:',
    extent: 'first',
    groups: exportKeys().flatMap((key) => {
      const group = byExport.get(key);
      const told = verification.exports.find((one) => one.key === key);
      if (group === undefined || told === undefined) return [];
      return [
        {
          title: told.title,
          details: told.how.map((text) => ({ label: 'How', text })),
          entries: group.map((item) => itemEntry(item, verification)),
        },
      ];
    }),
  };
}

function extraSection({ extra }: Verification): ReportSection {
  return {
    key: 'extra',
    title: 'Extra',
    mood: 'open',
    count: extra.length,
    intro: 'In Defender for Identity, though nothing in ATA asked for it.',
    extent: 'whole',
    groups: byArea(extra, ({ area }) => area).map(([area, ofArea]) => ({
      title: areaTitles[area],
      details: [],
      entries: ofArea.map(({ title, note }) => ({
        title: visibleText(title),
        details: note === null ? [] : [{ label: 'Note', text: visibleText(note) }],
      })),
    })),
  };
}

function filesSection({ observedSources, coverage, notices }: Verification): ReportSection {
  const partial = coverage.filter(({ whole }) => !whole);
  return {
    key: 'files',
    title: 'What was read',
    mood: 'plain',
    count: observedSources.length,
    intro: 'The files, and what they do not show.',
    extent: 'whole',
    groups: [
      ...entriesGroup(
        'Files',
        observedSources.map(({ name, shapes }) => ({
          title: visibleText(name),
          details: lines([['Holds', shapes.join(', ')]]),
        })),
      ),
      ...entriesGroup(
        'Lists that are not whole',
        partial.map(({ list, scope, why, sources }) => ({
          title: visibleText(scope === null ? list : `${list}: ${scope}`),
          details: lines([
            ['Why', why ?? ''],
            ['Seen in', sources.join(', ')],
          ]),
        })),
      ),
      ...entriesGroup(
        'Notes',
        linesAsEntries(
          notices.map(({ text, source }) => visibleText(source === null ? text : `${source}: ${text}`)),
        ),
      ),
    ],
  };
}
