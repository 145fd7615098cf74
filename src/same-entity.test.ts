import { expect, test } from 'vitest';
import { identifyEntities } from './same-entity.js';
import { unresolvedEntity } from './snapshot/entities.js';
import type { Entity } from './types/migration-plan.js';

const sid = 'S-1-5-21-1-2-3-1104';
const guids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

function known(center: string, parts: Partial<Entity>): { center: string; entity: Entity } {
  return {
    center,
    entity: { ...unresolvedEntity(guids[center === 'A' ? 0 : 1] ?? ''), resolved: true, ...parts },
  };
}

const user = { kind: 'user', upn: 'anna@holding.example', domain: 'fabrikam.com' } as const;

test.each<[string, Partial<Entity>, Partial<Entity>, boolean]>([
  ['the same security identifier', { sid }, { sid: sid.toLowerCase() }, true],
  ['another security identifier under the same name', { ...user, sid }, { ...user, sid: `${sid}9` }, false],
  ['a name in a domain, known with and without identifier', { ...user, sid }, user, true],
  ['the same UPN in two domains', user, { ...user, domain: 'tailspintoys.com' }, false],
  ['the same UPN without a domain', { upn: user.upn }, { upn: user.upn }, false],
  ['the same name alone', { name: 'SCAN1', samName: 'SCAN1$' }, { name: 'SCAN1', samName: 'SCAN1$' }, false],
  [
    'the same account in a NetBIOS domain',
    { samName: 'a', domain: 'CORP' },
    { samName: 'a', domain: 'CORP' },
    false,
  ],
  [
    'the same account in a DNS domain',
    { samName: 'a', domain: 'c.com' },
    { samName: 'A', domain: 'C.com' },
    true,
  ],
  ['a full DNS name', { dnsName: 'dc1.fabrikam.com' }, { dnsName: 'DC1.fabrikam.com' }, true],
  ['a short host name', { dnsName: 'dc1' }, { dnsName: 'dc1' }, false],
  ['an identifier that every domain has', { sid: 'S-1-5-32-544' }, { sid: 'S-1-5-32-544' }, false],
  ['an id of ATA that is a GUID', {}, { id: guids[0] ?? '', resolved: false }, true],
  ['a host that ATA could not find', { id: 'computer host' }, { id: 'computer host' }, false],
  [
    'an address',
    { id: 'computer 10.0.0.1', kind: 'ip-address', ipAddress: '10.0.0.1' },
    { id: 'computer 10.0.0.1', kind: 'ip-address', ipAddress: '10.0.0.1' },
    true,
  ],
])('%s', (_what, one, other, same) => {
  const all = [known('A', one), known('B', other)];
  for (const order of [all, all.toReversed()]) {
    const identity = identifyEntities(order);
    const [first, second] = all.map((entity) => identity.keyOf(entity));
    expect(first === second).toBe(same);
  }
});

test('what could be two others is neither', () => {
  const all = [known('A', { ...user, sid }), known('B', { ...user, sid: `${sid}9` }), known('C', user)];
  const identity = identifyEntities(all);
  expect(new Set(all.map((one) => identity.keyOf(one))).size).toBe(3);
});

test('names that are joined by a third are one, in whichever order they come', () => {
  const [dns, account] = [{ dnsName: 'pc.fabrikam.com' }, { samName: 'pc$', domain: 'fabrikam.com' }];
  const ids = ['computer x', 'computer y', 'computer z'].map((id) => ({ id }));
  const all = [
    known('A', { ...ids[0], ...dns }),
    known('B', { ...ids[1], ...account }),
    known('C', { ...ids[2], ...dns, ...account }),
  ];
  for (const order of [all, all.toReversed()])
    expect(new Set(all.map((one) => identifyEntities(order).keyOf(one))).size).toBe(1);
});
