/**
 * Finding the entities that a configuration refers to among a million, beside merely reading the file and beside decoding
 * every document. Each is measured as a process of its own. By itself: `node bench/entities.mjs [count]`.
 */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serialize } from 'bson';
import { build } from 'esbuild';
import { entityId } from './entity-id.mjs';
import { growth } from './growth.mjs';
import { compare, mebibytes, section, sectionText } from './measure.mjs';

export const worker = '.tmp/bench/entities-worker.mjs';

/**
 * Compares the ways to read a UniqueEntity collection, as BSON and as one document a line.
 *
 * @param count how many entities; each has about 500 bytes
 * @returns sections
 */
export async function compareEntities(count = 1_000_000, rounds = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  try {
    await buildWorker();
    const files = { bson: join(folder, 'UniqueEntity.bson'), json: join(folder, 'UniqueEntity.json') };
    writeEntities(count, files);
    const bson = compare(
      {
        'merely read': [worker, 'read', files.bson],
        'find the wanted ones': [worker, 'find-bson', files.bson, String(count)],
        'decode every document (bson.deserialize)': [worker, 'decode-bson', files.bson],
      },
      rounds,
    );
    const lines = compare(
      {
        'merely read': [worker, 'read', files.json],
        'find the wanted ones': [worker, 'find-lines', files.json, String(count)],
        'parse every line (JSON.parse)': [worker, 'parse-lines', files.json],
      },
      rounds,
    );
    return [
      found(`${count} entities as BSON (${mebibytes(files.bson)} MiB)`, bson),
      found(`${count} entities, one a line (${mebibytes(files.json)} MiB)`, lines),
      growthOf(count, folder),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function found(title, results) {
  const [, wanted, all] = [...results.values()];
  const faster = (all.milliseconds / wanted.milliseconds).toFixed(1);
  const note = `Finding is ${faster}× faster than decoding all (aim ≥ 8×); its peak memory is ${wanted.peakMiB.toFixed(0)} MiB (aim < 250).`;
  return section(title, results, 'merely read', { 'find the wanted ones': 1.5 }, [note]);
}

/** The whole command on a Center, and a collection of its entities that is ten and a hundred times as large. */
function growthOf(count, folder) {
  const center = join(folder, 'center.json');
  writeFileSync(
    center,
    JSON.stringify({
      NetbiosName: 'ATA',
      Configuration: {},
      _t: ['Entity', 'SystemProfile', 'CenterSystemProfile'],
    }),
  );
  const commands = [count / 100, count / 10, count].map((size) => {
    const own = join(folder, String(size));
    mkdirSync(own);
    const files = { bson: join(own, 'UniqueEntity.bson'), json: join(own, 'UniqueEntity.json') };
    writeEntities(size, files);
    rmSync(files.json);
    return [size, ['bin/ata2mdi.js', 'translate', '--quiet', center, files.bson]];
  });
  return growth('ata2mdi translate, by entities in UniqueEntity.bson', Object.fromEntries(commands), 3);
}

/** Writes the same entities in both forms, a few thousand at a time. */
function writeEntities(count, files) {
  const bson = openSync(files.bson, 'w');
  const json = openSync(files.json, 'w');
  const atOnce = 2000;
  for (let start = 0; start < count; start += atOnce) {
    const entities = Array.from({ length: Math.min(atOnce, count - start) }, (_, at) => entity(start + at));
    writeSync(bson, Buffer.concat(entities.map((document) => serialize(document))));
    writeSync(json, entities.map((document) => `${JSON.stringify(document, inExtendedJson)}\n`).join(''));
  }
  closeSync(bson);
  closeSync(json);
}

/** JSON.stringify has made a text of a date before it asks: the fields that are dates are known by their names. */
function inExtendedJson(key, value) {
  return key.endsWith('Time') ? { $date: value } : value;
}

function entity(index) {
  return {
    _id: entityId(index),
    _t: ['Entity', 'UniqueEntity', 'Account', 'Computer'],
    SystemDisplayName: `WS-${index}`,
    SamName: `WS${index}$`,
    DomainId: entityId(0),
    CanonicalName: `contoso.com/Computers/WS-${index}`,
    DistinguishedName: `CN=WS-${index},OU=Computers,DC=contoso,DC=com`,
    CreationTime: new Date(1_500_000_000_000 + index * 1000),
    Sid: `S-1-5-21-1004336348-1177238915-682003330-${index}`,
    IsDeleted: false,
    IsNew: false,
    IsPartial: false,
    IsSensitive: false,
    DnsName: `ws-${index}.contoso.com`,
    IsDomainController: index % 10_000 === 0,
    IsServer: false,
    OperatingSystemDisplayName: 'Windows 10 Enterprise',
  };
}

/** Node 20 does not read TypeScript: one module is made of the readers and the ways to use them. */
export async function buildWorker() {
  await build({
    entryPoints: ['bench/entities-worker.mjs'],
    outfile: worker,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareEntities(Number(process.argv[2] ?? 1_000_000)))
    console.log(sectionText(part));
