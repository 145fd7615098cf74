import { describe, expect, it } from 'vitest';
import { ExtendedValue } from '../readers/values.js';
import {
  fingerprintOf,
  holdsCredentials,
  isSecretName,
  scrubCanonical,
  scrubText,
  shownKey,
  shownPath,
} from './redact.js';

describe('isSecretName', () => {
  it.each([
    'Password',
    'AuthenticationAccountPasswordEncrypted',
    'RadiusEventListenerSharedSecretEncrypted',
    'DBPASSWORD',
    'client_secret',
    'Passphrase',
    'passwd',
    'Pwd',
    'api_key',
    'PrivateKey',
    'AccountCredentials',
    'RefreshToken',
    'BazPassword (duplicate 1)',
  ])('takes %s for one', (name) => {
    expect(isSecretName(name, 'x')).toBe(true);
  });

  it.each(['IsEnabled', 'HoneytokenAccountIds', 'Key', 'TitleKey', 'KeyVault', 'Passing', 'Author', ''])(
    'does not take %s for one',
    (name) => {
      expect(isSecretName(name, 'x')).toBe(false);
    },
  );
});

describe('scrubText', () => {
  it.each([
    [
      'mongodb://user:CANARY@db.example:27017/ATA?ssl=true',
      'mongodb://[redacted]@db.example:27017/ATA?ssl=true',
    ],
    ['mongodb+srv://user:CANARY@db.example', 'mongodb+srv://[redacted]@db.example'],
    ['https://CANARY@host/', 'https://[redacted]@host/'],
    ['http://user:CAN@ARY@host/', 'http://[redacted]@host/'],
    ['http://user:CAN/ARY@host/', 'http://[redacted]@host/'],
    ['http://user:CAN?ARY#@host/', 'http://[redacted]@host/'],
    ['http://user:12/CANARY@host/', 'http://user:12/CANARY@host/'],
    ['see http://a:CANARY@x and http://b:CANARY@y', 'see http://[redacted]@x and http://[redacted]@y'],
    ['Server=x;User Id=a;Password=CANARY;Encrypt=yes', 'Server=x;User Id=a;Password=[redacted];Encrypt=yes'],
    ['Server=x;Pwd = CANARY two words;Encrypt=yes', 'Server=x;Pwd = [redacted];Encrypt=yes'],
    ['Password="CAN;ARY";Encrypt=yes', 'Password=[redacted];Encrypt=yes'],
    ['Password="CAN"";""ARY";Encrypt=yes', 'Password=[redacted];Encrypt=yes'],
    ["Password='CAN;ARY';Encrypt=yes", 'Password=[redacted];Encrypt=yes'],
    ["Password=CAN'ARY;x=1", 'Password=[redacted];x=1'],
    ['Password="CANARY', 'Password=[redacted]'],
    ['AdminPassword=CANARY', 'AdminPassword=[redacted]'],
    [
      'AccountName=a;AccountKey=CANARY==;EndpointSuffix=x',
      'AccountName=a;AccountKey=[redacted];EndpointSuffix=x',
    ],
    [
      'SharedAccessKeyName=a;SharedAccessKey=CANARY=',
      'SharedAccessKeyName=[redacted];SharedAccessKey=[redacted]',
    ],
    ['https://host/file?sv=2020&sig=CANARY%3D', 'https://host/file?sv=2020&sig=[redacted]'],
    ['{"user":"a","password":"CAN\\"ARY"}', '{"user":"a","password":[redacted]'],
    ['login with password: CANARY', 'login with password: [redacted]'],
    ['line one\npassword: CANARY\nline three', 'line one\npassword: [redacted]\nline three'],
  ])('%s', (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
    expect(scrubText(scrubbed)).toBe(scrubbed);
  });

  it.each([
    'soc@contoso.com',
    'CONTOSO\\svc-ata',
    'https://atacenter.contoso.com:443/alerts',
    'https://host:8080/users/@me',
    'https://host/@me',
    'fd12:3456:789a:77::/64',
    '70.00:00:00',
    'computer 10.9.8.7',
    'CN=Reset Password Admins,OU=Groups,DC=contoso,DC=com',
    'Honeytoken: yes',
    '',
  ])('leaves %j alone', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it.each([
    ['words', 'a.'.repeat(500_000)],
    ['addresses', '://a:b'.repeat(200_000)],
    ['names', 'password '.repeat(100_000)],
    ['blanks', `password${' '.repeat(500_000)}`],
    ['quotes', 'password="'.repeat(50_000)],
  ])('does not take long for a hostile text of %s', (_, text) => {
    const start = performance.now();
    scrubText(`@=${text}`);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('scrubCanonical', () => {
  it('cleans every text, however deep', () => {
    const canonical = { $ref: 'a', $id: { list: ['ftp://u:CANARY@h'], 'ftp://u:CANARY@h': null } };
    expect(scrubCanonical(canonical)).toEqual({
      $ref: 'a',
      $id: { list: ['ftp://[redacted]@h'], 'ftp://[redacted]@h': null },
    });
  });

  it('gives nothing of a value with a field that is named like a secret', () => {
    expect(scrubCanonical({ $code: 'f()', $scope: { a: [{ Password: 'CANARY' }] } })).toBeNull();
  });

  it('keeps a field called __proto__ as what it is', () => {
    const canonical = JSON.parse('{"$code":"f()","$scope":{"__proto__":{"polluted":true}}}');
    expect(JSON.stringify(scrubCanonical(canonical))).toBe(JSON.stringify(canonical));
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('holdsCredentials', () => {
  it('looks into lists and objects', () => {
    expect(holdsCredentials(new Map([['a', ['x', 'Password=CANARY']]]))).toBe(true);
    expect(holdsCredentials(new Map([['a', ['x', 1, null, true]]]))).toBe(false);
    expect(holdsCredentials(new ExtendedValue({ $symbol: 'ftp://u:CANARY@h' }))).toBe(true);
  });
});

describe('what may be shown of a path', () => {
  it('is a key as it is, but for credentials and for what stands below a secret', () => {
    expect(shownKey('Mode', false)).toBe('Mode');
    expect(shownKey('ftp://u:CANARY@h', false)).toBe('ftp://[redacted]@h');
    expect(shownKey('EncryptedBytes', true)).toBe('EncryptedBytes');
    expect(shownKey('CANARY-1', true)).toBe('(redacted key)');
  });

  it('is every key up to a secret one, and names of fields below it', () => {
    expect(shownPath(['A', 0, 'x-1', 'Passwords', 'hunter2', 3, 'Value'])).toBe(
      'A[0].x-1.Passwords.(redacted key)[3].Value',
    );
  });
});

describe('fingerprintOf', () => {
  it('is the beginning of the SHA-256', async () => {
    // FIPS 180-2, the test vector "abc".
    expect(await fingerprintOf(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea');
  });
});
