import { describe, expect, it } from 'vitest';
import { BinaryValue, type DocumentValue, ExtendedValue } from '../readers/values.js';
import { earlierMark, fingerprintOf, isSecretName, shownKey, shownPath } from './redact.js';

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
    'UserPass',
    'DbPw2',
    'Passcode',
    'WifiPsk',
    'wlan_psk',
    'Pin',
    'AdminPIN',
    'SecureString',
    'Authorization',
    'BearerValue',
    'SetCookie',
    'PfxBlob',
    'NtHash',
    'nt_hash',
    'KeyMaterial',
    'Key-Bytes',
    'KeyData',
    'Passwort',
    'Kennwort',
    'MotDePasse',
    'mot de passe',
    'Contraseña',
    'Senha',
    'Geheimnis',
    'Пароль',
    'パスワード',
    '管理员密码',
    'Pass_Word',
    'pass-word',
    'Pass word',
    'Pass\u200bword',
    'Ｐａｓｓｗｏｒｄ',
    'Pаsswоrd',
    'Ρassword',
    'SECRÉT',
    'TitleKey',
    'SessionKeys',
  ])('takes %s for one', (name) => {
    expect(isSecretName(name, 'x')).toBe(true);
  });

  it.each([
    'IsEnabled',
    'HoneytokenAccountIds',
    'Honey_Token',
    'Key',
    'KeyVault',
    'Passing',
    'ProxyBypass',
    'Author',
    'TopSkill',
    'GroupSkipped',
    'PinnedItems',
    'Spinner',
    'Größe',
    'Ключ',
    '',
  ])('does not take %s for one', (name) => {
    expect(isSecretName(name, 'x')).toBe(false);
  });
});

describe('a field that is called Key, and no more', () => {
  const bytes = new BinaryValue(new Uint8Array(4), 0);
  const base64 = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=';

  it.each<[string, DocumentValue]>([
    ['binary data', bytes],
    ['binary data in a list', ['a', bytes]],
    [
      'binary data in an object',
      new Map<string, DocumentValue>([
        ['a', 1],
        ['b', bytes],
      ]),
    ],
    ['base64', base64],
    ['base64 without its end', 'c2VjcmV0LXNlY3JldC1zZWNy'],
    ['sixteen bytes', Array.from({ length: 16 }, (_, at) => at * 17)],
  ])('is a secret if it holds %s', (_, value) => {
    for (const name of ['Key', 'keys', 'KEY']) expect(isSecretName(name, value)).toBe(true);
    for (const name of ['Keyed', 'Value', 'A key to it']) expect(isSecretName(name, value)).toBe(false);
  });

  it.each<[string, DocumentValue]>([
    ['a name', 'DomainControllers'],
    ['a long name', 'CommunicationCertificateThumbprint'],
    ['a name with blanks', `${base64} and more`],
    ['a short text', 'c2VjcmV0'],
    ['fifteen bytes', Array.from({ length: 15 }, () => 255)],
    ['numbers that are no bytes', Array.from({ length: 16 }, (_, at) => at * 18)],
    ['sixteen fractions', Array.from({ length: 16 }, () => 0.5)],
    ['a list of one name', ['name']],
    ['an object of names', new Map<string, DocumentValue>([['a', 'name']])],
    ['a number', 12],
    ['nothing', null],
  ])('is none if it holds %s', (_, value) => expect(isSecretName('Key', value)).toBe(false));
});

describe('what may be shown of a path', () => {
  it('is a key as it is, but for credentials and for what stands below a secret', () => {
    expect(shownKey('Mode', false)).toBe('Mode');
    expect(shownKey('ftp://u:CANARY@h', false)).toBe('ftp://[redacted]@h');
    expect(shownKey('EncryptedBytes', true)).toBe('EncryptedBytes');
    expect(shownKey('CANARY-1', true)).toBe('(redacted key)');
  });

  it('is every key up to a secret one, and keys of ATA below it', () => {
    expect(shownPath(['A', 0, 'x-1', 'Passwords', 'hunter2', 3, 'Hunter', 'EncryptedBytes'])).toBe(
      'A[0].x-1.Passwords.(redacted key)[3].(redacted key).EncryptedBytes',
    );
    expect(shownPath(['SessionKeys', 'hunter2'])).toBe('SessionKeys.(redacted key)');
  });

  it('is a key that was redacted before', () => {
    for (const key of ['(redacted key)', '(redacted key) 12']) expect(shownKey(key, true)).toBe(key);
    expect(shownKey('(redacted key) CANARY', true)).toBe('(redacted key)');
  });
});

describe('fingerprintOf', () => {
  it('is the beginning of the SHA-256', async () => {
    // FIPS 180-2, the test vector "abc".
    expect(await fingerprintOf(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea');
  });
});

describe('earlierMark', () => {
  it('is told from every value of a source', () => {
    const mark = { $redacted: { set: true } };
    expect(earlierMark(new ExtendedValue(mark))).toEqual(mark);
    const others: DocumentValue[] = [
      'x',
      null,
      new Map([['$redacted', 'x']]),
      new ExtendedValue({ $symbol: 'x' }),
    ];
    for (const value of others) expect(earlierMark(value)).toBeNull();
  });
});
