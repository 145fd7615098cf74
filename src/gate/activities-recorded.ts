import type { OpenActivity } from '../alerts/activity-tally.js';
import { activityCollections } from '../readers/mongo-collections.js';
import { backupWorth } from './backup-of-center.js';
import type { ConditionFinding, ConditionInfo, GateEvidence } from './finding.js';

const key = 'activities-recorded';

/**
 * Existing ATA alerts are not imported (documented): the open ones are lost with the Center. A record holds each of them by
 * its id, or people say that they are recorded or remediated.
 */
export const activitiesRecorded: ConditionInfo = {
  key,
  title: 'The open suspicious activities of ATA are recorded or remediated',
  isAttestedWhole: true,
  isOfCenter: true,
  find,
};

/** How many of those that no record holds are named. */
const mostNamed = 5;

function find(evidence: GateEvidence): ConditionFinding {
  const { backup, backupActivities, counts, records } = evidence;
  const toDo = [
    'Record the open ones (ata2mdi alerts … -o alerts.csv, or .json), and give the record to --observed.',
    `Or give your word that they are recorded elsewhere, or remediated: --attest ${key}.`,
  ];
  const found = openActivities(evidence);
  if (found === null)
    return {
      result: 'unknown',
      evidence: ['No source and no backup holds the suspicious activities.'],
      parts: [],
      toDo: ['Give a dump of the database, or --backup.', ...toDo],
      personDecides: true,
    };
  const recorded = (id: string | null): boolean => id !== null && records.some(({ ids }) => ids.has(id));
  const lacking = found.open.filter(({ id }) => !recorded(id));
  return {
    result: found.isCertain || lacking.length > 0 ? (lacking.length === 0 ? 'met' : 'not-met') : 'unknown',
    evidence: [
      ...(counts.activities === null
        ? []
        : [`${counts.activities.sources.join(', ')}: ${openText(counts.activities.tally.open().length)}.`]),
      ...(backup === null || backupActivities === null
        ? []
        : [`${backup.name}: ${openText(backupActivities.open().length)}.`]),
      ...(found.doubt === null ? [] : [found.doubt]),
      ...recordText(evidence, found.open, lacking),
    ],
    parts: [],
    toDo,
    personDecides: true,
  };
}

interface Found {
  readonly open: readonly OpenActivity[];
  /** False where none is known to be open, but some may be. */
  readonly isCertain: boolean;
  readonly doubt: string | null;
}

/**
 * What is open. The backup is made last of all: what it knows of an activity is the newest, if it is a backup of this Center
 * that is no older than the plan. What it does not know, or what changed later, is as the sources have it.
 */
function openActivities(evidence: GateEvidence): Found | null {
  const { backup, counts } = evidence;
  const inSources = counts.activities?.tally ?? null;
  const inBackup = hasActivities(evidence) ? evidence.backupActivities : null;
  if (backup === null || inBackup === null)
    return inSources === null ? null : { open: inSources.open(), isCertain: true, doubt: null };
  const worth = backupWorth(backup, evidence);
  const ofSources = inSources?.open() ?? [];
  if (worth.isNewest) {
    const others = ofSources.filter(({ id }) => {
      const inIt = id === null ? null : inBackup.changed(id);
      return id === null || inIt === null || (inSources?.changed(id) ?? 0) > inIt;
    });
    return { open: [...inBackup.open(), ...others], isCertain: true, doubt: null };
  }
  const seen = new Set(ofSources.map(({ id }) => id));
  return {
    open: [...ofSources, ...inBackup.open().filter(({ id }) => id === null || !seen.has(id))],
    isCertain: inSources !== null,
    doubt: `The backup ${backup.name} does not tell what is settled: it ${worth.why}.`,
  };
}

function hasActivities({ backup, backupActivities }: GateEvidence): boolean {
  return (
    backupActivities !== null &&
    (backupActivities.total > 0 ||
      (backup?.collections.some(({ name }) => activityCollections.includes(name)) ?? false))
  );
}

function recordText(
  { records }: GateEvidence,
  open: readonly OpenActivity[],
  lacking: readonly OpenActivity[],
): string[] {
  if (records.length === 0) return [];
  const names = records.map(({ name }) => name).join(', ');
  if (open.length === 0) return [];
  if (lacking.length === 0) return [`${names}: each of the ${open.length} is in it.`];
  const shown = lacking.slice(0, mostNamed).map(({ id, type }) => `${id ?? 'one without an id'} (${type})`);
  const more = lacking.length > mostNamed ? ` and ${lacking.length - mostNamed} more` : '';
  return [`${names}: ${lacking.length} of the ${open.length} are not in it: ${shown.join(', ')}${more}.`];
}

function openText(count: number): string {
  return `${count} open suspicious ${count === 1 ? 'activity' : 'activities'}`;
}
