/** Health alerts of ATA and health issues of Defender for Identity as text. */
import { healthAlertStem } from './areas.js';
import type { HealthAlertMatch, HealthIssueMatch } from './explanation.js';
import { type Line, row, rows } from './layout.js';
import { titled } from './text-names.js';
import { certaintyRow, docsLines, menu, sourceLines } from './text-parts.js';

export function healthAlertLines(match: HealthAlertMatch): Line[] {
  const { alert, outcome, portalPath } = match;
  const issues = alert.issues.map(
    ({ name, severity, sensors }) =>
      `${name} (${severity}; ${sensors === 'all' ? 'all sensors' : `sensors ${sensors}`})`,
  );
  return [
    ...titled(match),
    ...row('Type', alert.type),
    ...row('Event id', `${alert.eventId} in ATA`),
    ...row('About', alert.component),
    ...rows(
      'In the console',
      alert.titles.map(({ title, severity }) => `${title}${severity === null ? '' : ` (${severity})`}`),
    ),
    ...rows('Health issue', issues.length === 0 ? ['none is documented in Defender for Identity'] : issues),
    ...row('', alert.relation === 'similar' ? 'It is similar, not the same.' : null),
    ...row('Where', portalPath.length === 0 ? null : menu(portalPath)),
    ...row('Why', `${outcome.code} (${outcome.dispositions.join(' or ')}): ${outcome.text}`),
    ...row('Note', alert.notes),
    ...certaintyRow(alert.certainty),
    ...docsLines(match.docs),
    ...sourceLines(alert.sources),
  ];
}

export function healthIssueLines(match: HealthIssueMatch): Line[] {
  const { issue, answers } = match;
  return [
    ...titled(match),
    ...row('Severity', issue.severity),
    ...row('Sensors', issue.sensors),
    ...row('Before', issue.formerName === null ? null : `called "${issue.formerName}"`),
    ...rows(
      'Answers ATA',
      answers.length === 0
        ? ['no health alert; it is new in Defender for Identity']
        : answers.map(
            ({ type, eventId, relation }) => `${healthAlertStem(type)} (event ${eventId}; ${relation})`,
          ),
    ),
    ...row('Where', menu(match.portalPath)),
    ...docsLines(match.docs),
  ];
}
