import { MongoClient, type MongoClientOptions, MongoCompatibilityError } from 'mongodb';
import { UserError } from '../../../errors.js';
import { type MongoDbAddress, malformedAddress } from './address.js';
import { databaseError } from './errors.js';

/** How long is waited, in milliseconds. */
export interface Timeouts {
  /** For a connection to be made. */
  readonly connect: number;
  /** For a server that can be read, first attempts and repeats together. */
  readonly selection: number;
  /** For an answer. */
  readonly socket: number;
}

export const defaultTimeouts: Timeouts = { connect: 10_000, selection: 10_000, socket: 60_000 };

export interface ConnectionOptions {
  readonly timeouts?: Timeouts;
  /** Is told the name of each command before it is sent. */
  readonly onCommand?: (command: string) => void;
}

// The driver's other mechanisms need packages that are not bundled, or ask services elsewhere.
const authenticationMechanisms: ReadonlySet<string> = new Set([
  'DEFAULT',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'PLAIN',
  'MONGODB-X509',
]);

/**
 * Connects, lets `use` read, and disconnects, whatever happens.
 *
 * @throws UserError when there is no connection; whatever `use` throws
 */
export async function withConnection<T>(
  address: MongoDbAddress,
  options: ConnectionOptions,
  use: (client: MongoClient) => Promise<T>,
): Promise<T> {
  const client = newClient(address, options);
  try {
    await connect(client).catch((error: unknown) => {
      throw databaseError(error, address);
    });
    return await use(client);
  } finally {
    await client.close();
  }
}

function newClient(address: MongoDbAddress, { timeouts, onCommand }: ConnectionOptions): MongoClient {
  const { connect, selection, socket } = timeouts ?? defaultTimeouts;
  // Each of these overrides what the address says.
  const settings: MongoClientOptions = {
    appName: 'ata2mdi',
    directConnection: true,
    readPreference: 'primaryPreferred',
    connectTimeoutMS: connect,
    serverSelectionTimeoutMS: selection,
    socketTimeoutMS: socket,
    maxPoolSize: 1,
    minPoolSize: 0,
    // Repeating a read is decided in read.ts, where a cursor that broke off is repeated too.
    retryReads: false,
    retryWrites: false,
    compressors: ['none'],
    serverMonitoringMode: 'poll',
    heartbeatFrequencyMS: 60_000,
    monitorCommands: onCommand !== undefined,
  };
  let client: MongoClient;
  try {
    client = new MongoClient(address.uri, settings);
  } catch {
    throw malformedAddress();
  }
  const mechanism = client.options.credentials?.mechanism;
  if (mechanism !== undefined && !authenticationMechanisms.has(mechanism))
    throw new UserError('this way of authenticating is not supported', {
      location: { source: address.name },
      advice: [`authMechanism can be ${[...authenticationMechanisms].join(', ')}.`],
    });
  if (client.options.proxyHost !== undefined)
    throw new UserError('proxies are not supported', {
      location: { source: address.name },
      advice: ['Leave proxyHost out, and run this on the ATA Center or where its database can be reached.'],
    });
  if (onCommand !== undefined) client.on('commandStarted', ({ commandName }) => onCommand(commandName));
  return client;
}

/** The driver would go on trying until the time is over; a second failure, or a server too old, will not change. */
async function connect(client: MongoClient): Promise<void> {
  const hopeless = new Promise<never>((_, reject) => {
    let failures = 0;
    client.on('serverHeartbeatFailed', ({ failure }) => {
      failures += 1;
      if (failures === 2 || failure instanceof MongoCompatibilityError) reject(failure);
    });
  });
  await Promise.race([client.connect(), hopeless]);
}
