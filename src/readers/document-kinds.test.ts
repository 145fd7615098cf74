import { describe, expect, it } from 'vitest';
import { classNames, documentId, documentKind } from './document-kinds.js';
import { type DocumentObject, type DocumentValue, ObjectIdValue } from './values.js';

function document(members: Record<string, DocumentValue>): DocumentObject {
  return new Map(Object.entries(members));
}

describe('documentKind', () => {
  it.each([
    ['center-profile', { _t: 'CenterSystemProfile' }],
    ['center-profile', { _t: ['ServiceSystemProfile', 'CenterSystemProfile'] }],
    ['center-profile', { Type: 'CenterSystemProfile' }],
    ['center-profile', { Configuration: new Map(), GatewayCommonConfiguration: new Map() }],
    ['gateway-profile', { _t: ['SystemProfile', 'ServiceSystemProfile', 'GatewaySystemProfile'] }],
    ['gateway-profile', { Type: 'GatewaySystemProfile' }],
    ['other-profile', { _t: 'DirectoryServicesSystemProfile' }],
    ['other-profile', { _t: ['SystemProfile', 'LicenseSystemProfile'] }],
    ['unique-entity', { Type: 'User' }],
    ['unique-entity', { _t: ['Entity', 'UniqueEntity', 'Account', 'Computer'] }],
    ['unique-entity', { _t: 'Group' }],
    ['unique-entity', { _t: 'Domain' }],
    ['unknown', { Type: 'UserProfile' }],
    ['unknown', { _t: ['Profile', 'AccountProfile', 'User'] }],
    ['suspicious-activity', { Type: 'DnsReconnaissanceSuspiciousActivity' }],
    [
      'suspicious-activity',
      { _t: ['Entity', 'Alert', 'SuspiciousActivity', 'SuspiciousActivity`1', 'Other'] },
    ],
    ['monitoring-alert', { Type: 'GatewayDisconnectedMonitoringAlert' }],
    ['monitoring-alert', { _t: ['Entity', 'Alert', 'MonitoringAlert'] }],
    ['ata-snapshot', { schema: 'ata-snapshot', schemaVersion: 1 }],
    ['migration-plan', { schema: 'migration-plan', schemaVersion: 1 }],
    ['unknown', {}],
    ['unknown', { schema: 'other' }],
    ['unknown', { _t: 5, Type: null }],
    ['unknown', { Configuration: new Map() }],
    ['unknown', { Configuration: 'cut', GatewayCommonConfiguration: 'cut' }],
    ['unknown', { Type: 'Text', Configuration: new Map(), GatewayCommonConfiguration: new Map() }],
  ] as [string, Record<string, DocumentValue>][])('%s', (kind, members) => {
    expect(documentKind(document(members))).toBe(kind);
  });
});

describe('classNames', () => {
  it('gives the names of both fields and passes what is no name', () => {
    expect(classNames(document({ _t: ['A', 5, 'B'], Type: 'C' }))).toEqual(['A', 'B', 'C']);
    expect(classNames(document({ Type: new Map() }))).toEqual([]);
  });
});

describe('documentId', () => {
  it.each([
    ['5f2fbf7283eaed101cf41361', { _id: new ObjectIdValue('5f2fbf7283eaed101cf41361') }],
    ['7a58c171-fa19-44f9-bf1e-81b544b318ad', { _id: '7a58c171-fa19-44f9-bf1e-81b544b318ad' }],
    ['x', { Id: 'x' }],
    [null, {}],
    [null, { _id: 5 }],
  ] as [string | null, Record<string, DocumentValue>][])('%s', (id, members) => {
    expect(documentId(document(members))).toBe(id);
  });
});
