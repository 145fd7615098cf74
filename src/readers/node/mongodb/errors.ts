import {
  MongoAPIError,
  MongoCompatibilityError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { UserError } from '../../../errors.js';
import { type MongoDbAddress, malformedAddress } from './address.js';

/** How to go on without a connection: what ATA's own MongoDB tools write is a source too. */
export const dumpAdvice: readonly string[] = [
  'Or dump the database on the ATA Center and give the folder as the source:',
  '  mongodump --db ATA --out dump',
];

const tlsAdvice = [
  'If the server speaks TLS, the address must say so (?tls=true); if it does not, it must not.',
];

/**
 * Answers that are over by the time one asks again: the cursor is gone, or the server is about to stop, to restart or to
 * hand over (MongoDB's error_codes.yml: CursorNotFound, CursorKilled, ShutdownInProgress, InterruptedAtShutdown,
 * InterruptedDueToReplStateChange, PrimarySteppedDown, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary).
 */
const passingCodes: ReadonlySet<unknown> = new Set([43, 237, 91, 11600, 11602, 189, 13435, 13436]);

/** Whether asking again may help: the connection failed, or the server refused for a reason that passes. */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof MongoNetworkError || (error instanceof MongoServerError && passingCodes.has(error.code))
  );
}

/**
 * What the driver threw, as the user can act on it. Neither the driver's text nor the error itself goes along: either
 * may repeat the connection string or what the database holds.
 *
 * @param collection what was being read; none while connecting
 * @returns the error itself if it is not the driver's: then it is a mistake in this program, or ours already
 */
export function databaseError(error: unknown, address: MongoDbAddress, collection?: string): unknown {
  const chain = causes(error);
  const isDrivers = chain.some(
    (link) => (link instanceof Error && link.name.startsWith('Mongo')) || systemCode(link) !== '',
  );
  if (error instanceof UserError || !isDrivers) return error;
  const { message, advice } = explained(chain, address);
  return new UserError(message, {
    location: { source: address.name, ...(collection === undefined ? {} : { path: collection }) },
    advice,
  });
}

interface Explanation {
  readonly message: string;
  readonly advice: readonly string[];
}

function explained(chain: readonly unknown[], address: MongoDbAddress): Explanation {
  if (chain.some((link) => link instanceof MongoCompatibilityError))
    return {
      message: 'this server speaks a version of the MongoDB protocol that is not supported',
      advice: ['Supported are MongoDB 3.6 to 8.0; ATA 1.9.3 comes with 3.6.', ...dumpAdvice],
    };
  const answer = chain.find((link) => link instanceof MongoServerError);
  if (answer !== undefined) return refused(answer, address);
  const code = chain.map(systemCode).find((found) => found !== '') ?? '';
  if (/CERT|TLS|SSL|EPROTO|SELF_SIGNED|ISSUER|LEAF_SIGNATURE/.test(code))
    return {
      message: `no secure connection could be made (${code})`,
      advice: [
        'Check the tls options of the address: tls=true only if the server speaks TLS, tlsCAFile for a certificate',
        'authority that this computer does not know, and the name that the certificate was issued to.',
      ],
    };
  const known = systemFailures[code];
  if (known !== undefined) return known;
  if (chain.some(isTimeout))
    return {
      message: 'the server did not answer in time',
      advice: ['Check the address, and that no firewall is in between.', ...tlsAdvice, ...dumpAdvice],
    };
  if (
    chain.some((link) => link instanceof MongoNetworkError) ||
    chain.some((link) => link instanceof MongoServerSelectionError)
  )
    return {
      message: `the connection was closed${code === '' ? '' : ` (${code})`}`,
      advice: ['It was tried twice. Check that the server is running.', ...tlsAdvice, ...dumpAdvice],
    };
  if (chain.some((link) => link instanceof MongoAPIError)) return malformedAddress();
  return { message: 'the database could not be read', advice: dumpAdvice };
}

function refused(answer: MongoServerError, { hasCredentials, database }: MongoDbAddress): Explanation {
  const code = `code ${Number(answer.code) || 'unknown'}`;
  if (answer.code === 18)
    return {
      message: `the server refused the user name or password (${code})`,
      advice: ['Check both, and name the database that the user is defined in: ?authSource=admin'],
    };
  if (answer.code === 13)
    return {
      message: hasCredentials
        ? `this user may not read the database (${code})`
        : `the server wants a user name and password (${code})`,
      advice: hasCredentials
        ? [`The user needs the role read on the database ${database}.`]
        : ['Write them into the address: mongodb://user:password@host:port/ATA?authSource=admin'],
    };
  return { message: `the server answered with an error (${code})`, advice: dumpAdvice };
}

const systemFailures: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: {
    message: 'nothing listens at this address',
    advice: ['Run this on the ATA Center, with its database running, or check host and port.', ...dumpAdvice],
  },
  ENOTFOUND: {
    message: 'there is no computer of this name',
    advice: ['Check the host in the address.'],
  },
  EAI_AGAIN: {
    message: 'the name of this computer cannot be looked up',
    advice: ['Check the host in the address, or write its IP address.'],
  },
  EHOSTUNREACH: { message: 'this computer cannot be reached', advice: dumpAdvice },
  ENETUNREACH: { message: 'this computer cannot be reached', advice: dumpAdvice },
  ENOENT: {
    message: 'a file that the address names does not exist',
    advice: ['Check tlsCAFile and tlsCertificateKeyFile in the address.'],
  },
  EACCES: {
    message: 'a file that the address names may not be read',
    advice: ['Check tlsCAFile and tlsCertificateKeyFile in the address.'],
  },
};

function isTimeout(error: unknown): boolean {
  if (error instanceof MongoNetworkTimeoutError || systemCode(error) === 'ETIMEDOUT') return true;
  // Without a cause, no attempt had failed yet when the time was over.
  return error instanceof MongoServerSelectionError && error.cause === undefined;
}

/** The error and what it was caused by, outermost first. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link instanceof Error && !chain.includes(link); link = link.cause) chain.push(link);
  return chain;
}

/** The code of an error of node's own, e.g. `ECONNREFUSED`. */
function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : '';
}
