import { UserError } from '../../../errors.js';
import type { DocumentObject } from '../../values.js';

/** A connection string, taken apart so far that it can be named without its credentials. */
export interface MongoDbAddress {
  /** The connection string as given: may hold a password, must never be shown. */
  readonly uri: string;
  /** `mongodb://host:port/ATA`: how messages and the snapshot call this source. */
  readonly name: string;
  /** The database: the path of the address, `ATA` when it has none. */
  readonly database: string;
  /** Whether it names a user. */
  readonly hasCredentials: boolean;
}

/** Name of ATA's database (certainty: seen, in the mongodump and mongoimport commands of ATA's documentation). */
const defaultDatabase = 'ATA';
const defaultPort = 27017;

// Stricter than the driver: it would take what follows an unescaped `@` in a password for the host, and name it.
const form =
  /^mongodb:\/\/(?:([^@/?#]*)@)?((?:\[[0-9a-f:.%]+\]|[^@/?#,:[\]\s]+)(?::\d{1,5})?)(?:\/([^@/?#\s]*))?(?:\?[^@#\s]*)?$/i;

/** Whether a source is the address of a database, not a file. */
export function isMongoDbAddress(source: string): boolean {
  return /^mongodb(\+srv)?:/i.test(source);
}

/**
 * Takes a connection string apart.
 *
 * @throws UserError if it is malformed, or names what an ATA Center does not have (several servers, a DNS seed list)
 */
export function parseMongoDbAddress(uri: string): MongoDbAddress {
  const match = form.exec(uri);
  const host = match?.[2];
  const database = percentDecoded(match?.[3] ?? '');
  if (match === null || host === undefined || database === null) throw malformedAddress();
  return {
    uri,
    name: `mongodb://${withPort(host)}/${database || defaultDatabase}`,
    database: database || defaultDatabase,
    hasCredentials: match[1] !== undefined,
  };
}

/** What is wrong with an address is not said by quoting it: any part of it could be a piece of the password. */
export function malformedAddress(): UserError {
  return new UserError('this is not the address of one MongoDB server', {
    location: { source: 'the mongodb:// address' },
    advice: [
      'It has the form mongodb://host:port/ATA or mongodb://user:password@host:port/ATA?authSource=admin',
      'with one host, and with the options that MongoDB connection strings have.',
      'In user and password, write : / ? # @ and % as %3A %2F %3F %23 %40 and %25.',
    ],
  });
}

/**
 * The address of the database that an ATA Center uses, out of its `CenterConfiguration.json`:
 * `{"DatabaseConfigurationServerEndpoint": {"Address": "localhost", "Port": 27017}}` (certainty: seen).
 *
 * @returns null when the document is not a CenterConfiguration
 * @throws UserError when it is one, but its endpoint is not a host and a port
 */
export function mongoAddressOf(document: DocumentObject): string | null {
  const endpoint = document.get('DatabaseConfigurationServerEndpoint');
  if (endpoint === undefined) return null;
  const address = endpoint instanceof Map ? endpoint.get('Address') : undefined;
  const port = endpoint instanceof Map ? endpoint.get('Port') : undefined;
  const isHost =
    typeof address === 'string' && /^([A-Za-z0-9._-]+|\[?[0-9A-Fa-f:]+(%\w+)?\]?)$/.test(address);
  const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port <= 65_535;
  if (!isHost || !isPort)
    throw new UserError('this names no address of a database', {
      location: { source: 'CenterConfiguration.json', path: 'DatabaseConfigurationServerEndpoint' },
      advice: ['Give the address itself as the source: mongodb://127.0.0.1:27017/ATA'],
    });
  const host = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  return `mongodb://${host}:${port}/${defaultDatabase}`;
}

function withPort(host: string): string {
  return /:\d+$/.test(host.replace(/^\[[^\]]*\]/, '')) ? host : `${host}:${defaultPort}`;
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
