import { type ConditionFinding, type ConditionInfo, counted, type GateEvidence } from './finding.js';

const key = 'activities-recorded';

/**
 * Existing ATA alerts are not imported (documented): the open ones are lost with the Center. That they were recorded or
 * remediated, only people know.
 */
export const activitiesRecorded: ConditionInfo = {
  key,
  title: 'The open suspicious activities of ATA are recorded or remediated',
  isAttestedWhole: true,
  find,
};

function find({ backup, counts }: GateEvidence): ConditionFinding {
  const toDo = [
    'Record or remediate the open ones: ata2mdi alerts lists them. Then give your word for it: ' +
      `--attest ${key}.`,
  ];
  const inBackup = backup?.openActivities ?? null;
  const inSources = counts.activities;
  const evidence = [
    ...(inSources === null
      ? []
      : [
          `${inSources.sources.join(', ')}: ${counted(inSources.open, 'open suspicious activity').replace('activitys', 'activities')}.`,
        ]),
    ...(inBackup === null || backup === null
      ? []
      : [
          `${backup.name}: ${counted(inBackup, 'open suspicious activity').replace('activitys', 'activities')}.`,
        ]),
  ];
  // The backup is made last of all: what it says is the newest.
  const open = inBackup ?? inSources?.open ?? null;
  if (open === null)
    return {
      result: 'unknown',
      evidence: ['No source and no backup holds the suspicious activities.'],
      parts: [],
      toDo: ['Give a dump of the database, or --backup.', ...toDo],
      personDecides: true,
    };
  return { result: open === 0 ? 'met' : 'not-met', evidence, parts: [], toDo, personDecides: true };
}
