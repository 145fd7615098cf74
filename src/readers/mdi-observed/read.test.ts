import { describe, expect, test } from 'vitest';
import { graphList, harText } from '../../../test/support/perfect-mdi.js';
import { observedIn } from '../../../test/support/verifying.js';
import { UserError } from '../../errors.js';
import { collectingReporter } from '../../reporter.js';
import type { Contribution } from './parts.js';
import { readObserved } from './read.js';

function read(text: string): { readonly contributions: readonly Contribution[]; readonly notices: string[] } {
  const reporter = collectingReporter();
  const bytes = new TextEncoder().encode(text);
  const { contributions } = readObserved({ name: 'file', bytes }, [], reporter);
  return { contributions, notices: reporter.notices.map(({ code }) => code) };
}

function shapesOf(text: string): string[] {
  return read(text).contributions.map(({ shape }) => shape);
}

const sensor = {
  displayName: 'DC1',
  sensorType: 'domainControllerIntegrated',
  version: '2.1',
  domainName: 'a.test',
};

describe('recognises by content', () => {
  test.each<[string, string]>([
    ['graph-sensors', graphList('security/identities/sensors', [])],
    ['graph-sensors', JSON.stringify({ value: [sensor] })],
    ['graph-sensors', JSON.stringify([{ DisplayName: 'DC1', SensorType: 'x', HealthStatus: 'healthy' }])],
    ['graph-health-issues', graphList('security/identities/healthIssues', [])],
    ['graph-roles', graphList('roleManagement/defender/roleDefinitions', [])],
    ['graph-auto-auditing', '{"value":{"isAutomatic":true}}'],
    ['graph-auto-auditing', '{"isAutomatic":true}'],
    ['hunting-tags', '{"schema":[],"results":[]}'],
    ['configuration-report', '[{"Configuration":"NTLMAuditing","Mode":"Domain","Status":true}]'],
    ['readiness-report', '{"Domain":"a.test","DomainControllers":[],"DomainSchemaVersion":88}'],
    ['portal-vpn', '{"IsRadiusEventListenerEnabled":true,"RadiusEventListenerSharedSecret":"x"}'],
    ['portal-directory-services', '{"value":[{"AccountName":"a","IsGroupManagedServiceAccount":true}]}'],
    ['portal-action-accounts', '{"IsRemediationWithLocalSystemEnabled":true}'],
    ['portal-tuning-rules', '[{"RuleTitle":"a","IsEnabled":true}]'],
    [
      'portal-csv-sensors',
      'Sensor,Type,Domain,Service status,Sensor status,Version\r\nDC1,x,a,Running,ok,2.1\r\n',
    ],
    ['portal-csv-roles', '\ufeffRole name,Permissions,Assigned users or groups\nA,"B (read)",C'],
    ['portal-csv-exclusions', 'Detection rule,Users,IP addresses\nA,"b; c",10.0.0.1\n'],
    ['hunting-tags', 'Sid,AccountUpn,Tags\nS-1-5-21-1,a@b.test,"[""Sensitive""]"\n'],
    ['sensor-log', '2026-10-06 02:11:06.2210 Error A B c'],
    ['not-compared', '{"value":{"sensorDeploymentAccessKey":"CANARY"}}'],
  ])('%s', (shape, text) => {
    expect(
      shape === 'not-compared' ? shapesOf(`[${text},${JSON.stringify(sensor)}]`) : shapesOf(text),
    ).toContain(shape);
  });
});

describe('a portal answer is told by its address', () => {
  test('a rule and a kind stand in it', () => {
    const text = harText([
      {
        url: "aatp/odata/ExclusionEntityDatas/DnsReconnaissanceSecurityAlert?$filter=ExclusionType%20eq%20'Subnet'",
        content: { value: [{ Name: '10.0.0.0/8' }] },
      },
    ]);
    const [contribution] = read(text).contributions;
    expect(contribution?.exclusions?.[0]).toMatchObject({
      rule: 'DnsReconnaissanceSecurityAlert',
      entity: { kind: 'ip', address: '10.0.0.0/8' },
    });
    expect(contribution?.pages?.[0]).toMatchObject({
      scope: 'DnsReconnaissanceSecurityAlert',
      kinds: ['ip'],
      lacks: null,
    });
  });

  test('entities by internal ids only make no list', () => {
    const text = harText([
      { url: 'aatp/odata/ExclusionEntityDatas/Global', content: { value: [{ Id: '77' }] } },
    ]);
    const [contribution] = read(text).contributions;
    expect(contribution?.exclusions).toEqual([]);
    expect(contribution?.pages?.[0]?.lacks).toContain('internal ids');
  });

  test('action accounts are no directory service accounts', () => {
    const account = { AccountName: 'a', DomainDnsName: 'a.test', IsGroupManagedServiceAccount: true };
    const { contributions } = read(
      harText([{ url: 'aatp/odata/EntityRemediatorCredentials', content: { value: [account] } }]),
    );
    expect(contributions.map(({ directoryServiceAccounts }) => directoryServiceAccounts)).toEqual([
      undefined,
    ]);
  });

  test('pairs of address and answer are taken too', () => {
    const text = JSON.stringify([
      {
        url: '/apiproxy/aatp/api/workspace/configuration/healthNotifications/',
        response: [{ Email: 'a@b.test' }],
      },
    ]);
    expect(read(text).contributions[0]?.healthRecipients).toEqual(['a@b.test']);
  });
});

