import { describe, expect, it } from 'vitest';
import { BinaryValue, type DocumentValue, ExtendedValue } from '../readers/values.js';
import { holdsCredentials, scrubbed, scrubCanonical, scrubText, textHoldsSecrets } from './scrub.js';

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
    ['Server=x;Password=CAN;ARY;Encrypt=yes', 'Server=x;Password=[redacted];Encrypt=yes'],
    ['Server=x;Password=CAN;ARY', 'Server=x;Password=[redacted]'],
    ['Password=CANARY;', 'Password=[redacted];'],
    ["Set-X -Password 'CAN\\nARY' -Force", 'Set-X -Password [redacted] -Force'],
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
    ['pass=CANARY;x=1', 'pass=[redacted];x=1'],
    ['UserPw: CANARY', 'UserPw: [redacted]'],
    ['pin=CANARY', 'pin=[redacted]'],
    ['Driver={SQL};Password={CAN;A}}RY};x=1', 'Driver={SQL};Password=[redacted];x=1'],
    ['u:CANARY@h:25', '[redacted]@h:25'],
    ['relay u:CANARY@h', 'relay [redacted]@h'],
    ['//u:CANARY@h', '//[redacted]@h'],
    ['http://u:CAN ARY@h/x', 'http://[redacted]@h/x'],
    ['http://my user:CANARY@h/x', 'http://[redacted]@h/x'],
    ['<add key="Password" value="CANARY"/>', '[redacted]'],
    ['<x><Password>CANARY</Password></x>', '[redacted]'],
    ['{\\"user\\":\\"a\\",\\"password\\":\\"CAN;ARY\\"}', '{\\"user\\":\\"a\\",\\"password\\":[redacted]'],
    ['{"password\\u0022:\\u0022CANARY"}', '[redacted]'],
    ['"passwords": ["CAN;ARY"]', '"passwords": [redacted]'],
    ['"credential": {"user": "a;b", "x": "CANARY"}', '"credential": [redacted]'],
    ['Authorization: Basic Q0FOQVJZ', 'Authorization: [redacted]'],
    ['Cookie: a=b; c=CANARY\nHost: x', 'Cookie: [redacted]\nHost: x'],
    ['curl Bearer CANARY, then', 'curl Bearer [redacted], then'],
    ['Basic dTpDQU5BUlk=', 'Basic [redacted]'],
    ['a -----BEGIN RSA PRIVATE KEY-----\nCANARY\n-----END RSA PRIVATE KEY----- b', 'a [redacted] b'],
    ['-----BEGIN PRIVATE KEY-----\nCANARY', '[redacted]'],
    ['run -User a -Password CANARY -Force', 'run -User a -Password [redacted] -Force'],
    ['run --password "CAN ARY" -Force', 'run --password [redacted] -Force'],
    ["-Password (ConvertTo-SecureString 'CANARY' -Force)", '-Password [redacted]'],
    ["ConvertTo-SecureString -String 'CANARY' -Force", 'ConvertTo-SecureString -String [redacted] -Force'],
    ['pass\u200bword=CANARY', '[redacted]'],
    ['password：CANARY', '[redacted]'],
    ['ｐａｓｓｗｏｒｄ=CANARY', '[redacted]'],
    ['pаsswоrd=CANARY', '[redacted]'],
    ['x?y=password%3DCANARY', '[redacted]'],
    ['x?y=password%253DCANARY', '[redacted]'],
    ['https://host/?a=1&code=CANARY', 'https://host/?a=1&code=[redacted]'],
    ['https://host/?sig=CANARY', 'https://host/?sig=[redacted]'],
    ['Passwort: CANARY', 'Passwort: [redacted]'],
    ['Kennwort=CANARY', 'Kennwort=[redacted]'],
    ['Mot de passe : CANARY', 'Mot de passe : [redacted]'],
    ['Contraseña: CANARY', '[redacted]'],
    ['Пароль: CANARY', '[redacted]'],
    ['密码=CANARY', '密码=[redacted]'],
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
    'Honey token: yes',
    'a@b.c',
    'smtp:soc@contoso.com',
    'mailto:soc@contoso.com',
    'MSSQLSvc/sql1.contoso.com:1433@CONTOSO.COM',
    'CN=PasswordReset01,OU=Servers,DC=contoso,DC=com',
    'PasswordReset01$@contoso.com',
    'Zürich: 東京',
    'PassTheHashDetectorConfiguration',
    'Basic authentication is off',
    'https://[fd12::1]:443/x@y',
    '100%',
    'C:\\Program Files\\Microsoft Advanced Threat Analytics',
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
    ['tags', '<password'.repeat(50_000)],
    ['keys', '-----BEGIN PRIVATE KEY-----'.repeat(20_000)],
    ['arguments', ' -password'.repeat(50_000)],
    ['pairs', ' a:b'.repeat(100_000)],
    ['backslashes', `password${'\\'.repeat(500_000)}`],
    ['percent signs', '%25'.repeat(200_000)],
    ['tokens', 'bearer '.repeat(100_000)],
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

