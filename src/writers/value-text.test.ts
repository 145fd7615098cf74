import { expect, it } from 'vitest';
import { InternalError } from '../errors.js';
import { valueText } from './value-text.js';

const secret = {
  set: true,
  form: 'ciphertext',
  fingerprint: '0123456789abcdef',
  certificateThumbprint: 'AB',
};

it.each<[unknown, string]>([
  [null, ''],
  ['', '(empty)'],
  ['DC\u202E01', 'DC\\u202E01'],
  [514, '514'],
  [true, 'yes'],
  [false, 'no'],
  [[], '(none)'],
  [{}, '(none)'],
  [['a', 'b', null], 'a; b; (not set)'],
  [{ Server: 'mail', Port: 25, SSL: false }, 'Port: 25; SSL: no; Server: mail'],
  [
    { Servers: ['a', 'b'], Account: { Name: 'x', Domain: 'y' } },
    'Account: (Domain: y; Name: x); Servers: a; b',
  ],
  [{ $redacted: secret }, '(secret, not shown)'],
  [{ $redacted: { ...secret, set: false } }, '(no secret set)'],
  [{ Password: { $redacted: secret } }, 'Password: (secret, not shown)'],
  [{ $numberLong: '9007199254740993' }, '9007199254740993'],
  [{ $date: { $numberLong: '1' } }, '1'],
])('says %j as %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});

it('refuses what is not JSON', () => {
  expect(() => valueText([undefined])).toThrow(InternalError);
});
