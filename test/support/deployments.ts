/**
 * The invented deployments of `fixtures/`, for tests and benchmarks: where they lie, which secrets are planted
 * in them, and a Center of any size made from the `defaults` one.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A value as `JSON.parse` returns it. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

export type JsonObject = { [key: string]: JsonValue };

/**
 * Every secret planted in a fixture, as clear text. Some stand in the files as they are, others only as Base64
 * (the bytes of a "ciphertext"): a search for a leak must look for both, and for other encodings of them.
 */
export const canaries: readonly string[] = [
  'CANARY-contoso-alerts-field-7f3a9c',
  'CANARY-contoso-alerts-note-7f3a9c',
  'CANARY-centers-fabrikam-directory-services-7f3a9c',
  'CANARY-centers-fabrikam-radius-7f3a9c',
  'CANARY-centers-tailspin-directory-services-7f3a9c',
  'CANARY-centers-tailspin-radius-7f3a9c',
  'CANARY-contoso-directory-services-7f3a9c',
  'CANARY-contoso-later-radius-7f3a9c',
  'CANARY-contoso-mail-7f3a9c',
  'CANARY-contoso-observed-log-7f3a9c',
  'CANARY-contoso-observed-radius-7f3a9c',
  'CANARY-contoso-observed-session-7f3a9c',
  'CANARY-contoso-radius-7f3a9c',
  'CANARY-defaults-directory-services-7f3a9c',
  'CANARY-hostile-bar-secret-7f3a9c',
  'CANARY-hostile-clear-text-7f3a9c',
  'CANARY-hostile-duplicate-first-7f3a9c',
  'CANARY-hostile-duplicate-last-7f3a9c',
  'CANARY-hostile-encrypted-token-7f3a9c',
  'CANARY-hostile-foo-password-7f3a9c',
  'CANARY-hostile-hash-key-7f3a9c',
  'CANARY-hostile-list-first-7f3a9c',
  'CANARY-hostile-list-last-7f3a9c',
  'CANARY-hostile-lower-case-7f3a9c',
  'CANARY-hostile-mail-7f3a9c',
  'CANARY-hostile-mongodb-address-7f3a9c',
  'CANARY-hostile-nested-history-7f3a9c',
  'CANARY-hostile-nested-value-7f3a9c',
  'CANARY-hostile-proxy-address-7f3a9c',
  'CANARY-hostile-radius-7f3a9c',
  'CANARY-hostile-session-key-7f3a9c',
  'CANARY-hostile-sql-text-7f3a9c',
  'CANARY-hostile-upper-case-7f3a9c',
];

/**
 * Absolute path of a fixture's folder or of one file in it.
 *
 * @param name path below `fixtures/` with forward slashes, e.g. `contoso` or `defaults/center.json`
 */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** The detector sections that hold `ExcludedSourceComputerIds` and `ExcludedSubnets`. */
const computerDetectors = [
  'AbnormalKerberosDetectorConfiguration',
  'AbnormalSmbDetectorConfiguration',
  'AccountEnumerationDetectorConfiguration',
  'DirectoryServicesReplicationDetectorConfiguration',
  'DnsReconnaissanceDetectorConfiguration',
  'EnumerateSessionsDetectorConfiguration',
  'MaliciousServiceCreationDetectorConfiguration',
  'PassTheTicketDetectorConfiguration',
  'RemoteExecutionDetectorConfiguration',
  'RetrieveDataProtectionBackupKeyDetectorConfiguration',
  'SamrReconnaissanceDetectorConfiguration',
] as const;

/** The detector sections that hold `ExcludedSourceAccountIds`. */
const accountDetectors = [
  'AbnormalBehaviorDetectorConfiguration',
  'AbnormalSensitiveGroupMembershipChangeDetectorConfiguration',
  'GoldenTicketDetectorConfiguration',
] as const;

/** How many different /28 networks 10.0.0.0/8 has: the most entries that can be told apart. */
const networkCount = 2 ** 20;

/**
 * A Center in the REST form with every setting at its shipped default, save its exclusion lists: they hold
 * `exclusions` entries in all, spread evenly over the 14 detectors that have lists. About six in ten entries of
 * a computer detector are subnets in CIDR form, most others GUIDs, a few `computer <address>` pseudo ids;
 * account detectors hold GUIDs. No entry occurs twice in a list. The same arguments give an equal object.
 *
 * @throws RangeError when `exclusions` is not a whole number from 0 to 1 048 576
 */
export function generateCenter(options: { exclusions: number; seed: number }): JsonObject {
  const { exclusions, seed } = options;
  if (!Number.isInteger(exclusions) || exclusions < 0 || exclusions > networkCount) {
    throw new RangeError(`exclusions must be a whole number from 0 to ${networkCount}`);
  }
  const center = asObject(JSON.parse(readFileSync(fixturePath('defaults/center.json'), 'utf8')));
  const configuration = asObject(center.Configuration);
  const detectors = [...computerDetectors, ...accountDetectors];
  const random = randomNumbers(seed);

  for (let index = 0; index < exclusions; index++) {
    const position = index % detectors.length;
    const section = asObject(configuration[detectors[position] ?? '']);
    if (position >= computerDetectors.length) {
      listAt(section, 'ExcludedSourceAccountIds').push(guid(random));
      continue;
    }
    const share = random() / 2 ** 32;
    if (share < 0.6) listAt(section, 'ExcludedSubnets').push(`${address(index, seed)}/28`);
    else if (share < 0.97) listAt(section, 'ExcludedSourceComputerIds').push(guid(random));
    else listAt(section, 'ExcludedSourceComputerIds').push(`computer ${address(index, seed)}`);
  }
  return center;
}

/** First address of one of the /28 networks of 10.0.0.0/8: a different one for each index, out of order. */
function address(index: number, seed: number): string {
  // An odd factor modulo a power of two visits every network exactly once.
  const network = ((Math.imul(index, 40_503) + seed) >>> 0) % networkCount;
  return `10.${network >>> 12}.${(network >>> 4) & 255}.${(network & 15) << 4}`;
}

/** A random GUID (version 4) from four random numbers. */
function guid(random: () => number): string {
  const hex = Array.from({ length: 4 }, () => random().toString(16).padStart(8, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

/** Whole numbers below 2^32 that depend on the seed alone (the mulberry32 generator). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Narrows a value to an object. */
export function asObject(value: JsonValue | undefined): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new TypeError('a fixture lacks an object that is to be changed');
  }
  return value;
}

function listAt(section: JsonObject, key: string): JsonValue[] {
  const list = section[key];
  if (!Array.isArray(list)) throw new TypeError(`fixtures/defaults/center.json lacks a list ${key}`);
  return list;
}
