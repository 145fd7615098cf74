import data from './sensor-log.json' with { type: 'json' };

/** An entry of a sensor log whose meaning is documented. */
export interface SensorLogIssue {
  readonly key: string;
  /** Texts that all stand in such an entry. */
  readonly all: readonly string[];
  readonly meaning: string;
  readonly remedy: string;
  readonly source: string;
  readonly certainty: string;
}

/** All of them. */
export function sensorLogIssues(): readonly SensorLogIssue[] {
  return data.issues;
}

/** The one of a key, if there is one. */
export function sensorLogIssue(key: string): SensorLogIssue | undefined {
  return data.issues.find((issue) => issue.key === key);
}
