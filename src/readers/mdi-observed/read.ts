/** The reader of what Defender for Identity has: any file that shows a part of it, recognised by its content. */
import { UserError } from '../../errors.js';
import type { Reporter } from '../../reporter.js';
import { isAlertRecordCsv } from '../alert-record.js';
import { decodeText } from '../text.js';
import type { SourceBytes } from '../values.js';
import { type Answer, readAnswers } from './answers.js';
import { configurationReport } from './configuration-report.js';
import { type Fields, shownName } from './fields.js';
import { graphHealthIssues } from './graph-health-issues.js';
import { graphRoleAssignments, graphRoleDefinitions } from './graph-roles.js';
import { graphSensors } from './graph-sensors.js';
import { huntingTags } from './hunting-tags.js';
import { type Contribution, type KnownLogEntry, type ObservedPart, unknownShape } from './parts.js';
import { isWorksheetCsv, readPortalCsv, recognisesPortalCsv } from './portal-csv.js';
import { exclusionEntities, exclusionRules, taggedPrincipals } from './portal-entities.js';
import {
  alertThresholds,
  autoAuditing,
  directoryServices,
  healthNotifications,
  incidentNotifications,
  remediationActions,
  remediatorCredentials,
  syslogConfiguration,
  tuningRules,
  vpnConfiguration,
} from './portal-settings.js';
import { readinessReport } from './readiness.js';
import { readSensorLog, recognisesSensorLog } from './sensor-log.js';
import type { AnswerShape } from './shape.js';
import { readStoredObserved, storedSchema } from './stored.js';

/** Every shape of JSON that is read; where several recognise an entry, the first is taken. */
export const answerShapes: readonly AnswerShape[] = [
  graphHealthIssues,
  graphSensors,
  graphRoleDefinitions,
  graphRoleAssignments,
  autoAuditing,
  huntingTags,
  configurationReport,
  readinessReport,
  directoryServices,
  remediatorCredentials,
  remediationActions,
  vpnConfiguration,
  syslogConfiguration,
  healthNotifications,
  incidentNotifications,
  alertThresholds,
  tuningRules,
  exclusionEntities,
  exclusionRules,
  taggedPrincipals,
];

const exportAdvice = [
  'Give answers of Microsoft Graph, exports of the portal (CSV), a HAR file that the browser saved on the pages of the portal, New-MDIConfigurationReport, Test-MdiReadiness, or sensor logs.',
];

/**
 * Reads one file.
 *
 * @throws UserError if it is damaged, or nothing in it is recognised; no message quotes what is in it
 */
export function readObserved(
  source: SourceBytes,
  knownLogEntries: readonly KnownLogEntry[],
  reporter: Reporter,
): ObservedPart {
  const part = observedPartOf(source, knownLogEntries, reporter);
  if (part instanceof UserError) throw part;
  return part;
}

/**
 * As {@link readObserved}, but a whole file that shows nothing of MDI is a value: in a folder it is no reason to stop.
 *
 * @throws UserError if it is damaged
 */
