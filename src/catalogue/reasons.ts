import { type DocumentationLink, documentationLink, isLinkKey } from './links.js';
import data from './reasons.json' with { type: 'json' };

/** What may become of an item (a plan's `disposition`). */
export type ReasonDisposition =
  | 'scripted'
  | 'manual'
  | 'decision'
  | 'automatic'
  | 'no-equivalent'
  | 'default'
  | 'unrecognised';

/** Why an item has its disposition. */
export interface ReasonEntry {
  /** The dispositions this reason can stand behind. */
  readonly dispositions: readonly ReasonDisposition[];
  /** One or two sentences for people, without placeholders. */
  readonly text: string;
  /** Where to read more. */
  readonly link: DocumentationLink | null;
  /** How sure the statement is. */
  readonly certainty: 'documented' | 'seen' | 'inferred';
}

/** A code of the closed list, e.g. `exclusion-rule`. */
export type ReasonCode = keyof typeof data.reasons;

interface RawReason {
  readonly dispositions: readonly string[];
  readonly text: string;
  readonly link: string | null;
  readonly certainty: string;
}

const reasons: Readonly<Record<ReasonCode, RawReason>> = data.reasons;

/** All codes, in order of the alphabet. */
export function reasonCodes(): readonly ReasonCode[] {
  return Object.keys(data.reasons) as ReasonCode[];
}

/** The reason of that code, its link resolved. */
export function reasonEntry(code: ReasonCode): ReasonEntry {
  const raw = reasons[code];
  return {
    // The schema of the catalogue, checked in the test beside this file, allows no other words.
    dispositions: raw.dispositions as readonly ReasonDisposition[],
    text: raw.text,
    link: raw.link !== null && isLinkKey(raw.link) ? documentationLink(raw.link) : null,
    certainty: raw.certainty as ReasonEntry['certainty'],
  };
}

/** Whether a word is a reason code. */
export function isReasonCode(word: string): word is ReasonCode {
  return Object.hasOwn(reasons, word);
}

/** Whether an item may have this disposition for this reason. */
export function reasonAllows(code: ReasonCode, disposition: ReasonDisposition): boolean {
  return reasons[code].dispositions.includes(disposition);
}
