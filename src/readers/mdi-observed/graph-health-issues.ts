import type { HealthIssue } from '../../types/mdi-observed.js';
import { filtered } from './answers.js';
import { type Fields, isoTime, plainWord, unreadNames } from './fields.js';
import { type AnswerShape, pageOf } from './shape.js';

/**
 * `GET /security/identities/healthIssues` (v1.0): microsoft.graph.security.healthIssue. The words of its enumerations come
 * in either case.
 */
export const graphHealthIssues: AnswerShape = {
  shape: 'graph-health-issues',
  address: /security\/identities\/(?:sensors\/[^/]+\/)?healthissues/,
  recognises: (entry) =>
    entry.has('healthIssueType', 'issueTypeId') && entry.has('displayName') && entry.has('status'),
  read(answer) {
    const { entries, source, address, next, lacks } = answer;
    const isOfOneSensor = /\/sensors\/[^/]+\/healthissues/.test(address ?? '');
    // A filter that keeps the open ones keeps what is looked for.
    const keepsOpen = /\$filter=status eq 'open'(?:&|$)/.test(
      (address ?? next ?? '')
        .toLowerCase()
        .replace(/%20|\+/g, ' ')
        .replace(/%27/g, "'")
        .replace(/%24/g, '$'),
    );
    const own = lacks === filtered && keepsOpen ? null : lacks;
    return {
      healthIssues: entries.flatMap((entry) => issueOf(entry, source) ?? []),
      pages: [
        pageOf(
          answer,
          'health-issues',
          answer.form === 'single'
            ? {}
            : { lacks: isOfOneSensor ? 'these are the health issues of one sensor' : own },
        ),
      ],
      unread: unreadNames(entries, known),
    };
  },
};

const known = [
  ...['id', 'displayName', 'description', 'healthIssueType', 'issueTypeId', 'severity', 'status'],
  ...['createdDateTime', 'lastModifiedDateTime', 'domainNames', 'sensorDNSNames', 'additionalInformation'],
  ...['recommendations', 'recommendedActionCommands', 'AdditionalProperties'],
];

function issueOf(entry: Fields, source: string): HealthIssue | null {
  const name = entry.text('displayName');
  if (name === null) return null;
  return {
    name,
    type: plainWord(entry.text('healthIssueType')),
    severity: plainWord(entry.text('severity')),
    status: plainWord(entry.text('status')),
    created: isoTime(entry.text('createdDateTime', 'lastModifiedDateTime')),
    domains: entry.texts('domainNames'),
    sensors: entry.texts('sensorDNSNames'),
    source,
  };
}
