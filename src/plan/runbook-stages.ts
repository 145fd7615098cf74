import type { LinkKey } from '../catalogue/links.js';
import type { Phase } from './phases.js';

/** A stage of the runbook, and what holds for it in every deployment. */
export interface StageInfo {
  readonly key: string;
  /** The phase of the worksheet that it is a part of: its cautions are said at the first of its stages. */
  readonly phase: Phase;
  readonly title: string;
  readonly intro: readonly string[];
  /** What can be taken back, and how. */
  readonly rollback: readonly string[];
  readonly links: readonly LinkKey[];
}

const nothingChanged =
  'Nothing has changed in ATA or in Defender for Identity: there is nothing to take back.';

/**
 * The stages, in the order of Microsoft's migration guide (link key `mdi-migrate-from-ata`, documented). The guide says
 * nothing of a way back: these notes follow from what is still in place at each stage (inferred).
 */
export const runbookStages = [
  {
    key: 'prerequisites',
    phase: 'plan',
    title: 'Prerequisites',
    intro: ['What has to be there before anything changes.'],
    rollback: [nothingChanged],
    links: ['mdi-sensor-v2-prerequisites', 'mdi-configure-proxy'],
  },
  {
    key: 'gather',
    phase: 'gather',
    title: 'Gather',
    intro: ['The state of ATA is written down, and what this plan could not find out is found out.'],
    rollback: [nothingChanged],
    links: [],
  },
  {
    key: 'decide',
    phase: 'plan',
    title: 'Decide',
    intro: ['The decisions of the worksheet, each with its options and advice there.'],
    rollback: [nothingChanged],
    links: [],
  },
  {
    key: 'workspace',
    phase: 'move',
    title: 'Workspace',
    intro: [],
    rollback: [
      'ATA goes on as before: a workspace without sensors changes nothing on any server. It can stay as it is.',
    ],
    links: ['mdi-deploy', 'mdi-download-sensor'],
  },
  {
    key: 'sensors',
    phase: 'move',
    title: 'Sensors, domain controller by domain controller',
    intro: [
      'On each domain controller: uninstall the ATA Lightweight Gateway, install the Defender for Identity sensor, see it healthy, and only then go on to the next. The ATA Center stays where it is.',
    ],
    rollback: [
      'Stop at the domain controller that makes trouble: ATA still watches all that come after it.',
      'To go back on one: uninstall its sensor and install the ATA Lightweight Gateway again, with the package of the ATA Center, which for that reason has to run until the end. No page of Microsoft describes this way back; try it on the first domain controller.',
    ],
    links: ['mdi-install-sensor'],
  },
  {
    key: 'configure',
    phase: 'move',
    title: 'Configure',
    intro: ['What the worksheet has under Move, area by area; values and steps stand there.'],
    rollback: [
      'No setting of ATA is changed by this. What is entered in Defender for Identity can be taken out in the same place: write into the notes of the item what was there before.',
    ],
    links: ['mdi-configure-sensor-settings'],
  },
  {
    key: 'wait',
    phase: 'validate',
    title: 'Two hours for the first synchronisation',
    intro: [],
    rollback: ['Nothing changes here.'],
    links: [],
  },
  {
    key: 'validate',
    phase: 'validate',
    title: 'Validate',
    intro: [],
    rollback: [
      'If it does not validate, do not go on: the ATA Center and its data are still there. Mend it, or go back as the stage of the sensors says.',
    ],
    links: ['mdi-health-alerts', 'mdi-sensor-logs'],
  },
  {
    key: 'alerts',
    phase: 'clean-up',
    title: 'Record the alerts of ATA',
    intro: [],
    rollback: ['Nothing changes here.'],
    links: [],
  },
  {
    key: 'backup',
    phase: 'clean-up',
    title: 'Back up MongoDB',
    intro: [],
    rollback: ['The backup is a copy; the database stays as it is.'],
    links: ['ata-database-management'],
  },
  {
    key: 'decommission',
    phase: 'clean-up',
    title: 'Remove the ATA Center',
    intro: [],
    rollback: [
      'This is the one stage that cannot be taken back: afterwards, ATA data can be looked up only in the backup, restored into a MongoDB.',
    ],
    links: ['ata-database-management'],
  },
] as const satisfies readonly StageInfo[];

/** Key of a stage. */
export type StageKey = (typeof runbookStages)[number]['key'];
