import { describe, expect, it } from 'vitest';
import { containsWords, keyOf } from './words.js';

describe('keyOf', () => {
  it.each([
    ['DnsReconnaissance', 'dns reconnaissance'],
    ['health-notifications', 'Health Notifications'],
    ['xdr_SmbSessionEnumeration', 'XDR_smbsessionenumeration'],
    ['e-mail', 'email'],
  ])('makes %s and %s the same', (one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });

  it('keeps different names apart', () => {
    expect(keyOf('1.9.3')).not.toBe(keyOf('193'));
    expect(keyOf('syslog.server')).not.toBe(keyOf('syslogserver'));
  });
});

describe('containsWords', () => {
  it.each([
    ['Kerberos Golden Ticket activity', 'golden', true],
    ['Kerberos Golden Ticket activity', 'ticket golden', true],
    ['Kerberos Golden Ticket activity', 'golden silver', false],
    ['TgtEncryptionDowngrade', 'downgra', true],
    ['Use SSL with the mail server', 'ssl', true],
    ['Recipients of health alert mail', 'ip', false],
    ['IsSyslogEnabled', 'is', true],
    ['DnsReconnaissance', 'dns-recon', true],
    ['anything', '', false],
    ['anything', ' - ', false],
  ])('in %s, %s: %s', (name, question, expected) => {
    expect(containsWords(name, question)).toBe(expected);
  });
});
