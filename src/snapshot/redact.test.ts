import { describe, expect, it } from 'vitest';
import { type DocumentValue, ExtendedValue } from '../readers/values.js';
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
