import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSnapshot, loadSnapshots } from '../../src/load.js';
import { translate } from '../../src/plan/translate.js';
import type { HashedSource } from '../../src/readers/sources.js';
import { collectingReporter } from '../../src/reporter.js';
import type { AtaSnapshot } from '../../src/types/ata-snapshot.js';
import type { MigrationPlan } from '../../src/types/migration-plan.js';
import { fixturePath, generateCenter, type JsonObject } from './deployments.js';
import { jsonSource } from './loading.js';

/** The two Centers of the fixture `centers`. */
export const centerFolders = ['fabrikam', 'tailspin'] as const;

/** The files of one of them, as the command line opens the folder. */
export function folderSources(name: (typeof centerFolders)[number]): HashedSource[] {
  const root = fixturePath(`centers/${name}`);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.\w+$/.test(file))
    .sort()
    .map((file) => ({
      name: file,
      bytes: new Uint8Array(readFileSync(join(root, file))),
      sha256: file.padEnd(64, '0').slice(0, 64),
      ofFolder: true,
      places: [
        { root: `/${name}`, folder: `/${name}/${file}`.slice(0, `/${name}/${file}`.lastIndexOf('/')) },
      ],
    }));
}

/** Both snapshots. */
export function snapshotsOfCenters(): Promise<AtaSnapshot[]> {
  return loadSnapshots(centerFolders.flatMap(folderSources), collectingReporter());
}

/** The plan of each Center by itself. */
export async function plansOfCenters(): Promise<MigrationPlan[]> {
  return (await snapshotsOfCenters()).map((snapshot) => translate(snapshot));
}

/** A made-up Center with a name and id of its own. */
export function numberedCenter(number: number, exclusions: number, seed = number): JsonObject {
  const center = generateCenter({ exclusions, seed });
  return {
    ...center,
    NetbiosName: `ATA${String(number).padStart(3, '0')}`,
    Id: number.toString(16).padStart(24, '0'),
  };
}

/** The plan of a made-up Center. */
export async function planOfCenter(center: JsonObject): Promise<MigrationPlan> {
  return translate(await loadSnapshot([jsonSource(center)], collectingReporter()));
}
