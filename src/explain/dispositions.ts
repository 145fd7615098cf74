/** What each of the seven dispositions means. */
import { type ReasonDisposition, reasonAllows, reasonCodes } from '../catalogue/reasons.js';
import type { DispositionMatch } from './explanation.js';

type DispositionFacts = Pick<DispositionMatch, 'meaning' | 'carries'>;

const facts: Readonly<Record<ReasonDisposition, DispositionFacts>> = {
  scripted: {
    meaning: 'A public cmdlet or Microsoft Graph call does it. A person runs it; this program never does.',
    carries: 'The command, the permission it needs, and how to check that it was done.',
  },
  manual: {
    meaning: 'Defender for Identity or Defender XDR has the same setting. It is entered by hand.',
    carries: 'The place in the portal, the value of each field, and how to check that it was done.',
  },
  decision: {
    meaning: 'A person has to choose first.',
    carries: 'The question, the options with what each of them costs, and what is advised.',
  },
  automatic: {
    meaning: 'Defender for Identity does it by itself, or nothing is left to do.',
    carries: 'Why nothing is needed.',
  },
  'no-equivalent': {
    meaning: 'Defender for Identity has nothing like it.',
    carries: 'What comes closest, or that nothing does.',
  },
  default: { meaning: 'A value that ATA ships with; nobody chose it.', carries: '' },
  unrecognised: {
    meaning:
      'This program does not know the setting. That is not the same as knowing that nothing answers it; a person has to decide.',
    carries: 'The path and the value, redacted. It is never dropped.',
  },
};

/** The dispositions, those that need work first. */
export function dispositionWords(): ReasonDisposition[] {
  return Object.keys(facts) as ReasonDisposition[];
}

/** A disposition: its meaning, and the reasons that can stand behind it. */
export function dispositionMatch(disposition: ReasonDisposition): DispositionMatch {
  return {
    kind: 'disposition',
    disposition,
    ...facts[disposition],
    reasons: reasonCodes().filter((code) => reasonAllows(code, disposition)),
  };
}
