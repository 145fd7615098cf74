import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

/**
 * ATA 1.9.3 comes with MongoDB 3.6.18, which speaks wire version 6. mongodb 6.9 is the last driver that accepts it:
 * 6.10 and later want 4.0 or newer. See docs/decisions/0007-mongodb-driver.md before changing any of this.
 */
const lastDriverForMongoDb36 = /^6\.9\.\d+$/;
const wireVersionOfMongoDb36 = 6;

const load = createRequire(import.meta.url);

function json(path: string): Record<string, Record<string, never>> {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

test('package.json names one exact version of the driver, of the last line for MongoDB 3.6', () => {
  expect(json('package.json').devDependencies?.mongodb).toMatch(lastDriverForMongoDb36);
});

test('the lock file has no other version of it', () => {
  const packages = Object.entries(json('package-lock.json').packages ?? {});
  const drivers = packages.filter(([path]) => /(^|\/)node_modules\/mongodb$/.test(path));
  expect(drivers.map(([path]) => path)).toEqual(['node_modules/mongodb']);
  for (const [, { version }] of drivers) expect(version).toMatch(lastDriverForMongoDb36);
});

test('the installed driver is of that line', () => {
  expect(load('mongodb/package.json').version).toMatch(lastDriverForMongoDb36);
});

test('the installed driver accepts the wire version of MongoDB 3.6', () => {
  const { MIN_SUPPORTED_WIRE_VERSION } = load('mongodb/lib/cmap/wire_protocol/constants.js');
  expect(MIN_SUPPORTED_WIRE_VERSION).toBeLessThanOrEqual(wireVersionOfMongoDb36);
});
