import { describe, expect, it } from 'vitest';
import { isPortalKey, portalBase, portalKeys, portalTarget } from './portal.js';
import data from './portal.json' with { type: 'json' };

describe('portal targets', () => {
  it('resolve every documentation link they name', () => {
    for (const key of portalKeys()) {
      expect(portalTarget(key).docs.length, key).toBe(data.targets[key].docs.length);
    }
  });

  it('start with words of the main menu wherever they are in the portal', () => {
    expect(portalBase).toBe('https://security.microsoft.com');
    for (const key of portalKeys()) {
      const [first, second] = portalTarget(key).portalPath;
      if (first === undefined) continue;
      expect(['System', 'Permissions', 'Reports'], key).toContain(first);
      if (first === 'System') expect(second, key).toBe('Settings');
    }
  });

  it('name a call or cmdlet where they say that there is one', () => {
    for (const key of portalKeys()) {
      const { mechanism, api, portalPath } = portalTarget(key);
      if (mechanism === 'graph') expect(api.graph.length, key).toBeGreaterThan(0);
      if (mechanism === 'powershell') expect(api.cmdlets.length, key).toBeGreaterThan(0);
      if (mechanism === 'portal') expect(portalPath.length, key).toBeGreaterThan(0);
    }
  });

  it('never ask for a value that the plan could not show', () => {
    const secrets = portalKeys().flatMap((key) =>
      portalTarget(key)
        .fields.filter((field) => /password|secret|accesskey/i.test(field.name))
        .map((field) => `${key}: ${field.kind}`),
    );
    expect(secrets).toEqual([
      'directory-service-accounts: secret',
      'sensor-install-v2: secret',
      'sensor-install-v2: text and secret',
      'vpn-radius: secret',
    ]);
  });

  it('hold the path, the limits and the cautions of syslog', () => {
    const target = portalTarget('syslog-notifications');
    expect(target.portalPath).toEqual([
      'System',
      'Settings',
      'Identities',
      'Notifications',
      'Syslog notifications',
    ]);
    expect(target.limits).toContain('One endpoint per workspace.');
    expect(target.cautions.some((caution) => caution.includes('deprecated'))).toBe(true);
    expect(target.docs.map((doc) => doc.url)).toContain(
      'https://learn.microsoft.com/en-us/defender-for-identity/notifications',
    );
  });

  it('are found by key only', () => {
    expect(isPortalKey('alert-tuning')).toBe(true);
    expect(isPortalKey('__proto__')).toBe(false);
  });
});
