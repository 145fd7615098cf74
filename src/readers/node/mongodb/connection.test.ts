import { expect, it } from 'vitest';
import { UserError } from '../../../errors.js';
import { parseMongoDbAddress } from './address.js';
import { withConnection } from './connection.js';

const secret = 's3cret';

it.each([
  `mongodb://h/ATA?unheardOf=${secret}`,
  `mongodb://h/ATA?authMechanism=${secret}`,
  `mongodb://me%zz:${secret}@h/ATA`,
  `mongodb://h/ATA?loadBalanced=true&x=${secret}`,
  `mongodb://me:${secret}@h:99999/ATA`,
  `mongodb://me:${secret}@h/ATA?tls=${secret}`,
])('what the driver does not take is refused without repeating it: %s', async (uri) => {
  await expect(refusalOf(uri)).resolves.toMatch(/^this is not the address of one MongoDB server/);
});

it.each([
  `mongodb://me:${secret}@h/ATA?authMechanism=GSSAPI`,
  `mongodb://me:${secret}@h/ATA?authMechanism=MONGODB-AWS`,
  'mongodb://h/ATA?authMechanism=MONGODB-OIDC&authMechanismProperties=ENVIRONMENT:azure,TOKEN_RESOURCE:x',
])('ways of authenticating that need more than the driver: %s', async (uri) => {
  await expect(refusalOf(uri)).resolves.toMatch(/^this way of authenticating is not supported/);
});

it('a proxy, which needs a package that is not bundled', async () => {
  const uri = `mongodb://h/ATA?proxyHost=p&proxyUsername=me&proxyPassword=${secret}`;
  await expect(refusalOf(uri)).resolves.toMatch(/^proxies are not supported/);
});

/** All that a refusal says. */
async function refusalOf(uri: string): Promise<string> {
  const error = await withConnection(parseMongoDbAddress(uri), {}, () => Promise.resolve()).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error ?? new Error('it was taken');
  expect(error.cause).toBeUndefined();
  const said = [error.message, ...error.advice, JSON.stringify(error.location)].join('\n');
  expect(said).not.toContain(secret);
  return said;
}
