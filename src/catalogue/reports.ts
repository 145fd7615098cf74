import data from './reports.json' with { type: 'json' };

/** A report of ATA and what answers it. */
export interface ReportMapping {
  /** Key of its schedule in the configuration, e.g. `Summary`. */
  readonly type: string;
  readonly title: string;
  /** Name of the report in Defender for Identity; null if its list has none. */
  readonly mdiReport: string | null;
  /** What comes closest where there is no such report. */
  readonly closest: string | null;
  readonly certainty: 'documented' | 'seen' | 'inferred';
  readonly notes: readonly string[];
}

// The schema of the catalogue, checked in the test beside this file, allows no other words in `certainty`.
const reports = data.reports as readonly ReportMapping[];

/** All reports, in order of their type. */
export function reportMappings(): readonly ReportMapping[] {
  return reports;
}

/** What becomes of the report of that type, if the catalogue knows it. Upper and lower case are the same. */
export function reportMapping(type: string): ReportMapping | undefined {
  const wanted = type.toLowerCase();
  return reports.find((report) => report.type.toLowerCase() === wanted);
}
