import type { ReasonCode } from '../catalogue/reasons.js';
import { InternalError } from '../errors.js';
import type { Item } from '../types/migration-plan.js';

/** A section of the worksheet. */
export interface PhaseInfo {
  readonly key: string;
  readonly title: string;
  /** What the section is for, in a sentence or two. */
  readonly intro: readonly string[];
  /** What must not go wrong here. */
  readonly cautions: readonly string[];
}

/**
 * The sections of the worksheet, in the order of Microsoft's migration guide (link key `mdi-migrate-from-ata`,
 * documented), in our own words; at the end what asks nothing of anybody.
 */
export const phases = [
  {
    key: 'gather',
    title: 'Gather',
    intro: [
      'What this plan could not find out. Settle these first: they may add entries to the sections below.',
    ],
    cautions: [],
  },
  {
    key: 'plan',
    title: 'Plan',
    intro: ['What somebody has to choose before it can be carried over.'],
    cautions: [
      'Remove every ATA Gateway before you uninstall the ATA Center. A Gateway without its Center protects nothing.',
    ],
  },
  {
    key: 'move',
    title: 'Move',
    intro: [
      'What is entered by hand or by a command.',
      'The order of the guide, which this section keeps: create the workspace; uninstall the ATA Lightweight Gateway from all domain controllers; install the Defender for Identity sensor on all of them; then configure it.',
    ],
    cautions: [],
  },
  {
    key: 'validate',
    title: 'Validate',
    intro: ['Look for health issues in the portal and for unusual errors in the logs of the sensors.'],
    cautions: ['Give the first synchronisation two hours after the move before you begin to validate.'],
  },
  {
    key: 'clean-up',
    title: 'Clean up',
    intro: [
      'Only when everything above is done. Keep the ATA data online for a while, or back up its MongoDB to keep it for good.',
    ],
    cautions: [
      'Alerts of ATA are not moved. Record or resolve them first.',
      'Do not uninstall the ATA Center while any ATA Gateway is left.',
    ],
  },
  {
    key: 'record',
    title: 'For the record',
    intro: [
      'Nothing to do here: what Defender for Identity does by itself, what it has no counterpart for, and what nobody ever changed in ATA.',
    ],
    cautions: [],
  },
] as const satisfies readonly PhaseInfo[];

/** Key of a section. */
export type Phase = (typeof phases)[number]['key'];

interface PhaseRule {
  readonly phase: Phase;
  /** What the item's id begins with. */
  readonly ids?: readonly string[];
  readonly reasons?: readonly ReasonCode[];
  readonly dispositions?: readonly Item['disposition'][];
}

/** The first rule wins of which any condition holds. Every disposition is in one of them. */
const rules: readonly PhaseRule[] = [
  { phase: 'validate', ids: ['center/validate'] },
  { phase: 'clean-up', ids: ['center/existing-alerts', 'center/decommission'] },
  { phase: 'record', dispositions: ['automatic', 'no-equivalent', 'default'] },
  {
    phase: 'gather',
    dispositions: ['unrecognised'],
    reasons: [
      'unresolved-entity',
      'role-members-unknown',
      'role-group-unrecognised',
      'role-member-not-found',
      'gateway-kind-unknown',
      'gateways-not-in-sources',
      'section-not-in-source',
    ],
  },
  { phase: 'plan', dispositions: ['decision'] },
  { phase: 'move', dispositions: ['manual', 'scripted'] },
];

/**
 * In which section of the worksheet an item belongs.
 *
 * @throws InternalError for a disposition that no rule names
 */
export function phaseOf(item: Pick<Item, 'id' | 'disposition' | 'reason'>): Phase {
  const rule = rules.find(
    ({ ids, reasons, dispositions }) =>
      ids?.some((start) => item.id.startsWith(start)) ||
      dispositions?.includes(item.disposition) ||
      reasons?.some((code) => code === item.reason.code),
  );
  if (rule === undefined)
    throw new InternalError(`no section of the worksheet takes ${item.disposition} items`);
  return rule.phase;
}
