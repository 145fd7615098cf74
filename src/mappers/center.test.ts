import { describe, expect, it } from 'vitest';
import { gatewayWith } from '../../test/support/gateways.js';
import { mapped } from '../../test/support/mapped.js';
import { centerWith } from '../../test/support/snapshots.js';
import { centerMapper } from './center.js';

const guideSteps = ['center/workspace', 'center/validate', 'center/existing-alerts', 'center/decommission'];

describe('the mapper of the Center', () => {
  it('tells which Center it is and that its support ended', async () => {
    const { item, unclaimed } = await mapped(
      centerMapper,
      centerWith(
        { ServiceSystemProfileConfiguration: { Id: '5aed5ee92bd5d60dd07c0001' } },
        {},
        { UpdateTime: '2025-12-15T03:59:48Z' },
      ),
    );
    expect(unclaimed).toEqual([]);
    const found = item('center/identity', 'automatic');
    expect(found).toMatchObject({ title: 'ATA Center ATACENTER', reason: { code: 'identity-of-source' } });
    expect(found.source.value).toEqual({
      Name: 'ATACENTER',
      Version: '1.9.3 (1.9.7576.49398), support ended 2026-01-13',
      'Configuration last changed': '2025-12-15T03:59:48Z',
      Id: '5aed5ee92bd5d60dd07c0001',
    });
  });

  it('needs none of its addresses, certificates and databases', async () => {
    const { item, unclaimed } = await mapped(
      centerMapper,
      centerWith({
        CenterWebClientConfiguration: {
          ServiceEndpoints: [{ Address: 'ata.contoso.com', Port: 443 }],
          ServiceCertificateThumbprints: ['AA'],
        },
        CenterWebApplicationConfiguration: {
          ServiceListeningIpEndpoint: { Address: '2001:db8::1', Port: 443 },
        },
        DatabaseConfiguration: { ServerEndpoint: { Address: 'localhost', Port: 27017 } },
        SecretManagerConfiguration: { CertificateThumbprint: 'BB' },
        CenterDatabaseClientConfiguration: { DataPath: 'D:\\MongoDB' },
      }),
    );
    expect(unclaimed).toEqual([]);
    const found = item('center/addresses', 'automatic');
    expect(found.reason.code).toBe('center-not-needed');
    expect(found.source.value).toEqual({
      'ATA console': ['https://ata.contoso.com'],
      'Listens on': '[2001:db8::1]:443',
      Database: 'localhost:27017',
      'Database folder': 'D:\\MongoDB',
      'Service certificates': ['AA'],
      'Certificate that protects stored secrets': 'BB',
    });
  });

  it('takes the class names that the database keeps inside objects for identity', async () => {
    const { item, unclaimed } = await mapped(
      centerMapper,
      centerWith({
        DatabaseConfiguration: { ServerEndpoint: { _t: 'EndpointData', Address: 'localhost', Port: 27017 } },
      }),
    );
    expect(unclaimed).toEqual([]);
    expect(item('center/identity', 'automatic').source.paths).toContain(
      'center:Configuration.DatabaseConfiguration.ServerEndpoint._t',
    );
  });

  it('adds the steps of the guide that no setting stands behind', async () => {
    const { item, items } = await mapped(centerMapper, centerWith(), gatewayWith('GW1'), gatewayWith('GW2'));
    expect(items.map(({ id }) => id)).toEqual(['center/identity', ...guideSteps]);
    for (const id of guideSteps) expect(items.find((each) => each.id === id)?.source.paths).toEqual([]);
    expect(item('center/existing-alerts', 'decision').reason.code).toBe('alerts-stay-in-ata');
    const decommission = item('center/decommission', 'manual');
    expect(decommission.reason.code).toBe('migration-step');
    expect(decommission.steps[0]).toContain('(2 in this plan)');
    expect(decommission.target.limits).toEqual([
      'Do not uninstall the ATA Center until all ATA Gateways are removed.',
    ]);
    expect(item('center/validate', 'manual').steps[0]).toContain('two hours');
    expect(item('center/workspace', 'manual').check).not.toBe('');
    expect(item('center/workspace', 'manual').notes.join()).toContain(
      'if the tenant has a workspace already',
    );
    expect(item('center/validate', 'manual').notes.join()).toContain('No log files of sensors v3.x');
    expect(item('center/existing-alerts', 'decision').steps[0]).toContain('record or remediate each of them');
  });

  it('does not count Gateways that the plan has not', async () => {
    const { item } = await mapped(centerMapper, centerWith());
    expect(item('center/decommission', 'manual').steps[0]).toMatch(/Lightweight Gateway is uninstalled\.$/);
  });

  it.each([
    [{ NetbiosName: '' }, 'ATA Center 5aed5ee92bd5d60dd07c0001'],
    [{ NetbiosName: '', Id: null }, 'ATA Center without a name'],
  ])('calls a Center without a name by its id: %j', async (top, title) => {
    const { item } = await mapped(centerMapper, centerWith({}, {}, top));
    expect(item('center/identity', 'automatic').title).toBe(title);
  });

  it('has no item without a Center', async () => {
    expect((await mapped(centerMapper, gatewayWith('GW1'))).items).toEqual([]);
  });
});
