import type { File, Gap } from '../types/configuration-history.js';

/** A file with its time, which stands in its name: only that says when it was written. */
export interface TimedFile {
  readonly name: string;
  readonly time: string;
}

/** Fewer steps than this do not make a rule. */
const fewestSteps = 3;

/** A step that is longer than the usual one by this factor is a gap: one file is missing. */
const gapFactor = 1.5;

/**
 * How far files are apart as a rule, in minutes: the median of the steps.
 *
 * @param files in order of time
 */
export function usualInterval(files: readonly TimedFile[]): number | null {
  const steps = stepsOf(files);
  if (steps.length < fewestSteps) return null;
  const sorted = [...steps].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/**
 * Where files are missing.
 *
 * @param files that were read, in order of time
 * @param damaged files that could not be: they are named in the gap that they leave
 */
export function gapsOf(files: readonly TimedFile[], damaged: readonly Pick<File, 'name' | 'time'>[]): Gap[] {
  const usual = usualInterval(files);
  if (usual === null || usual === 0) return [];
  return stepsOf(files).flatMap((minutes, at): Gap[] => {
    const [last, next] = [files[at], files[at + 1]];
    if (last === undefined || next === undefined || minutes <= usual * gapFactor) return [];
    const inside = damaged.filter(({ time }) => time !== null && time > last.time && time < next.time);
    return [
      {
        after: last.name,
        before: next.name,
        from: last.time,
        to: next.time,
        minutes,
        damaged: inside.map(({ name }) => name),
      },
    ];
  });
}

function stepsOf(files: readonly TimedFile[]): number[] {
  return files
    .slice(1)
    .map(({ time }, at) => Math.round((Date.parse(time) - Date.parse(files[at]?.time ?? time)) / 60_000));
}
