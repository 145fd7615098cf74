/** The table of ATA's releases: which public release a build is, and until when it was supported. */
import data from './versions.json' with { type: 'json' };

/** What is known of a version of ATA. */
export interface VersionInfo {
  /** The version as it was given. */
  readonly full: string;
  /** Public name of the release, e.g. `1.9.3`; null where the table does not know the version. */
  readonly name: string | null;
  /** First build of that release, e.g. `1.9.7576`. */
  readonly build: string | null;
  /** Day of its release. */
  readonly released: string | null;
  /** Day on which its support ended. */
  readonly supportEnded: string | null;
  /** `ended` where support ended before the month to which the facts are current. */
  readonly supportState: 'ended' | 'unknown';
  readonly notes?: string;
}

/** One release. */
export interface Release {
  readonly name: string;
  readonly build: string;
  readonly released: string;
  readonly supportEnded: string;
  readonly notes?: string;
}

/** The document `versions.json`. */
export interface VersionsCatalogue {
  readonly schema: 'catalogue-versions';
  readonly schemaVersion: 1;
  readonly factsAsOf: string;
  readonly source: { readonly repository: string; readonly what: string };
  readonly certainty: 'documented' | 'seen' | 'inferred';
  /** Oldest first. */
  readonly releases: readonly Release[];
}

/** The built-in table of releases. */
export const versionsCatalogue = data as VersionsCatalogue;

/**
 * What the table says of a version such as `1.9.7576.49398`. A build between two releases belongs to the earlier
 * one; a build after the last release belongs to it as long as it carries the same first two numbers.
 *
 * @param full three or four numbers joined by dots; of anything else nothing is known
 */
export function versionInfo(full: string): VersionInfo {
  const release = releaseOf(full);
  if (release === null) {
    return { full, name: null, build: null, released: null, supportEnded: null, supportState: 'unknown' };
  }
  const { factsAsOf } = versionsCatalogue;
  const ended = release.supportEnded.slice(0, factsAsOf.length) < factsAsOf;
  return { full, ...release, supportState: ended ? 'ended' : 'unknown' };
}

/**
 * Negative where a version is of an earlier line of releases than `line`, 0 where it is of that line, positive where
 * it is of a later one; null where it is no version.
 *
 * @param line two numbers, e.g. `1.9`
 */
export function compareToLine(full: string, line: string): number | null {
  const version = numbersOf(full);
  return version === null ? null : compare(version.slice(0, 2), line.split('.').map(Number));
}

function releaseOf(full: string): Release | null {
  const version = numbersOf(full);
  if (version === null) return null;
  const { releases } = versionsCatalogue;
  const earlier = releases.findLast(({ build }) => compare(numbersOf(build), version) <= 0);
  if (earlier === undefined) return null;
  const isLast = earlier === releases.at(-1);
  return isLast && compare(numbersOf(earlier.build)?.slice(0, 2), version.slice(0, 2)) !== 0 ? null : earlier;
}

/** The first three numbers of a version, or null where it is none. The fourth only tells packages of a build apart. */
function numbersOf(version: string): number[] | null {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:\.\d{1,9})?$/.exec(version);
  return match === null ? null : match.slice(1, 4).map(Number);
}

/** Negative where `one` comes first, 0 where they are the same. */
function compare(one: readonly number[] | null | undefined, other: readonly number[]): number {
  for (const [at, part] of other.entries()) {
    const difference = (one?.[at] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}
