import { areas } from '../catalogue/areas.js';
import { ignoredSection, obstacleEntry, severities } from '../diff/report.js';
import { changeEntry } from '../diff/report-entry.js';
import {
  entriesGroup,
  linesAsEntries,
  type Mood,
  type Report,
  type ReportEntry,
  type ReportGroup,
  type ReportSection,
  type Timeline,
} from '../report/outline.js';
import type {
  Center,
  Change,
  ConfigurationHistory,
  Count,
  File,
  Gap,
  Moment,
} from '../types/configuration-history.js';
import { areaTitles } from '../writers/area-titles.js';
import { visibleText } from '../writers/visible.js';

/** A timeline as an outline: what is missing first, then moment after moment, then the same by area. */
export function reportOf(history: ConfigurationHistory): Report {
  const { centers, files, ignored, notices } = history;
  const named = centers.map(
    (center, at): NamedCenter => ({ center, key: `c${at + 1}`, prefix: prefixOf(center, centers) }),
  );
  const sections = [
    ...named.flatMap(momentSections),
    ...named.flatMap(areaSection),
    gapSection(named),
    fileSection(files, 'damaged', {
      key: 'damaged',
      title: 'Damaged files',
      mood: 'bad',
      intro: 'They could not be read, and are skipped: what changed then is told at the next file.',
    }),
    blindSection(centers),
    fileSection(files, 'left-out', {
      key: 'left-out',
      title: 'Other files',
      mood: 'plain',
      intro: 'They are no backups of a configuration.',
    }),
    noticeSection(notices),
    ignoredSection(ignored),
  ];
  const names = centers.flatMap(({ name }) => (name === null ? [] : [visibleText(name)]));
  return {
    title: `What changed over time${names.length === 0 ? '' : ` on ${names.join(', ')}`}`,
    warnings: warningsOf(history),
    lead: leadOf(history, named),
    countedAs: 'Severity',
    counts: severities
      .filter(({ severity }) => severity !== 'bookkeeping' || history.withBookkeeping)
      .map(({ severity, mood, meaning }) => ({
        label: severity,
        count: centers.reduce((sum, { counts }) => sum + counts[severity], 0),
        mood,
        meaning,
      })),
    timelines: named.flatMap(timelineOf),
    sections: sections.filter(({ groups }) => groups.length > 0),
  };
}

/** A Center, and how its sections are told from those of others. */
interface NamedCenter {
  readonly center: Center;
  readonly key: string;
  /** What their titles begin with; empty if there is one Center only. */
  readonly prefix: string;
}

function prefixOf({ name, id }: Center, centers: readonly Center[]): string {
  return centers.length === 1 ? '' : `${visibleText(name ?? id ?? 'Center without a name')}: `;
}

function warningsOf({ files, centers }: ConfigurationHistory): string[] {
  const damaged = files.filter(({ state }) => state === 'damaged').length;
  const unread = centers.reduce(
    (sum, { moments }) => sum + moments.filter(({ notComparable }) => notComparable.length > 0).length,
    0,
  );
  return [
    ...(damaged === 0
      ? []
      : [
          `${damaged} ${damaged === 1 ? 'file is' : 'files are'} damaged and skipped; ${damaged === 1 ? 'it is' : 'they are'} named below.`,
        ]),
    ...(unread === 0
      ? []
      : [
          `${unread === 1 ? 'At one moment' : `At ${unread} moments`} a part of the configuration could not be compared: that nothing is listed there does not mean that nothing changed.`,
        ]),
  ];
}

function leadOf(
  { since, onlyAreas, withBookkeeping }: ConfigurationHistory,
  centers: readonly NamedCenter[],
): string[] {
  return [
    ...centers.map(({ center, prefix }) => centerText(center, prefix)),
    ...(withBookkeeping ? [] : ['What ATA writes by itself is left out; --bookkeeping tells that too.']),
    ...(since === null ? [] : [`Only what changed since ${timeText(since)}.`]),
    ...(onlyAreas === null
      ? []
      : [`Only these areas: ${onlyAreas.map((area) => areaTitles[area]).join(', ')}.`]),
  ];
}

