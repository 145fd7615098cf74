import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import schema from '../../schemas/catalogue-change-severities.schema.json' with { type: 'json' };
import diffSchema from '../../schemas/configuration-diff.schema.json' with { type: 'json' };
import { isAlwaysBookkeeping, type JudgedChange, severityOf, severityRules } from './change-severities.js';
import data from './change-severities.json' with { type: 'json' };
import { settingsCatalogue } from './settings.js';

test('follows its schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
});

test('every rule has a code of its own, and the last alone fits everything', () => {
  const rules = severityRules();
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  const open = rules.filter((rule) => Object.keys(rule).length === 3);
  expect(open).toEqual([rules.at(-1)]);
});

test('names settings and kinds that there are', () => {
  const ids = settingsCatalogue.entries.map(({ id }) => id);
  for (const { code, settings = [], kinds = [] } of severityRules()) {
    for (const pattern of settings)
      expect(
        ids.some((id) => id === pattern || (pattern.endsWith('.*') && id.startsWith(pattern.slice(0, -1)))),
        `${code}: ${pattern}`,
      ).toBe(true);
    for (const kind of kinds) expect(diffSchema.$defs.kind.enum, code).toContain(kind);
  }
});

const leaf: JudgedChange = { form: 'leaf', kind: 'changed', area: 'center', setting: null, path: 'center:x' };

const removed = { ...leaf, kind: 'removed' } as const;

test.each([
  [
    'critical',
    'a lost honeytoken',
    { form: 'element', kind: 'removed', area: 'honeytokens', setting: 'honeytokens.account' },
  ],
  ['critical', 'a detector switched off', { area: 'detectors', setting: 'detectors.enabled', after: false }],
  ['important', 'a detector switched on', { area: 'detectors', setting: 'detectors.enabled', after: true }],
  [
    'minor',
    'a new recipient',
    { form: 'element', kind: 'added', area: 'email', setting: 'email.alertRecipient' },
  ],
  [
    'important',
    'a recipient less',
    { form: 'element', kind: 'removed', area: 'email', setting: 'email.alertRecipient' },
  ],
  [
    'important',
    'a new exclusion',
    { form: 'element', kind: 'added', area: 'exclusions', setting: 'exclusions.subnet' },
  ],
  ['critical', 'a gateway gone', { form: 'document', kind: 'removed', area: 'gateways' }],
  [
    'critical',
    'a new administrator',
    { form: 'role-member', kind: 'added', area: 'role-groups', path: 'role-group/administrators:S-1-5' },
  ],
  [
    'important',
    'a new viewer',
    { form: 'role-member', kind: 'added', area: 'role-groups', path: 'role-group/viewers:S-1-5' },
  ],
  ['critical', 'no syslog any more', { area: 'syslog', setting: 'syslog.enabled', after: false }],
  ['bookkeeping', 'a time of update', { setting: 'center.updateTime' }],
  [
    'bookkeeping',
    'learned state',
    { area: 'learned-state', setting: 'learned-state.kerberosTicketLifetime' },
  ],
  ['bookkeeping', 'another spelling', { form: 'spelling', area: 'email', setting: 'email.alertRecipient' }],
  ['important', 'an unknown setting', { area: 'unrecognised' }],
  [
    'minor',
    'a renamed object',
    { form: 'entity', kind: 'renamed', area: 'exclusions', path: 'entity/x:name' },
  ],
  [
    'important',
    'a deleted object',
    { form: 'entity', area: 'exclusions', path: 'entity/x:deleted', after: true },
  ],
  ['minor', 'anything else', {}],
  ['critical', 'no syslog server any more', { ...removed, setting: 'syslog.server.address', before: 'siem' }],
  ['critical', 'an empty mail server', { setting: 'email.server.address', before: 'smtp', after: '' }],
] as const)('%s: %s', (severity, _, change) => {
  expect(severityOf({ ...leaf, ...change }).severity).toBe(severity);
});

test.each([
  ['center.updateTime', 'center', 'center:UpdateTime', true],
  ['reports.schedule.timing', 'reports', 'center:Configuration.ReporterConfiguration.X.LastSendTime', true],
  ['reports.schedule.timing', 'reports', 'center:Configuration.ReporterConfiguration.X.DayOfWeek', false],
  ['detectors.enabled', 'detectors', 'center:Configuration.X.IsEnabled', false],
  [null, 'learned-state', 'center:Configuration.X', true],
  [null, 'unrecognised', 'center:UpdateTime', false],
] as const)('whatever becomes of %s in %s at %s is bookkeeping: %s', (setting, area, path, expected) => {
  expect(isAlwaysBookkeeping({ setting, area, path })).toBe(expected);
  const kinds = ['added', 'removed', 'changed'] as const;
  const severities = kinds.map((kind) => severityOf({ form: 'leaf', kind, setting, area, path }).severity);
  expect(severities.every((severity) => severity === 'bookkeeping')).toBe(expected);
});

test.each([
  ['critical', 'detectors', 'detectors.enabled'],
  ['critical', 'syslog', 'syslog.enabled'],
  ['critical', 'syslog', 'syslog.alerts'],
  ['important', 'syslog', 'syslog.healthAlerts'],
  ['critical', 'email', 'email.enabled'],
  ['critical', 'email', 'email.alertMail'],
  ['important', 'health-notifications', 'health-notifications.mail'],
  ['critical', 'event-collection', 'event-collection.windowsEventReader'],
  ['important', 'vpn', 'vpn.enabled'],
  ['important', 'monitoring-alerts', 'monitoring-alerts.enabled'],
  ['important', 'reports', 'reports.schedule.enabled'],
] as const)('%s: %s, %s that was on and is off, null or gone', (severity, area, setting) => {
  const on = { ...leaf, area, setting, before: true };
  expect(severityOf({ ...on, after: false }).severity).toBe(severity);
  expect(severityOf({ ...on, after: null }).severity).toBe(severity);
  expect(severityOf({ ...on, kind: 'removed' }).severity).toBe(severity);
});
