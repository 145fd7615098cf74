import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { fixturePath } from '../support/deployments.js';

const center =
  '{"Configuration":{},"GatewayCommonConfiguration":{},"Id":"5aed5ee92bd5d60dd07c0001","Type":"CenterSystemProfile"}';

describe('a source that cannot be read ends with exit code 2, the place, and advice', () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['cut short', center.slice(0, 40), /source\.json:1:\d+.*cut short/],
    ['empty', '', /source\.json.*empty/],
    ['a byte order mark and nothing else', '\ufeff', /source\.json.*empty/],
    [
      'CLIXML',
      '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"></Objs>',
      /holds no objects/,
    ],
    ['a text', 'Alias name     Administrators\nComment\n\nMembers\n', /source\.json:1:1/],
    [
      'JSON of something else',
      '{"name":"left-pad","version":"1.0.0"}',
      /source\.json:1:1.*something else than ATA/,
    ],
    ['a second document that is damaged', `${center}\n{"Id": oops`, /source\.json:2:\d+/],
    ['garbage behind a document', `${center} }`, /source\.json:1:/],
    ['a zip archive', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0]), /source\.json/],
    [
      'what ConvertTo-Json cut',
      center.replace(
        '"Configuration":{}',
        '"Configuration":{"MailClientConfiguration":"@{IsEnabled=False}"}',
      ),
      /Configuration\.MailClientConfiguration[\s\S]*-Depth 10/,
    ],
    [
      'an exclusion list that was joined to a text',
      center.replace(
        '"Configuration":{}',
        '"Configuration":{"DnsReconnaissanceDetectorConfiguration":{"ExcludedSubnets":"10.0.0.0/8 10.1.0.0/16"}}',
      ),
      /ExcludedSubnets[\s\S]*-Depth 10/,
    ],
    ['nested beyond what MongoDB can hold', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, /200 levels/],
  ];
  test.each(cases)('%s', (_name, content, message) => {
    const path = join(temporaryFolder(), 'source.json');
    writeFileSync(path, content);
    const { code, stdout, stderr } = ata2mdi(['translate', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.split('\n').filter((line) => line !== '').length).toBeGreaterThan(1);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('no such file', () => {
    const { code, stderr } = ata2mdi(['translate', 'nowhere.json']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/nowhere\.json: there is no such file/);
  });

  test('a folder with nothing but members of groups', () => {
    const { code, stderr } = ata2mdi(['translate', fixturePath('contoso/role-groups')]);
    expect(code).toBe(2);
    expect(stderr).toContain('no SystemProfile document');
  });

  test('an empty folder', () => {
    const { code, stderr } = ata2mdi(['translate', temporaryFolder()]);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no file in this folder');
  });

  test('members of a group, without a configuration', () => {
    const { code, stderr } = ata2mdi(['translate', fixturePath('contoso/role-groups/ata-users.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('no SystemProfile document');
  });

  test.each([
    ['an address', 'mongodb://admin:CANARY@127.0.0.1:1/ATA'],
    ['a malformed address', 'mongodb://admin:CANARY@127.0.0.1@x/ATA'],
    ['a quoted address', "'mongodb://admin:CANARY@127.0.0.1:1'"],
    ['a mistyped address', 'mongodb;//admin:CANARY@127.0.0.1:1'],
    ['another address', ' http://admin:CANARY@127.0.0.1'],
  ])('a database where nothing listens: %s is named without its password', (_, address) => {
    const { code, stderr } = ata2mdi(['export', address]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing listens at this address|not the address of one MongoDB server/);
    expect(stderr).not.toContain('CANARY');
  });

  test('the database that a CenterConfiguration.json names', () => {
    const path = join(temporaryFolder(), 'CenterConfiguration.json');
    writeFileSync(path, '{"DatabaseConfigurationServerEndpoint":{"Address":"localhost","Port":1}}');
    const { code, stderr } = ata2mdi(['translate', path]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/CenterConfiguration\.json names the database mongodb:\/\/localhost:1\/ATA/);
    expect(stderr).toContain('nothing listens');
  });

  test('two Centers', () => {
    const folder = temporaryFolder();
    const [a, b] = [join(folder, 'a.json'), join(folder, 'b.json')];
    writeFileSync(a, center);
    writeFileSync(b, center.replace('0001', '0002'));
    const { code, stderr } = ata2mdi(['export', a, b]);
    expect(code).toBe(2);
    expect(stderr).toContain('2 different ATA Centers');
  });
});

describe('a mistake in the command line ends with exit code 2', () => {
  test.each([
    [['translat', 'x.json'], /Did you mean translate/],
    [['translate'], /missing required argument/],
    [['run', 'x.json'], /required option.*--output/],
    [['run', 'x.json', '--nonsense', '-o', 'out'], /unknown option/],
    [['run', 'x.json', '-o', ''], /names nothing/],
    [['run', 'x.json', '-o', '-'], /name a folder/],
    [['worksheet', 'x.json', '-o', '-'], /name a folder/],
    [['export', 'x.json', '-o', 'a', '-o', 'b'], /given once/],
    [['translate', '-', '-'], /standard input can be read once/],
    [['explain', ''], /no word[\s\S]*ata2mdi explain DnsReconnaissance/],
    [['help', 'translat'], /Usage: ata2mdi/],
    [[], /Usage: ata2mdi/],
  ])('%j', (args, message) => {
    const { code, stdout, stderr } = ata2mdi(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

test('names from a source cannot command the terminal', () => {
  const path = join(temporaryFolder(), 'source.json');
  writeFileSync(path, center.replace('"Configuration":{}', '"Configuration":{"\\u001b[31mX":"@{a=1}"}'));
  const { code, stderr } = ata2mdi(['translate', path]);
  expect(code).toBe(2);
  expect(stderr).toContain('u001b');
  expect(stderr).not.toContain('\u001b');
});