function centerText({ files, first, last, usualInterval, moments, gaps }: Center, prefix: string): string {
  if (files === 1)
    return `${prefix}One backup only, ${fileText(first.file, first.time)}: there is nothing to compare it with.`;
  const often =
    usualInterval === null || usualInterval === 0 ? '' : `, one every ${durationText(usualInterval)}`;
  const versions =
    first.version === last.version
      ? first.version
      : `${first.version ?? '?'}, at last ${last.version ?? '?'}`;
  const changed =
    moments.length === 0
      ? 'Nothing in the configuration changed.'
      : `Something changed at ${moments.length === 1 ? 'one moment' : `${moments.length} moments`}.`;
  const missing =
    gaps.length === 0 ? '' : ` Backups are missing ${gaps.length === 1 ? 'once' : `${gaps.length} times`}.`;
  return `${prefix}${files} backups${versions === null ? '' : ` of ATA ${visibleText(versions)}`}, ${timeText(first.time)} to ${timeText(last.time)}${often}. ${changed}${missing}`;
}

function momentSections({ center: { moments }, key, prefix }: NamedCenter): ReportSection[] {
  return moments.map((moment, at) => ({
    key: `${key}-m${at + 1}`,
    title: `${prefix}${timeText(moment.time)}`,
    mood: moodOf(moment.counts),
    count: moment.changes.length + moment.bookkeeping.length,
    intro: momentIntro(moment),
    extent: 'whole',
    groups: [
      ...entriesGroup('To be known', linesAsEntries(moment.apart.map(({ text }) => visibleText(text)))),
      ...entriesGroup('Could not be compared', moment.notComparable.map(obstacleEntry)),
      ...changeGroups([...moment.changes, ...moment.bookkeeping]),
    ],
  }));
}

function momentIntro({ file, timeFrom, updateTime, previous, previousTime }: Moment): string {
  const from =
    timeFrom === 'file-name'
      ? ''
      : timeFrom === 'update-time'
        ? ' (its time is the UpdateTime of the Center)'
        : ' (nothing tells its time)';
  const since = `the one before is ${fileText(previous, previousTime)}`;
  const written =
    updateTime === null || timeFrom === 'update-time'
      ? ''
      : `; ATA last wrote the Center's document at ${visibleText(updateTime)}`;
  return `First seen in ${visibleText(file)}${from}; ${since}${written}.`;
}

/** Changes of one area for one reason belong together: the reason is told once. */
function changeGroups(changes: readonly Change[]): ReportGroup[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.area} ${change.severity} ${change.reason.code}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return areas.flatMap((area) =>
    severities.flatMap(({ severity }) =>
      [...groups.values()].flatMap((group): ReportGroup[] => {
        const [first] = group;
        if (first?.area !== area || first.severity !== severity) return [];
        return [
          {
            title: areaTitles[area],
            details: [{ label: 'Severity', text: `${severity}: ${first.reason.text}` }],
            entries: group.map(changeEntry),
          },
        ];
      }),
    ),
  );
}

function areaSection({ center, key, prefix }: NamedCenter): ReportSection[] {
  const times = new Map(center.moments.map((moment) => [moment.file, moment]));
  return [
    {
      key: `${key}-areas`,
      title: `${prefix}By area`,
      mood: 'plain',
      count: center.areas.length,
      intro: 'At how many moments something changed in each area.',
      extent: 'count',
      groups: center.areas.map(({ area, moments }) => ({
        title: areaTitles[area],
        details: [],
        entries: moments.flatMap((file) => {
          const moment = times.get(file);
          return moment === undefined ? [] : [areaEntry(moment, area)];
        }),
      })),
    },
  ];
}

function areaEntry(moment: Moment, area: Change['area']): ReportEntry {
  const changes = ofArea(moment, area);
  return {
    title: `${timeText(moment.time)}: ${changesText(changes.length)}, ${gravest(changes)}`,
    details: [],
  };
}

function gapSection(centers: readonly NamedCenter[]): ReportSection {
  return {
    key: 'gaps',
    title: 'Backups that are missing',
    mood: 'open',
    count: centers.reduce((sum, { center }) => sum + center.gaps.length, 0),
    intro:
      'More time than usual lies between two files that could be read: when exactly something changed meanwhile, nobody can tell.',
    extent: 'whole',
    groups: centers.flatMap(({ center: { gaps, usualInterval }, prefix }) =>
      gaps.length === 0
        ? []
        : [
            {
              title: `${prefix}usually one every ${durationText(usualInterval ?? 0)}`,
              details: [],
              entries: gaps.map(gapEntry),
            },
          ],
    ),
  };
}