export function observedPartOf(
  source: SourceBytes,
  knownLogEntries: readonly KnownLogEntry[],
  reporter: Reporter,
): ObservedPart | UserError {
  const { text } = decodeText(source);
  const { name } = source;
  if (/^\s*[[{]/.test(text) && !recognisesSensorLog(text.slice(0, 8192))) {
    const contributions = ofJson(text, name, reporter);
    return contributions instanceof UserError ? contributions : { source: name, contributions };
  }
  if (recognisesSensorLog(text.slice(0, 65_536)))
    return { source: name, contributions: [readSensorLog(text, name, knownLogEntries)] };
  if (isWorksheetCsv(text))
    return new UserError('This is a worksheet of this program, not an export of the portal.', {
      location: { source: name },
      advice: ['A worksheet is the word of a person: it says what was done, not what is there.'],
    });
  if (isAlertRecordCsv(text))
    return new UserError('This is a record of alerts of ATA, not an export of the portal.', {
      location: { source: name },
      advice: ['Only ata2mdi gate holds it against the open activities of ATA.'],
    });
  return recognisesPortalCsv(text)
    ? { source: name, contributions: [readPortalCsv(text, name)] }
    : nothingKnown(name);
}

function nothingKnown(source: string): UserError {
  return new UserError('Nothing of Defender for Identity is recognised in this file.', {
    location: { source },
    advice: exportAdvice,
  });
}

function ofJson(text: string, source: string, reporter: Reporter): Contribution[] | UserError {
  const { answers, failed, others } = readAnswers(text, source, reporter);
  const [only, second] = answers;
  if (second === undefined && only?.entries[0]?.text('schema') === storedSchema)
    return readStoredObserved(text, source);
  if (answers.some(({ entries }) => storedIn(entries[0]))) return storedError(source);
  const contributions = answers.flatMap((answer) => ofAnswer(answer, reporter));
  if (failed > 0)
    reporter.notice({
      code: 'failed-answer',
      text: `${failed === 1 ? 'one answer is an error' : `${failed} answers are errors`} or empty, which says nothing about what is there: save ${failed === 1 ? 'it' : 'them'} again.`,
      source,
    });
  if (contributions.every(({ shape }) => shape === unknownShape)) {
    if (contributions.length === 0 && failed > 0)
      return new UserError('The file holds only answers that failed.', {
        location: { source },
        advice: ['Check the permissions of whoever asked, and save the answer again.'],
      });
    return others > 0 && contributions.length === 0
      ? new UserError('No request of this file is about a setting of Defender for Identity.', {
          location: { source },
          advice: [
            'Open the pages of the settings in the portal while the browser records, then save again.',
          ],
        })
      : nothingKnown(source);
  }
  return contributions;
}

function ofAnswer(answer: Answer, reporter: Reporter): Contribution[] {
  const byPlace = answerShapes.find(({ address }) => placeOf(answer, address));
  if (byPlace !== undefined) return [{ shape: byPlace.shape, ...byPlace.read(answer) }];
  if (answer.entries.length === 0) {
    reporter.notice({
      code: 'nameless-empty-list',
      text: 'an empty list does not say of what it is one, so it shows nothing: save the whole answer, with @odata.context, or the address beside it.',
      source: answer.source,
    });
    return [{ shape: unknownShape }];
  }
  const shape = answerShapes.find(({ recognises }) => answer.entries.every(recognises));
  if (shape !== undefined) return [{ shape: shape.shape, ...shape.read(answer) }];
  const asked = harmless.find((names) => answer.entries.every((entry) => entry.has(...names)));
  if (asked !== undefined) return [{ shape: 'not-compared' }];
  const mixed = answerShapes.filter(({ recognises }) => answer.entries.some(recognises));
  const rest = answer.entries.filter((entry) => !mixed.some(({ recognises }) => recognises(entry)));
  return [
    ...mixed.map((one) => ({ shape: one.shape, ...one.read(entriesOfShape(answer, one, mixed)) })),
    ...(rest.length === 0
      ? []
      : [
          {
            shape: unknownShape,
            unread: [...new Set(rest.flatMap(({ names }) => names.map(shownName)))].sort(),
          },
        ]),
  ];
}

/** The entries that are of a shape first; a list of several shapes is no whole list of any. */
function entriesOfShape(answer: Answer, shape: AnswerShape, all: readonly AnswerShape[]): Answer {
  return {
    ...answer,
    entries: answer.entries.filter((entry) => all.find(({ recognises }) => recognises(entry)) === shape),
    lacks: 'it stands among entries of other kinds',
  };
}

function placeOf({ address, context }: Answer, pattern: RegExp | null): boolean {
  if (pattern === null) return false;
  return (address !== null && pattern.test(address)) || (context !== null && pattern.test(context));
}

/** Answers that are known and of which nothing is compared; a key for the deployment of sensors is a secret. */
const harmless: readonly (readonly string[])[] = [
  ['sensorDeploymentAccessKey'],
  ['computerDnsName', 'senseClientVersion'],
  ['activationMode'],
  ['onPremisesSecurityIdentifier'],
  ['MonitoredDomainControllerCount'],
  ['downloadUrl'],
];

function storedIn(entry: Fields | undefined): boolean {
  const schema = entry?.text('schema') ?? null;
  return (
    schema !== null && ['ata-snapshot', 'migration-plan', 'mdi-observed', 'verification'].includes(schema)
  );
}

function storedError(source: string): UserError {
  return new UserError('This is a document of this program, not of Defender for Identity.', {
    location: { source },
    advice: exportAdvice,
  });
}
