import { readFileSync } from 'node:fs';
import { loadSnapshot } from '../../src/load.js';
import type { HashedSource } from '../../src/readers/sources.js';
import { collectingReporter } from '../../src/reporter.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import { fixturePath } from './deployments.js';

/** Hash of every source that tests make up. */
export const madeUpHash = 'ab'.repeat(32);

/** A text as a source, in UTF-8. */
export function sourceOf(text: string, name = 'test.json'): HashedSource {
  return { name, bytes: new TextEncoder().encode(text), sha256: madeUpHash };
}

/** Plain JSON as a source. */
export function jsonSource(value: unknown, name = 'test.json'): HashedSource {
  return sourceOf(JSON.stringify(value), name);
}

/** A file of `fixtures/` as a source, named by the last part of its path. */
export function fixtureSource(name: string): HashedSource {
  const bytes = new Uint8Array(readFileSync(fixturePath(name)));
  return { name: name.split('/').at(-1) ?? name, bytes, sha256: madeUpHash };
}

/** The snapshot of sources, read by the real readers. */
export function snapshotOfSources(...sources: readonly HashedSource[]): Promise<AtaSnapshot> {
  return loadSnapshot(sources, collectingReporter());
}

/** The files of each invented deployment. */
export const deploymentFiles = {
  contoso: ['contoso/SystemProfile_20251215T040000Z.json', 'contoso/UniqueEntity.json'],
  defaults: ['defaults/center.json', 'defaults/gateways.json'],
  hostile: ['hostile/SystemProfile_20251215T040000Z.json', 'hostile/UniqueEntity.json'],
} as const satisfies Record<string, readonly string[]>;

/** The files of `contoso` three weeks later, for comparisons with it. */
export const laterFiles = [
  'contoso-later/SystemProfile_20260105T040000Z.json',
  'contoso-later/UniqueEntity.json',
] as const;

/** The snapshot of an invented deployment. */
export function snapshotOfDeployment(name: keyof typeof deploymentFiles): Promise<AtaSnapshot> {
  return snapshotOfSources(...deploymentFiles[name].map(fixtureSource));
}
