import fc from 'fast-check';
import { Address4 } from 'ip-address';
import { describe, expect, it } from 'vitest';
import { canonicalAddress } from './addresses.js';

describe('canonicalAddress', () => {
  it.each([
    ['10.1.0.0/16', '10.1.0.0/16', true, false],
    ['10.1.2.3/16', '10.1.0.0/16', true, true],
    [' 10.9.8.7 ', '10.9.8.7', false, false],
    ['10.38.4.17/32', '10.38.4.17', false, false],
    ['255.255.255.255/25', '255.255.255.128/25', true, true],
    ['fd12:3456:789A:0077::/64', 'fd12:3456:789a:77::/64', true, false],
    ['fd12::1/64', 'fd12::/64', true, true],
    ['FD12:0:0:0:0:0:0:17/128', 'fd12::17', false, false],
  ])('reads %s', (text, canonical, isSubnet, hadHostBits) => {
    expect(canonicalAddress(text)).toEqual({ text: canonical, isSubnet, hadHostBits, isEverything: false });
  });

  it.each(['0.0.0.0/0', '10.0.0.0/0', '::/0'])('knows that %s is everything', (text) => {
    expect(canonicalAddress(text)?.isEverything).toBe(true);
  });

  it.each([
    '',
    '10.1',
    '010.1.2.3',
    '10.1.2.3/33',
    '10.0.0.0/255.0.0.0',
    'fd12::/129',
    'fe80::1%eth0',
    'dc01',
    '$(calc)',
  ])('does not guess at %j', (text) => {
    expect(canonicalAddress(text)).toBeNull();
  });

  it('takes for an IPv4 address or subnet what the library takes for one', () => {
    const number = fc.oneof(
      fc.nat(300).map(String),
      fc.constantFrom('00', '07', '025', '', '1e2', '-1', '٣'),
    );
    const parts = fc.array(number, { minLength: 3, maxLength: 5 }).map((numbers) => numbers.join('.'));
    const suffix = fc.oneof(
      fc.constant(''),
      fc.nat(40).map((prefix) => `/${prefix}`),
      fc.constantFrom('/', '/08', '/128', '/-1', '//8'),
    );
    fc.assert(
      fc.property(fc.tuple(fc.oneof(parts, fc.ipV4()), suffix), ([address, prefix]) => {
        const text = address + prefix;
        expect(canonicalAddress(text) !== null).toBe(Address4.isValid(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the library on every IPv4 subnet', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 31 }), (ip, prefix) => {
        const network = new Address4(`${ip}/${prefix}`).startAddress().correctForm();
        expect(canonicalAddress(`${ip}/${prefix}`)).toEqual({
          text: `${network}/${prefix}`,
          isSubnet: true,
          hadHostBits: network !== ip,
          isEverything: prefix === 0,
        });
      }),
    );
  });
});
