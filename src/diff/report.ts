import { capitalised } from '../capitalised.js';
import { areas } from '../catalogue/areas.js';
import {
  entriesGroup,
  linesAsEntries,
  type Mood,
  type Report,
  type ReportEntry,
  type ReportGroup,
  type ReportSection,
} from '../report/outline.js';
import type {
  Change,
  ConfigurationDiff,
  IgnoreRule,
  NotComparable,
  Severity,
  Side,
} from '../types/configuration-diff.js';
import { areaTitles } from '../writers/area-titles.js';
import { visibleText } from '../writers/visible.js';
import { isUnread } from './comparable.js';
import { changeEntry } from './report-entry.js';

/** What the severities mean, gravest first. */
export const severities: readonly {
  readonly severity: Severity;
  readonly mood: Mood;
  readonly meaning: string;
}[] = [
  { severity: 'critical', mood: 'bad', meaning: 'ATA sees less, or nobody hears of it' },
  { severity: 'important', mood: 'open', meaning: 'to be looked at today' },
  { severity: 'minor', mood: 'plain', meaning: 'worth knowing' },
  { severity: 'bookkeeping', mood: 'plain', meaning: 'what ATA writes by itself, and differences of form' },
];

/** A comparison as an outline: what could not be compared first, then the changes, the gravest first. */
export function reportOf(diff: ConfigurationDiff): Report {
  const { before, after, changes, bookkeeping, counts, notComparable, apart, ignored } = diff;
  const center = before.center ?? after.center;
  const sections = [
    obstacleSection(notComparable.filter(isUnread), {
      key: 'not-compared',
      title: 'Could not be compared',
      mood: 'bad',
      intro: 'One side does not have it, so nobody knows whether it changed.',
    }),
    ...severities.map(({ severity, mood, meaning }) =>
      changeSection(
        [...changes, ...bookkeeping].filter((change) => change.severity === severity),
        { key: severity, title: capitalised(severity), mood, intro: `${capitalised(meaning)}.` },
      ),
    ),
    obstacleSection(
      notComparable.filter((obstacle) => !isUnread(obstacle)),
      {
        key: 'clear-text',
        title: 'Secrets that nothing is kept of',
        mood: 'open',
        intro: 'The sources hold them in clear text: whether they were replaced cannot be told.',
      },
    ),
    remarkSection(apart),
    ignoredSection(ignored),
  ];
  return {
    title: `What changed${center === null ? '' : ` on ${visibleText(center)}`}`,
    warnings: warningsOf(diff),
    lead: [`Before: ${sideText(before)}`, `After: ${sideText(after)}`, summaryOf(diff)],
    countedAs: 'Severity',
    counts: severities.map(({ severity, mood, meaning }) => ({
      label: severity,
      count: counts[severity],
      mood,
      meaning:
        severity === 'bookkeeping' && counts.bookkeeping > bookkeeping.length
          ? 'not listed: see --bookkeeping'
          : meaning,
    })),
    sections: sections.filter(({ groups }) => groups.length > 0),
  };
}

function warningsOf({ apart, notComparable }: ConfigurationDiff): string[] {
  const unread = notComparable.filter(isUnread).length;
  return [
    ...apart.filter(({ code }) => loud.has(code)).map(({ text }) => text),
    ...(unread === 0
      ? []
      : [
          `${unread} ${unread === 1 ? 'part' : 'parts'} of the configuration could not be compared: that nothing is listed there does not mean that nothing changed.`,
        ]),
  ];
}

/** Remarks that put all the rest in question. */
const loud: ReadonlySet<string> = new Set(['different-centers', 'after-is-older']);

/** A folder may hold many. */
const mostSources = 3;

function sideText({ sources, center, version, updateTime, documents }: Side): string {
  const about = [
    ...(center === null ? [] : [center]),
    ...(version === null ? [] : [`ATA ${version}`]),
    ...(updateTime === null ? [] : [`written ${updateTime}`]),
    `${documents} ${documents === 1 ? 'document' : 'documents'}`,
  ];
  const named = sources.slice(0, mostSources);
  const rest = sources.length - named.length;
  return visibleText(`${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} (${about.join(', ')})`);
}

function summaryOf({ counts, notComparable }: ConfigurationDiff): string {
  const listed = counts.critical + counts.important + counts.minor;
  if (listed > 0) return `${listed} ${listed === 1 ? 'change' : 'changes'}.`;
  return notComparable.length === 0
    ? 'Nothing in the configuration changed.'
    : 'Nothing changed in what could be compared.';
}

type Head = Pick<ReportSection, 'key' | 'title' | 'mood' | 'intro'>;

function changeSection(changes: readonly Change[], head: Head): ReportSection {
  // Changes of one area for one reason belong together: the reason is told once.
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.area} ${change.reason.code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return {
    ...head,
    count: changes.length,
    extent: 'whole',
    groups: [...groups.values()].flatMap(([first, ...more]): ReportGroup[] => {
      if (first === undefined) return [];
      return [
        {
          title: areaTitles[first.area],
          details: [{ label: 'Why', text: first.reason.text }],
          entries: [first, ...more].map(changeEntry),
        },
      ];
    }),
  };
}

function obstacleSection(obstacles: readonly NotComparable[], head: Head): ReportSection {
  return {
    ...head,
    count: obstacles.length,
    extent: 'whole',
    groups: areas.flatMap((area): ReportGroup[] => {
      const entries = obstacles.filter((obstacle) => obstacle.area === area);
      if (entries.length === 0) return [];
      return [{ title: areaTitles[area], details: [], entries: entries.map(obstacleEntry) }];
    }),
  };
}

/** What could not be compared, for people. */
export function obstacleEntry(obstacle: NotComparable): ReportEntry {
  const { what, text } = obstacle;
  return {
    title: visibleText(what),
    details: isUnread(obstacle) ? [{ label: 'Why', text: visibleText(text) }] : [],
  };
}

function remarkSection(remarks: ConfigurationDiff['apart']): ReportSection {
  return {
    key: 'apart',
    title: 'Apart from the configuration',
    mood: 'plain',
    count: remarks.length,
    intro: 'Differences of what was given, not of ATA.',
    extent: 'whole',
    groups: entriesGroup('The two sides', linesAsEntries(remarks.map(({ text }) => visibleText(text)))),
  };
}

/** The rules of `--ignore`, the stale ones first. */
export function ignoredSection(rules: readonly IgnoreRule[]): ReportSection {
  const stale = rules.filter(({ matches }) => matches === 0);
  const entry = ({ line, text, matches }: IgnoreRule): ReportEntry => ({
    title: visibleText(`line ${line}: ${text}`),
    details: matches === 0 ? [] : [{ label: 'Hid', text: String(matches) }],
  });
  return {
    key: 'ignored',
    title: 'Ignored',
    mood: stale.length > 0 ? 'open' : 'plain',
    count: rules.length,
    intro: 'The rules of the file of --ignore.',
    extent: 'whole',
    groups: [
      ...entriesGroup('Stale: they hid nothing', stale.map(entry)),
      ...entriesGroup('In use', rules.filter(({ matches }) => matches > 0).map(entry)),
    ],
  };
}
