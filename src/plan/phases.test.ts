import { expect, it } from 'vitest';
import type { Item } from '../types/migration-plan.js';
import { phaseOf, phases } from './phases.js';

it.each<[Item['disposition'], string, string, string]>([
  ['unrecognised', 'unrecognised/center/X', 'unknown-setting', 'gather'],
  ['manual', 'honeytokens/8f1c', 'unresolved-entity', 'gather'],
  ['decision', 'role-groups/members', 'role-members-unknown', 'gather'],
  ['decision', 'gateways/GW1', 'gateway-kind-unknown', 'gather'],
  ['decision', 'gateways/none', 'gateways-not-in-sources', 'gather'],
  ['decision', 'syslog/not-in-source', 'section-not-in-source', 'gather'],
  ['decision', 'syslog/server', 'syslog-tls-certificate', 'plan'],
  ['manual', 'exclusions/a', 'exclusion-rule', 'move'],
  ['scripted', 'event-collection/auditing', 'windows-auditing', 'move'],
  ['manual', 'center/validate', 'migration-step', 'validate'],
  ['automatic', 'center/validate-health', 'new-in-mdi', 'validate'],
  ['decision', 'center/existing-alerts', 'alerts-stay-in-ata', 'clean-up'],
  ['manual', 'center/decommission-center', 'migration-step', 'clean-up'],
  ['automatic', 'updates/all', 'updates-by-service', 'record'],
  ['no-equivalent', 'telemetry/all', 'telemetry-has-no-switch', 'record'],
  ['default', 'engine-tuning/default', 'shipped-default', 'record'],
])('puts a %s item %s (%s) under %s', (disposition, id, code, phase) => {
  expect(phaseOf({ disposition, id, reason: { code, text: '' } })).toBe(phase);
});

it('keeps the order of the migration guide', () => {
  expect(phases.map(({ title }) => title)).toEqual([
    'Gather',
    'Plan',
    'Move',
    'Validate',
    'Clean up',
    'For the record',
  ]);
});
