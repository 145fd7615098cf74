import type { Backup } from '../readers/backup.js';
import { activityCollections, entityCollections, profileCollections } from '../readers/mongo-collections.js';
import { backupWorth } from './backup-of-center.js';
import { type ConditionFinding, type ConditionInfo, counted, type GateEvidence } from './finding.js';

const key = 'backup-readable';

/** A backup that nobody has read is a hope. */
export const backupReadable: ConditionInfo = {
  key,
  title: 'A database backup is there and can be read',
  isAttestedWhole: true,
  isOfCenter: true,
  find,
};

function find(evidence: GateEvidence): ConditionFinding {
  const { backup } = evidence;
  if (backup === null)
    return {
      result: 'unknown',
      evidence: ['No backup was given.'],
      parts: [],
      toDo: [
        'mongodump --db ATA --gzip --archive=ata.archive on the ATA Center, and --backup ata.archive here.',
      ],
    };
  const wrong = [...backup.damage, ...contradictions(backup, evidence)];
  const lacking = wrong.length === 0 ? whatIsNotThere(backup, evidence) : [];
  const documents = backup.collections.reduce((sum, one) => sum + one.documents, 0);
  const checked = backup.collections.filter((one) => one.checked).length;
  return {
    result: wrong.length > 0 ? 'not-met' : lacking.length > 0 ? 'unknown' : 'met',
    evidence: [
      `${backup.name} (${backup.form}${backup.sha256 === null ? '' : `, SHA-256 ${backup.sha256}`}): ${counted(documents, 'document')} of ${counted(backup.collections.length, 'collection')} read to the end.`,
      backup.form === 'archive'
        ? `${checked} of them with the checksum that the archive holds.`
        : 'A folder of mongodump holds no checksums and no counts: a file that was cut exactly between two documents shows only against the counts of the sources.',
      ...comparisons(backup, evidence),
      ...wrong,
      ...lacking,
    ],
    parts: [],
    toDo: ['Make the backup again, copy it, and compare the sizes of the copies.'],
  };
}

/** What the sources hold of a collection; null where they do not tell. */
export function expectedDocuments(
  name: string,
  { plan, counts }: Pick<GateEvidence, 'plan' | 'counts'>,
): number | null {
  if (profileCollections.includes(name))
    return plan.documents.filter((document) => document.supersededBy === null).length;
  if (entityCollections.includes(name)) return counts.entities;
  return activityCollections.includes(name) ? (counts.activities?.tally.total ?? null) : null;
}

function comparisons(backup: Backup, evidence: GateEvidence): string[] {
  return backup.collections.flatMap(({ name, documents }) => {
    const expected = expectedDocuments(name, evidence);
    if (expected === null) return [];
    return documents >= expected
      ? [`${name}: ${documents}, the sources hold ${expected}.`]
      : activityCollections.includes(name)
        ? []
        : [`${name}: ${documents}, the sources hold ${expected}; some may have been removed in ATA since.`];
  });
}

function contradictions(backup: Backup, evidence: GateEvidence): string[] {
  const { plan } = evidence;
  const center = plan.centers[0] ?? null;
  const ids = backup.centers.map(({ id }) => id);
  const worth = backupWorth(backup, evidence);
  return [
    ...(backup.centers.length === 0 && backup.damage.length === 0
      ? ['There is no ATA Center in it: it is no backup of the database ATA, or SystemProfile is missing.']
      : []),
    ...(center !== null && center.id !== null && ids.length > 0 && !ids.includes(center.id)
      ? ['It is the backup of another ATA Center.']
      : []),
    ...(worth.isNewest || !worth.isOlder
      ? []
      : ['It is older than the configuration of the plan: what came since is not in it.']),
    ...backup.collections.flatMap(({ name, documents }) => {
      // Gateways are removed before the last backup, and entities come and go; the alerts are what is kept.
      const expected = activityCollections.includes(name) ? expectedDocuments(name, evidence) : null;
      return expected === null || documents >= expected
        ? []
        : [`${name}: only ${documents} documents, but the sources hold ${expected}.`];
    }),
    ...(backup.collections.some(({ name, documents }) => entityCollections.includes(name) && documents > 0) ||
    backup.damage.length > 0
      ? []
      : ['There are no entities in it (UniqueEntity): without them, the alerts name nobody.']),
  ];
}

/** A database in which there never was a suspicious activity has no such collection. */
function whatIsNotThere(backup: Backup, evidence: GateEvidence): string[] {
  const hasActivities = backup.collections.some(({ name }) => activityCollections.includes(name));
  const worth = backupWorth(backup, evidence);
  return [
    ...(worth.isNewest ? [] : [`It ${worth.why}.`]),
    ...(hasActivities || evidence.counts.activities?.tally.total === 0
      ? []
      : [
          'There are no suspicious activities in it (SuspiciousActivity); nothing tells whether there ever were some.',
        ]),
  ];
}
