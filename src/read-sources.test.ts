import { gzipSync } from 'node:zlib';
import { Binary, type Document, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { madeUpHash } from '../test/support/loading.js';
import { archive, bsonDocuments, bsonFile, chunked } from '../test/support/mongodump.js';
import { UserError } from './errors.js';
import { readSources } from './read-sources.js';
import type { LoadableSource, LoadedSource } from './readers/sources.js';
import { collectingReporter } from './reporter.js';

const honeytoken = '0c0ffee0-0000-4000-8000-000000000001';
const member = 'S-1-5-21-1-2-3-1105';

const center: Document = {
  _id: new ObjectId('5aed5ee92bd5d60dd07c0001'),
  _t: ['ServiceSystemProfile', 'CenterSystemProfile'],
  Configuration: { UniqueEntityProcessorConfiguration: { HoneytokenAccountIds: [honeytoken] } },
};

function user(id: string, more: Document = {}): Document {
  return { _id: id, _t: ['UniqueEntity', 'User'], SystemDisplayName: id, ...more };
}

const others = Array.from({ length: 50 }, (_, index) =>
  user(`0c0ffee0-0000-4000-8000-0000000001${index + 10}`),
);
const dc = { _id: 'dc', _t: ['UniqueEntity', 'Computer'], IsDomainController: true };
const domain = { _id: 'domain', _t: 'Domain', DnsName: 'contoso.com' };
const entities = [...others, user(honeytoken), user('member', { Sid: member }), dc, domain];

function held(name: string, bytes: Uint8Array, ofFolder = false): LoadableSource {
  return { name, bytes, sha256: madeUpHash, ofFolder };
}

function streamed(name: string, bytes: Uint8Array): LoadableSource {
  return { name, byteLength: bytes.length, chunks: () => chunked(bytes, 1000), sha256: madeUpHash };
}

function lines(...documents: readonly Document[]): Uint8Array {
  return new TextEncoder().encode(documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

async function reading(...sources: readonly LoadableSource[]) {
  const reporter = collectingReporter();
  const read = await readSources(sources, reporter);
  return { read, notices: reporter.notices.map(({ source, text: said }) => `${source ?? ''}: ${said}`) };
}

/** Ids of the documents that came of a source. */
function ids({ documents }: LoadedSource): unknown[] {
  return documents.map(({ value }) => value.get('_id')).filter((id) => typeof id === 'string');
}

const roleGroup = held('ata-users.csv', text(`Name,SID,ObjectClass\nCONTOSO\\member,${member},User\n`));

describe('of a collection of entities', () => {
  it.each([
    ['.bson', bsonFile(entities)],
    ['.bson.gz', gzipSync(bsonFile(entities))],
    ['lines', lines(...entities)],
    ['gzipped lines', gzipSync(lines(...entities))],
  ])('only those are decoded that are named, and domain controllers and domains: %s', async (_, bytes) => {
    const profile = held('SystemProfile.bson', bsonFile([center]));
    const { read } = await reading(streamed('entities', bytes), profile, roleGroup);
    const [first] = read;
    expect(first && ids(first).sort()).toEqual([honeytoken, 'dc', 'domain', 'member']);
    expect(first).toMatchObject({ name: 'entities', isFiltered: true, byteLength: bytes.length });
  });

  it('those are found too that a later stream names', async () => {
    const { read } = await reading(
      held('UniqueEntity.bson', bsonFile(entities)),
      held('SystemProfile.bson', bsonFile([center])),
    );
    expect(read.map(ids)).toEqual([[honeytoken, 'dc', 'domain'], []]);
  });

  it('a SystemProfile among them is found, and so is what it names', async () => {
    for (const bytes of [bsonFile([...others, center, user(honeytoken)]), undefined]) {
      const profile = { ...center, _id: 'profile' };
      const source =
        bytes === undefined
          ? streamed('mixed', lines(...others, profile, user(honeytoken)))
          : held('mixed', bytes);
      const { read } = await reading(source);
      expect(read[0]?.documents.some(({ value }) => value.has('Configuration'))).toBe(true);
      expect(read.flatMap(ids)).toContain(honeytoken);
    }
  });
});

describe('an archive', () => {
  it('gives profiles and wanted entities, and says what else it holds', async () => {
    const bytes = archive([
      { database: 'ATA', collection: 'UniqueEntity', documents: bsonDocuments(entities) },
      { database: 'ATA', collection: 'SystemProfile', documents: bsonDocuments([center]) },
      { database: 'ATA', collection: 'Ntlm_20251214', documents: bsonDocuments([{ _id: 1 }]) },
    ]);
    const { read, notices } = await reading(held('ata.archive', bytes));
    expect(read.flatMap(ids).sort()).toEqual([honeytoken, 'dc', 'domain']);
    expect(notices).toEqual([
      'ata.archive, Ntlm_20251214: a collection of the archive that holds no configuration; it was not read',
    ]);
  });

  it('of ATA 1.5 has plural names', async () => {
    const bytes = archive([
      { database: 'ATA', collection: 'SystemProfiles', documents: bsonDocuments([center]) },
      { database: 'ATA', collection: 'UniqueEntities', documents: bsonDocuments(entities) },
    ]);
    const { read } = await reading(held('old', bytes));
    expect(read[0]?.documents).toHaveLength(4);
  });
});

describe('alerts', () => {
  it('are left out, and that is said', async () => {
    const alerts = bsonFile([{ _id: new ObjectId(), _t: ['Alert', 'DnsReconnaissanceSuspiciousActivity'] }]);
    const { read, notices } = await reading(held('SuspiciousActivity.bson', alerts));
    expect(read[0]?.documents).toEqual([]);
    expect(notices).toEqual([
      'SuspiciousActivity.bson: documents of kind suspicious-activity left out: alerts are not part of the configuration.',
    ]);
  });
});

describe('a folder', () => {
  it('is searched for what is of ATA', async () => {
    const { read, notices } = await reading(
      held('dump/SystemProfile.bson', bsonFile([center]), true),
      held('dump/KerberosAs_1.bson', bsonFile([{ _id: 1, Data: new Binary(new Uint8Array(9)) }]), true),
      held('readme.txt', text('Hello.'), true),
      held('plan.json', text('{"schema": "migration-plan"}'), true),
    );
    expect(read.map(({ name }) => name)).toEqual(['dump/SystemProfile.bson']);
    expect(notices).toEqual([
      ': left out (of no format that this program reads): readme.txt',
      ': left out (no configuration of ATA in it): dump/KerberosAs_1.bson',
      ': left out (written by ata2mdi itself): plan.json',
    ]);
  });

  it.each([
    ['a dump', 'SystemProfile.bson', bsonFile([center]).subarray(0, -1)],
    ['a dump that is packed', 'SystemProfile.bson.gz', gzipSync(bsonFile([center])).subarray(0, -9)],
    ['JSON', 'center.json', text('{"Type": "CenterSystemProfile"')],
    ['CLIXML', 'center.xml', text('<Objs Version="1.1.0.1"><Obj RefId="0">')],
    [
      'a role group',
      'users.txt',
      text(
        'Alias name  x\n\nMembers\n\n-------------------------------------------------------------------------------\nCONTOSO\\a',
      ),
    ],
  ])('that holds a damaged file is refused: %s', async (_, name, bytes) => {
    const good = held(
      'SystemProfile_1.json',
      lines({ Type: 'CenterSystemProfile', Configuration: {} }),
      true,
    );
    const error = await reading(good, held(name, bytes, true)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).location?.source).toBe(name);
  });
});

describe('files of one name', () => {
  const backupAt = (UpdateTime: string, name: string, ofFolder: boolean) =>
    held(name, lines({ Type: 'CenterSystemProfile', Id: 'a', UpdateTime, Configuration: {} }), ofFolder);

  it('are left out by themselves: one that the user names never is', async () => {
    const name = 'SystemProfile_1.json';
    const { read } = await reading(
      backupAt('2025-01-01T00:00:00Z', name, true),
      backupAt('2025-01-02T00:00:00Z', name, true),
      backupAt('2024-01-01T00:00:00Z', name, false),
    );
    expect(read.map(({ documents }) => documents[0]?.value.get('UpdateTime'))).toEqual([
      '2025-01-02T00:00:00Z',
      '2024-01-01T00:00:00Z',
    ]);
  });
});

describe('a file of a folder whose name promises a part of the deployment', () => {
  it.each([
    ['SystemProfile_20260110T040000Z.json', new Uint8Array(300)],
    ['SystemProfile_20260110T040000Z.json', new Uint8Array(0)],
    ['UniqueEntity.bson', bsonFile(entities).subarray(0, 8)],
    ['ata-viewers.csv', text('Name')],
    ['local-administrators.txt', text('Alias name     Administrators\n')],
    ['ata-viewers.json', text('{"hello": 1')],
  ])('and whose content is none is an error: %s', async (name, bytes) => {
    const good = held('center.json', lines({ Type: 'CenterSystemProfile', Configuration: {} }), true);
    const error = await reading(good, held(name, bytes, true)).catch((reason: unknown) => reason);
    expect((error as UserError).location?.source).toBe(name);
  });
});

describe('a first document of a class that is not known, or longer than what is looked at first', () => {
  const large = { ...user('0c0ffee0-0000-4000-8000-000000000999'), Members: Array(3000).fill(honeytoken) };
  const odd = { _id: 'device', _t: ['Entity', 'UniqueEntity', 'Device'] };

  it.each([
    ['a large one, BSON', bsonFile([large, ...entities])],
    ['a large one, lines', lines(large, ...entities)],
    ['a large one, packed', gzipSync(bsonFile([large, ...entities]))],
    ['an odd one, BSON', bsonFile([odd, ...entities])],
  ])('changes nothing: %s', async (_, bytes) => {
    const profile = held('SystemProfile.bson', bsonFile([center]), true);
    const { read } = await reading({ ...streamed('ATA/UniqueEntity.bson', bytes), ofFolder: true }, profile);
    const [first] = read;
    expect(first?.isFiltered).toBe(true);
    expect(first && ids(first).sort()).toEqual([honeytoken, 'dc', 'domain']);
  });
});

describe('a database', () => {
  it('is asked for what it names and what the other sources name', async () => {
    const asked: unknown[] = [];
    const database: LoadableSource = {
      name: 'mongodb://127.0.0.1:27017/ATA',
      query(wanted) {
        const { ids: named, sids } = wanted([new Map([['HoneytokenAccountIds', [honeytoken]]])]);
        asked.push([...named], [...sids]);
        return Promise.resolve({
          name: 'db',
          format: 'mongodb',
          encoding: null,
          documents: [],
          byteLength: 0,
          sha256: '',
        });
      },
      alerts: () => Promise.reject(new Error('nobody asks for alerts here')),
    };
    await reading(database, roleGroup);
    expect(asked).toEqual([[honeytoken], [member]]);
  });
});

describe('a large text that is no stream', () => {
  it('is read whole', async () => {
    const bytes = text(JSON.stringify([{ Type: 'CenterSystemProfile', Configuration: {} }], null, 2));
    const { read } = await reading(streamed('center.json', bytes));
    expect(read[0]?.documents).toHaveLength(1);
  });

  it('is refused when it cannot be one text, and what to do is said', async () => {
    const endless: LoadableSource = {
      name: 'entities.json',
      byteLength: 2 ** 40,
      chunks: () => chunked(text('[{"_id":1},')),
      sha256: madeUpHash,
    };
    await expect(reading(endless)).rejects.toThrow(/too large to be read whole/);
  });
});
