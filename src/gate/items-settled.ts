import type { CheckedItem, Verification } from '../types/verification.js';
import { asksForSomething } from '../verify/finding.js';
import {
  type ConditionFinding,
  type ConditionInfo,
  counted,
  type GateEvidence,
  type PartFinding,
} from './finding.js';

/** What the plan asks for is in Defender for Identity, or a person answers for it. The comparison is that of `verify`. */
export const itemsSettled: ConditionInfo = {
  key: 'items-settled',
  title: 'Every manual, scripted and decision item is replicated or attested',
  isAttestedWhole: false,
  isOfCenter: false,
  find,
};

/** What asks for the removal itself. */
const removal = /^center\/decommission(?:[/~]|$)/;

/** The items that the condition is about: those that ask for something, without the removal itself. */
export function itemsToSettle({ items }: Pick<Verification, 'items'>): CheckedItem[] {
  return items.filter((item) => {
    // The same item may be compared without asking for anything.
    const disposition = dispositionOf(item);
    return disposition !== null && asksForSomething({ disposition }) && !removal.test(item.id);
  });
}

function dispositionOf({ disposition }: CheckedItem): 'manual' | 'scripted' | 'decision' | null {
  return disposition === 'manual' || disposition === 'scripted' || disposition === 'decision'
    ? disposition
    : null;
}

function find({ verification, plan }: GateEvidence): ConditionFinding {
  const items = itemsToSettle(verification);
  const replicated = items.filter(({ result }) => result === 'replicated').length;
  const attested = items.filter(({ result }) => result === 'attested').length;
  const unrecognised = plan.items.filter(({ disposition }) => disposition === 'unrecognised').length;
  const parts = items.flatMap((item) => itemPart(item) ?? []);
  const open = parts.filter(({ result }) => result !== 'met').length;
  return {
    result: items.length === 0 ? 'unknown' : 'met',
    evidence: [
      `${counted(items.length, 'item')}: ${replicated} replicated, ${attested} attested, ${open} neither.`,
      ...(unrecognised === 0
        ? []
        : [
            `${counted(unrecognised, 'item')} not recognised, which this does not ask for: look at them in the worksheet.`,
          ]),
    ],
    parts,
    toDo: [
      'ata2mdi verify says of each what is missing, different, or what to export.',
      'What no file shows: give the worksheet in which it is marked Done or Not needed to --observed, or its id to --attest.',
      'What is not wanted in Defender for Identity: mark it Not needed in the worksheet.',
    ],
  };
}

/** Of what is replicated there is nothing to tell one by one. */
function itemPart(item: CheckedItem): PartFinding | null {
  const { id, title, result, attestation, notes, differences, sources } = item;
  if (result === 'replicated') return null;
  const common = { key: id, title };
  if (result === 'attested') {
    const { status = '', owner = '', doneOn = '', notes: remark = '' } = attestation ?? {};
    const told = [
      status,
      ...(owner === '' ? [] : [`by ${owner}`]),
      ...(doneOn === '' ? [] : [`on ${doneOn}`]),
      remark,
    ];
    return {
      ...common,
      result: 'met',
      attested: true,
      evidence: [told.filter((word) => word !== '').join('; ')],
    };
  }
  if (result === 'cannot-check')
    return { ...common, result: 'unknown', evidence: ['No file shows it.', ...notes] };
  // The condition on health issues is milder: it lets those of low severity be.
  if (/^center\/validate(?:~|$)/.test(id) && differences.every(({ field }) => field === 'Open health issues'))
    return {
      ...common,
      result: 'met',
      evidence: ['Only health issues are open: the condition on them decides.'],
    };
  const place = sources.length === 0 ? '' : ` (${sources.join(', ')})`;
  return {
    ...common,
    result: 'not-met',
    evidence: [
      result === 'missing'
        ? `Missing${place}.`
        : `Different${place}: ${differences.map(({ field, planned, observed }) => `${field} ${planned} / ${observed === '' ? '(empty)' : observed}`).join('; ')}.`,
      ...notes,
    ],
  };
}
