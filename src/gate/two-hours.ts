import { seen } from '../verify/finding.js';
import type { ConditionFinding, ConditionInfo, GateEvidence } from './finding.js';

const key = 'two-hours';
const twoHours = 2 * 60 * 60 * 1000;

/** The first synchronisation takes two hours (documented, migration guide): until then nothing that is seen is final. */
export const twoHoursPassed: ConditionInfo = {
  key,
  title: 'Two hours have passed since the last sensor was installed',
  isAttestedWhole: true,
  isOfCenter: false,
  find,
};

function find({ observed, now }: GateEvidence): ConditionFinding {
  const list = seen(observed, 'sensors');
  const toDo = [
    'Give the whole list of sensors with their times of creation (Microsoft Graph has them), and the time: --stamp for the clock of this computer, or --now.',
  ];
  function unknown(...evidence: readonly string[]): ConditionFinding {
    return { result: 'unknown', evidence, parts: [], toDo };
  }
  if (list.sources.length === 0) return unknown('No list of sensors was given.');
  if (!list.whole) return unknown('The list of sensors is not whole: another one may be newer.');
  if (observed.sensors.length === 0) return unknown('The list of sensors is empty.');
  const silent = observed.sensors.filter(({ created }) => created === undefined || created === null);
  if (silent.length > 0)
    return unknown(
      `The list does not show when these were made: ${silent.map(({ name }) => name).join(', ')}.`,
    );
  const last = observed.sensors.reduce((newest, sensor) =>
    timeOf(sensor.created) > timeOf(newest.created) ? sensor : newest,
  );
  const lastText = `The last sensor, ${last.name}, was made ${last.created ?? ''}.`;
  // Whatever is in the files was there when they were made: they are no older than the newest time in them.
  const seenUntil = observed.healthIssues
    .map(({ created }) => timeOf(created))
    .filter((time) => !Number.isNaN(time));
  const reference = now === null ? Math.max(...seenUntil, Number.NEGATIVE_INFINITY) : timeOf(now);
  const passed = reference - timeOf(last.created);
  const told =
    now === null
      ? seenUntil.length === 0
        ? 'No file tells when it was made, and no time was given.'
        : `The files are of ${new Date(reference).toISOString()} or later.`
      : `Now: ${now}.`;
  if (passed >= twoHours) return { result: 'met', evidence: [lastText, told], parts: [], toDo };
  if (now === null) return unknown(lastText, told);
  return passed < 0
    ? unknown(lastText, told, 'That is before the sensor was made: one of the two is wrong.')
    : { result: 'not-met', evidence: [lastText, told], parts: [], toDo };
}

function timeOf(text: string | null | undefined): number {
  return Date.parse(text ?? '');
}
