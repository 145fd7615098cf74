/**
 * Suspicious activities with the names of twenty thousand entities, written as CSV and JSON, beside merely reading
 * the file and beside decoding every document. Each is measured as a process of its own. A million, after `npm run build`:
 * `node bench/alerts.mjs 1000000`.
 */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ObjectId, serialize } from 'bson';
import { buildWorker, worker } from './entities.mjs';
import { entityId } from './entity-id.mjs';
import { growth } from './growth.mjs';
import { compare, mebibytes, section, sectionText } from './measure.mjs';

const entityCount = 20_000;
const mostMemory = 600;

/**
 * Compares the ways to read a SuspiciousActivity collection, as BSON and as one document a line.
 *
 * @param count how many activities; each has about a kilobyte
 * @returns sections
 */
export async function compareAlerts(count = 200_000, rounds = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'ata2mdi-bench-'));
  try {
    await buildWorker();
    const files = {
      bson: join(folder, 'SuspiciousActivity.bson'),
      json: join(folder, 'SuspiciousActivity.json'),
      entities: join(folder, 'UniqueEntity.bson'),
    };
    writeActivities(count, files);
    writeFileSync(
      files.entities,
      Buffer.concat(Array.from({ length: entityCount }, (_, index) => serialize(entity(index)))),
    );
    const alerts = (file, output, ...more) => [
      ...['bin/ata2mdi.js', 'alerts', file, files.entities, '-o', join(folder, output)],
      ...['--force', '--quiet', ...more],
    ];
    const bson = compare(
      {
        'merely read': [worker, 'read', files.bson],
        'decode every document (bson.deserialize)': [worker, 'decode-bson', files.bson],
        'ata2mdi alerts -o alerts.csv': alerts(files.bson, 'alerts.csv'),
        'ata2mdi alerts -o alerts.json': alerts(files.bson, 'alerts.json'),
        'ata2mdi alerts --status open -o open.csv': alerts(files.bson, 'open.csv', '--status', 'open'),
      },
      rounds,
    );
    const lines = compare(
      {
        'merely read': [worker, 'read', files.json],
        'parse every line (JSON.parse)': [worker, 'parse-lines', files.json],
        'ata2mdi alerts -o alerts.csv': alerts(files.json, 'alerts.csv'),
      },
      rounds,
    );
    return [
      written(`${count} activities as BSON (${mebibytes(files.bson)} MiB)`, bson),
      written(`${count} activities, one a line (${mebibytes(files.json)} MiB)`, lines),
      growthOf(count, folder, (file) => alerts(file, 'growth.csv')),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function written(title, results) {
  const ours = [...results].filter(([name]) => name.startsWith('ata2mdi'));
  const decoding = [...results.values()][1].milliseconds;
  const ratios = ours.map(([, { milliseconds }]) => `${(milliseconds / decoding).toFixed(1)}×`).join(', ');
  const peak = Math.max(...ours.map(([, { peakMiB }]) => peakMiB)).toFixed(0);
  const note = `Decoding and writing take ${ratios} as long as decoding alone; peak memory is ${peak} MiB (aim < ${mostMemory}).`;
  return section(title, results, 'merely read', {}, [note]);
}

function growthOf(count, folder, command) {
  const commands = [count / 100, count / 10, count].map((size) => {
    const own = join(folder, String(size));
    mkdirSync(own);
    const files = { bson: join(own, 'SuspiciousActivity.bson'), json: join(own, 'SuspiciousActivity.json') };
    writeActivities(size, files);
    return [size, command(files.bson)];
  });
  return growth('ata2mdi alerts, by activities', Object.fromEntries(commands), 1);
}

/** Writes the same activities in both forms, a few thousand at a time. */
function writeActivities(count, files) {
  const bson = openSync(files.bson, 'w');
  const json = openSync(files.json, 'w');
  const atOnce = 2000;
  for (let start = 0; start < count; start += atOnce) {
    const activities = Array.from({ length: Math.min(atOnce, count - start) }, (_, at) =>
      activity(start + at),
    );
    writeSync(bson, Buffer.concat(activities.map((document) => serialize(document))));
    writeSync(json, activities.map((document) => `${JSON.stringify(strict(document))}\n`).join(''));
  }
  closeSync(bson);
  closeSync(json);
}

/** As mongoexport writes dates and ObjectIds. */
function strict(document) {
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => {
      if (value instanceof Date) return [key, { $date: value.toISOString() }];
      return [key, value instanceof ObjectId ? { $oid: value.toHexString() } : value];
    }),
  );
}

const types = [
  ['DnsReconnaissance', 2007],
  ['HoneytokenActivity', 2014],
  ['PassTheTicket', 2018],
  ['EnumerateSessions', 2012],
  ['BruteForce', 2023],
];

function activity(index) {
  const [name, number] = types[index % types.length];
  const time = new Date(1_500_000_000_000 + index * 60_000);
  const [from, to] = [entityId(index % entityCount), entityId((index * 7) % 50)];
  return {
    _id: new ObjectId((0x5f000000 + index).toString(16).padEnd(24, '0')),
    _t: ['Entity', 'Alert', 'SuspiciousActivity', `${name}SuspiciousActivity`],
    StartTime: time,
    EndTime: new Date(time.getTime() + 90_000),
    IsVisible: true,
    Severity: ['Low', 'Medium', 'High'][index % 3],
    Status: index % 50 === 0 ? 'Open' : 'Closed',
    StatusUpdateTime: time,
    SystemCreationTime: time,
    SystemUpdateTime: time,
    WindowsEventId: number,
    TitleKey: `${name}SuspiciousActivityTitle`,
    DescriptionFormatKey: `${name}SuspiciousActivityDescription`,
    DescriptionDetailFormatKeys: [],
    ReasonKey: `${name}SuspiciousActivityReason`,
    EvidenceKeys: [],
    HasDetails: true,
    Note: index % 100 === 0 ? `Asked the owner; scanner of site ${index % 17}` : null,
    RelatedActivityCount: index % 1000,
    RelatedUniqueEntityIds: [from, to],
    SourceComputerId: from,
    DestinationComputerIds: [to],
    SourceIpAddresses: [`10.${index % 200}.${index % 250}.7`],
    DetailsRecords: [{ Query: 'contoso.com', RecordType: 'Axfr', AttemptCount: 1 }],
    Scope: 'Service',
  };
}

function entity(index) {
  return {
    _id: entityId(index),
    _t: ['Entity', 'UniqueEntity', 'Account', 'Computer'],
    SystemDisplayName: `WS-${index}`,
    SamName: `WS${index}$`,
    DistinguishedName: `CN=WS-${index},OU=Computers,DC=contoso,DC=com`,
    DnsName: `ws-${index}.contoso.com`,
    IsDomainController: index < 50,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of await compareAlerts(Number(process.argv[2] ?? 200_000))) console.log(sectionText(part));
