/**
 * A report as a plain outline. Every format renders this and nothing else; every text in it is on one line and shows what
 * cannot be seen.
 */

/** `bad` asks for work, `open` for a look, `good` for nothing. */
export type Mood = 'bad' | 'open' | 'good' | 'plain';

/** A label and what it says. */
export interface Detail {
  readonly label: string;
  readonly text: string;
  /** Of what stands out, and of what is written as a machine has it. */
  readonly look?: 'bad' | 'code';
  /** Where the text leads to: an address of this program's own catalogue. */
  readonly link?: string;
}

/** One thing and what there is to say of it. */
export interface ReportEntry {
  /** One word that says at a glance what kind of thing it is. */
  readonly mark?: { readonly text: string; readonly mood: Mood };
  readonly title: string;
  readonly details: readonly Detail[];
}

/** Entries of one topic. */
export interface ReportGroup {
  readonly title: string;
  readonly details: readonly Detail[];
  readonly entries: readonly ReportEntry[];
}

/** A group without details; none without entries. */
export function entriesGroup(title: string, entries: readonly ReportEntry[]): ReportGroup[] {
  return entries.length === 0 ? [] : [{ title, details: [], entries }];
}

/** Entries that are a line each. */
export function linesAsEntries(lines: readonly string[]): ReportEntry[] {
  return lines.map((title) => ({ title, details: [] }));
}

/** A part of the report. */
export interface ReportSection {
  readonly key: string;
  readonly title: string;
  readonly mood: Mood;
  readonly count: number;
  readonly intro: string;
  readonly groups: readonly ReportGroup[];
  /** How much of each group a terminal shows: everything, the first entries, or only how many there are. Pages fold what is not shown whole. */
  readonly extent: 'whole' | 'first' | 'count';
}

/** A number of the overview. */
export interface ReportCount {
  readonly label: string;
  readonly count: number;
  readonly meaning: string;
  /** What it means if there is at least one. */
  readonly mood: Mood;
}

/** One thing that happened at a time. */
export interface TimelineMark {
  /** Where it stands, from 0 at the beginning to 1 at the end. */
  readonly at: number;
  readonly mood: Mood;
  readonly title: string;
  /** Key of the section that tells it. */
  readonly href: string;
}

/** What happened when, for the forms that can draw. Everything in it is told in the sections too. */
export interface Timeline {
  readonly title: string;
  /** What stands at the beginning and at the end. */
  readonly from: string;
  readonly to: string;
  readonly rows: readonly { readonly label: string; readonly marks: readonly TimelineMark[] }[];
  /** Times of which nothing is known, from 0 to 1. */
  readonly gaps: readonly { readonly start: number; readonly end: number }[];
}

/** The whole report. */
export interface Report {
  readonly title: string;
  /** What there is to know first. */
  readonly lead: readonly string[];
  /** What would make all the rest worthless if it were overlooked. */
  readonly warnings?: readonly string[];
  readonly counts: readonly ReportCount[];
  /** What the things counted are, as the heading of a column. */
  readonly countedAs: string;
  /** Drawn before the sections. */
  readonly timelines?: readonly Timeline[];
  readonly sections: readonly ReportSection[];
}
