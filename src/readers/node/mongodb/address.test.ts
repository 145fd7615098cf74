import { describe, expect, it } from 'vitest';
import { UserError } from '../../../errors.js';
import type { DocumentObject, DocumentValue } from '../../values.js';
import { isMongoDbAddress, mongoAddressOf, parseMongoDbAddress } from './address.js';

describe('isMongoDbAddress', () => {
  it.each(['mongodb://localhost', 'MONGODB://h', 'mongodb+srv://h', 'mongodb:nonsense'])('%s', (source) => {
    expect(isMongoDbAddress(source)).toBe(true);
  });

  it.each(['mongodb', 'backup/mongodb.json', '-', 'C:\\mongodb'])('not %s', (source) => {
    expect(isMongoDbAddress(source)).toBe(false);
  });
});

describe('parseMongoDbAddress', () => {
  it.each([
    ['mongodb://127.0.0.1', 'mongodb://127.0.0.1:27017/ATA', 'ATA'],
    ['mongodb://127.0.0.1/', 'mongodb://127.0.0.1:27017/ATA', 'ATA'],
    ['mongodb://localhost:27018/ATA', 'mongodb://localhost:27018/ATA', 'ATA'],
    ['mongodb://[::1]/Copy%20of?tls=true', 'mongodb://[::1]:27017/Copy of', 'Copy of'],
    ['mongodb://[::1]:1/ATA', 'mongodb://[::1]:1/ATA', 'ATA'],
    ['mongodb://h?tls=true', 'mongodb://h:27017/ATA', 'ATA'],
  ])('%s', (uri, name, database) => {
    expect(parseMongoDbAddress(uri)).toEqual({ uri, name, database, hasCredentials: false });
  });

  it('keeps credentials and options out of the name', () => {
    const uri = 'mongodb://me:s3cret@h:1/ATA?authSource=admin&tlsCertificateKeyFilePassword=s3cret';
    const { name, hasCredentials } = parseMongoDbAddress(uri);
    expect(name).toBe('mongodb://h:1/ATA');
    expect(hasCredentials).toBe(true);
  });

  it.each([
    'mongodb://',
    'mongodb://me:s3cret',
    'mongodb://me:s3cret@',
    'mongodb://me:s3c@ret@h/ATA',
    'mongodb://me:s3c/ret@h/ATA',
    'mongodb://me:s3c?ret@h/ATA',
    'mongodb://me:s3c#ret@h/ATA',
    'mongodb://me:s3cret@h,other/ATA',
    'mongodb://me:s3cret@h/ATA/s3cret',
    'mongodb://me:s3cret@h/%E0%A4%A',
    'mongodb+srv://me:s3cret@h/ATA',
    'mongodb:s3cret',
  ])('refuses %s without repeating any of it', (uri) => {
    const error = errorOf(() => parseMongoDbAddress(uri));
    expect(error.message).toBe('this is not the address of one MongoDB server');
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/s3c|\bret@/);
  });
});

describe('mongoAddressOf', () => {
  it.each([
    ['localhost', 27017, 'mongodb://localhost:27017/ATA'],
    ['10.0.0.5', 1, 'mongodb://10.0.0.5:1/ATA'],
    ['::1', 65535, 'mongodb://[::1]:65535/ATA'],
    ['[::1]', 27017, 'mongodb://[::1]:27017/ATA'],
    ['ata-center.contoso.com', 27017, 'mongodb://ata-center.contoso.com:27017/ATA'],
  ])('%s, %i', (address, port, uri) => {
    expect(mongoAddressOf(centerConfiguration(address, port))).toBe(uri);
    expect(parseMongoDbAddress(uri).name).toBe(uri);
  });

  it('is null for any other document', () => {
    expect(mongoAddressOf(new Map([['Address', 'localhost']]))).toBeNull();
  });

  it.each<[DocumentValue, DocumentValue]>([
    ['me:s3cret@h', 27017],
    ['h/other?x=', 27017],
    ['', 27017],
    [null, 27017],
    ['h', 0],
    ['h', 65536],
    ['h', '27017'],
  ])('refuses the endpoint %j, %j', (address, port) => {
    const error = errorOf(() => mongoAddressOf(centerConfiguration(address, port)));
    expect(error.location?.path).toBe('DatabaseConfigurationServerEndpoint');
    expect(JSON.stringify([error, error.message])).not.toContain('s3cret');
  });

  it('refuses an endpoint that is not an object', () => {
    const document = new Map([['DatabaseConfigurationServerEndpoint', null]]);
    expect(() => mongoAddressOf(document)).toThrow(UserError);
  });
});

function centerConfiguration(address: DocumentValue, port: DocumentValue): DocumentObject {
  const endpoint = new Map([
    ['Address', address],
    ['Port', port],
  ]);
  return new Map([['DatabaseConfigurationServerEndpoint', endpoint]]);
}

function errorOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