function gapEntry({ from, to, minutes, damaged, after, before }: Gap): ReportEntry {
  return {
    title: `${timeText(from)} to ${timeText(to)}: ${durationText(minutes)}`,
    details: [
      { label: 'Between', text: visibleText(`${after} and ${before}`) },
      ...(damaged.length === 0 ? [] : [{ label: 'Damaged', text: visibleText(damaged.join(', ')) }]),
    ],
  };
}

function fileSection(
  files: readonly File[],
  state: File['state'],
  head: Pick<ReportSection, 'key' | 'title' | 'mood' | 'intro'>,
): ReportSection {
  const found = files.filter((file) => file.state === state);
  return {
    ...head,
    count: found.length,
    extent: 'whole',
    groups: entriesGroup(
      'Files',
      found.map(({ name, problem }) => ({
        title: visibleText(name),
        details: problem === null ? [] : [{ label: 'Why', text: visibleText(problem) }],
      })),
    ),
  };
}

function blindSection(centers: readonly Center[]): ReportSection {
  const obstacles = centers.flatMap(({ notComparable }) => notComparable);
  return {
    key: 'clear-text',
    title: 'Secrets that nothing is kept of',
    mood: 'open',
    count: obstacles.length,
    intro: 'The files hold them in clear text: whether they were replaced cannot be told.',
    extent: 'whole',
    groups: entriesGroup('Secrets', obstacles.map(obstacleEntry)),
  };
}

function noticeSection(notices: ConfigurationHistory['notices']): ReportSection {
  return {
    key: 'notices',
    title: 'Noticed on reading',
    mood: 'plain',
    count: notices.length,
    intro: 'Of several of a kind the first.',
    extent: 'whole',
    groups: entriesGroup(
      'Notices',
      notices.map(({ text, source, path }) => ({
        title: visibleText(text),
        details: [
          ...(source === null ? [] : [{ label: 'File', text: visibleText(source) }]),
          ...(path === null ? [] : [{ label: 'Path', text: visibleText(path), look: 'code' } as const]),
        ],
      })),
    ),
  };
}

/** Rows of areas with marks for the moments; none if the times do not span anything. */
function timelineOf({ center, key, prefix }: NamedCenter): Timeline[] {
  const { first, last, moments, gaps } = center;
  if (first.time === null || last.time === null || moments.length === 0) return [];
  const [start, end] = [Date.parse(first.time), Date.parse(last.time)];
  if (!(end > start)) return [];
  function shareOf(time: string): number {
    return (Date.parse(time) - start) / (end - start);
  }
  return [
    {
      title: `${prefix}When something changed, by area`,
      from: timeText(first.time),
      to: timeText(last.time),
      rows: center.areas.map(({ area }) => ({
        label: areaTitles[area],
        marks: moments.flatMap((moment, at) => {
          const changes = ofArea(moment, area);
          if (changes.length === 0 || moment.time === null) return [];
          return [
            {
              at: shareOf(moment.time),
              mood: moodOf(countsOf(changes)),
              title: `${timeText(moment.time)}, ${areaTitles[area]}: ${changesText(changes.length)}, ${gravest(changes)}`,
              href: `${key}-m${at + 1}`,
            },
          ];
        }),
      })),
      gaps: gaps.map(({ from, to }) => ({ start: shareOf(from), end: shareOf(to) })),
    },
  ];
}

function ofArea({ changes, bookkeeping }: Moment, area: Change['area']): Change[] {
  return [...changes, ...bookkeeping].filter((change) => change.area === area);
}

function countsOf(changes: readonly Change[]): Count {
  const counts: Count = { critical: 0, important: 0, minor: 0, bookkeeping: 0 };
  for (const { severity } of changes) counts[severity] += 1;
  return counts;
}

function gravest(changes: readonly Change[]): string {
  const counts = countsOf(changes);
  return severities.find(({ severity }) => counts[severity] > 0)?.severity ?? '';
}

function moodOf(counts: Count): Mood {
  return severities.find(({ severity }) => counts[severity] > 0)?.mood ?? 'open';
}

function changesText(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

function fileText(name: string, time: string | null): string {
  return visibleText(time === null ? name : `${name} (${timeText(time)})`);
}

/** `2025-12-15 04:00 UTC`, with seconds if there are any. */
function timeText(time: string | null): string {
  if (time === null) return 'at an unknown time';
  return `${time.slice(0, 10)} ${time.slice(11, 19).replace(/:00$/, '')} UTC`;
}

function durationText(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [rest, 'minute'],
  ] as const;
  const text = parts.flatMap(([count, unit]) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`],
  );
  return text.length === 0 ? '0 minutes' : text.join(' ');
}