describe('what failed shows nothing', () => {
  const failed = { error: { code: 'Forbidden', message: 'CANARY' } };

  test('an error among answers is told', () => {
    const { contributions, notices } = read(
      `${JSON.stringify(failed)}${graphList('security/identities/sensors', [])}`,
    );
    expect(contributions.map(({ shape }) => shape)).toEqual(['graph-sensors']);
    expect(notices).toEqual(['failed-answer']);
  });

  test('an empty list that does not say of what is told, and is no list of health issues', () => {
    const { contributions, notices } = read(`{"value":[]}${graphList('security/identities/sensors', [])}`);
    expect(contributions.flatMap(({ pages = [] }) => pages.map(({ list }) => list))).toEqual(['sensors']);
    expect(notices).toEqual(['nameless-empty-list']);
  });

  test('a bare list with a round number of entries may go on', () => {
    const list = Array.from({ length: 100 }, (_, index) => ({ ...sensor, displayName: `DC${index}` }));
    expect(read(JSON.stringify(list)).contributions[0]?.pages?.[0]?.lacks).toContain('first page');
    expect(read(JSON.stringify(list.slice(1))).contributions[0]?.pages?.[0]?.lacks).toBeNull();
  });

  test.each([1.5, 'many', null, true, [], {}])(
    'a count of %j is none, and no reason to stop',
    (openHealthIssuesCount) => {
      const sensor = {
        displayName: 'DC01',
        domainName: 'contoso.com',
        healthStatus: 'healthy',
        openHealthIssuesCount,
      };
      const context = 'https://graph.microsoft.com/v1.0/$metadata#security/identities/sensors';
      const text = JSON.stringify({ '@odata.context': context, value: [sensor] });
      // Checks the schema.
      expect(observedIn([{ name: 'a.json', text }]).sensors[0]?.openHealthIssues).toBeNull();
    },
  );

  test('one sensor is not the list', () => {
    expect(read(JSON.stringify(sensor)).contributions[0]?.pages?.[0]?.lacks).toContain('single');
  });
});

describe('refuses, without quoting', () => {
  const canary = 'CANARY-7f3a9c';
  test.each<[string, string, RegExp]>([
    ['what is cut short', `{"value":[{"displayName":"${canary}`, /cut|end/i],
    ['another JSON document', `{"${canary}":"${canary}"}`, /Nothing of Defender for Identity/],
    ['a plan', `{"schema":"migration-plan","items":["${canary}"]}`, /document of this program/],
    ['a worksheet', `Id,Area,Title,Disposition\r\n${canary},a,b,c\r\n`, /worksheet/],
    ['another table', `a,b\r\n${canary},d\r\n`, /Nothing of Defender for Identity/],
    ['only failures', `{"error":{"code":"${canary}","message":"x"}}`, /only answers that failed/],
    [
      'a record of other pages',
      harText([{ url: 'other/thing', content: canary }]),
      /No request of this file/,
    ],
    [
      'a damaged answer in a record',
      JSON.stringify({
        log: {
          entries: [
            {
              request: { method: 'GET', url: 'https://x/apiproxy/aatp/odata/sensors' },
              response: { status: 200, content: { text: `{"value":["${canary}` } },
            },
          ],
        },
      }),
      /damaged or cut short/,
    ],
    ['a table that is cut short', `Detection rule,Type,Name\r\nA,User,"${canary}`, /cut short/],
  ])('%s', (_, text, message) => {
    const error = failureOf(text);
    expect(error.message).toMatch(message);
    expect(error.location?.source).toBe('file');
    expect(JSON.stringify([error.message, error.advice, error.location])).not.toContain(canary);
  });

  function failureOf(text: string): UserError {
    try {
      read(text);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error('it was read');
  }
});

test('a secret is not taken, only that it is set', () => {
  const text = '{"IsRadiusEventListenerEnabled":true,"RadiusEventListenerSharedSecret":"CANARY"}';
  const { contributions } = read(text);
  expect(contributions[0]?.vpn).toEqual({ enabled: true, secretSet: true, source: 'file' });
  expect(JSON.stringify(contributions)).not.toContain('CANARY');
});

test('what is not understood is told by its name, if it looks like one', () => {
  const { contributions } = read(JSON.stringify([{ ...sensor, newThing: 1, 'a secret word': 2 }]));
  expect(contributions[0]?.unread).toEqual(['(a name that is not shown)', 'newThing']);
});
