import { UserError } from '../../errors.js';
import type { MdiObserved } from '../../types/mdi-observed.js';
import { validate } from '../../types/validate-mdi-observed.js';
import { type Contribution, unknownShape } from './parts.js';

/** The name of the schema, by which such a document is recognised. */
export const storedSchema = 'mdi-observed';

/**
 * What `verify --save-observed` wrote earlier, as if its files had been given again.
 *
 * @throws UserError if it was changed so that it is none any more
 */
export function readStoredObserved(text: string, source: string): Contribution[] {
  const observed = parsed(text);
  if (observed === null)
    throw new UserError('This document is damaged, or of another version of this program.', {
      location: { source },
      advice: ['Give the files that it was made from.'],
    });
  const { coverage, syslog, vpn, actionAccounts, thresholds, automaticAuditing, ...lists } = observed;
  const shown: Contribution = {
    shape: storedSchema,
    sensors: lists.sensors,
    healthIssues: lists.healthIssues,
    roles: lists.roles,
    roleAssignments: lists.roleAssignments,
    tags: lists.tags,
    exclusions: lists.exclusions,
    tuningRules: lists.tuningRules,
    directoryServiceAccounts: lists.directoryServiceAccounts,
    healthRecipients: lists.healthRecipients,
    incidentRules: lists.incidentRules,
    auditing: lists.auditing,
    serverTests: lists.serverTests ?? [],
    sensorLogs: lists.sensorLogs,
    logGroups: lists.logGroups,
    ...(syslog === null ? {} : { syslog }),
    ...(vpn === null ? {} : { vpn }),
    ...(actionAccounts === null ? {} : { actionAccounts }),
    ...(thresholds === null ? {} : { thresholds }),
    ...(automaticAuditing === null ? {} : { automaticAuditing }),
    pages: coverage.map(({ list, scope, kinds, whole, why }) => ({
      list,
      scope,
      kinds,
      entries: 0,
      start: null,
      next: null,
      total: null,
      lacks: whole ? null : (why ?? 'it was not whole'),
    })),
  };
  // What could not be read of the files then is not read now either, and is said again.
  return [
    shown,
    ...lists.unread.map(({ shape, names }) => ({ shape: shape ?? unknownShape, unread: names })),
  ];
}

function parsed(text: string): MdiObserved | null {
  try {
    const document: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    // The validator, made of the schema, is what makes this true.
    return validate(document) ? (document as MdiObserved) : null;
  } catch {
    return null;
  }
}