describe('a field that is named like a secret', () => {
  function holds(value: DocumentValue): boolean {
    return holdsCredentials(new Map([['Password', value]]));
  }

  it.each<[string, DocumentValue]>([
    ['a text', 'x'],
    ['a text that begins like a date', '2024-01-02 and x'],
    ['a text that ends like a date', 'x2024-01-02'],
    ['bytes', new BinaryValue(new Uint8Array(1), 0)],
  ])('holds one if it has %s', (_, value) => expect(holds(value)).toBe(true));

  it.each<[string, DocumentValue]>([
    ['no text', ''],
    ['a day', '2024-01-02'],
    ['a time', '2024-01-02T03:04:05.678Z'],
    ['a time with a zone', '2024-01-02T03:04:05+01:00'],
    ['a date of PowerShell', '/Date(1700000000000)/'],
    ['a date of PowerShell before 1970', '/Date(-62135596800000)/'],
    ['no bytes', new BinaryValue(new Uint8Array(0), 0)],
    ['a number', 1],
    ['nothing', null],
  ])('holds none if it has %s, as what says when a password ends', (_, value) => {
    expect(holds(value)).toBe(false);
  });
});

describe('textHoldsSecrets', () => {
  it.each([
    ['a SecureString of CLIXML', '<Obj><SS N="x">01000000d08c9ddf</SS></Obj>'],
    ['one without a name', '<SS>01</SS>'],
    ['credentials on one line of several', 'Server one\r\nmongodb://ata:hunter2@localhost\nmore'],
    ['a word that sounds like a secret', 'name,Kennwort,more'],
    ['such a word of several letters joined', '"user_password"'],
  ])('finds %s', (_, text) => expect(textHoldsSecrets(text)).toBe(true));

  it.each([
    ['nothing', ''],
    ['names', 'Name,Domain\r\nadministrators,contoso.com\n'],
    ['elements that begin alike', '<SSX>a</SSX><S N="a">b</S>'],
    ['marks only', ',;. - \n 1 2'],
  ])('finds nothing in %s', (_, text) => expect(textHoldsSecrets(text)).toBe(false));
});

describe('scrubbed', () => {
  it('cleans the texts of any JSON, and leaves the rest as it is', () => {
    const address = 'mongodb://ata:hunter2@localhost';
    const value = { a: [address, 1, null, true], b: { c: address }, d: 'plain' };
    const clean = scrubText(address);
    expect(clean).not.toContain('hunter2');
    expect(scrubbed(value)).toEqual({ a: [clean, 1, null, true], b: { c: clean }, d: 'plain' });
    expect(scrubbed(value, () => 'x')).toEqual({ a: ['x', 1, null, true], b: { c: 'x' }, d: 'x' });
  });
});
