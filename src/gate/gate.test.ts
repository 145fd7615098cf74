import { ObjectId } from 'bson';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  archiveFile,
  collection,
  dumpOf,
  type GateCase,
  gateInput,
  gateOf,
  openGate,
  openGateOfCenters,
  type sensorOn,
} from '../../test/support/gate.js';
import { madeUpHash, sourceOf } from '../../test/support/loading.js';
import { archive, bsonFile } from '../../test/support/mongodump.js';
import { graphList } from '../../test/support/perfect-mdi.js';
import { ActivityTally } from '../alerts/activity-tally.js';
import { readBackup } from '../readers/backup.js';
import type { DocumentValue } from '../readers/values.js';
import type { Condition, DecommissionGate } from '../types/decommission-gate.js';
import { checkGate } from '../validate.js';
import type { ActivityRecord } from './finding.js';
import { attestationKeys, type CenterInput, decommissionGate, type GateInput } from './gate.js';

let all: GateCase;
beforeAll(async () => {
  all = await openGate();
});

function condition(gate: DecommissionGate, key: string): Condition {
  const found = gate.conditions.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no condition ${key}`);
  return found;
}

/** `result: what is not met of it` */
async function shown(
  key: string,
  change: (from: GateCase) => GateCase,
  over: Partial<GateInput> = {},
): Promise<string> {
  const { result, attested, parts } = condition(await gateOf(change(all), over), key);
  const open = parts.filter((part) => part.result !== 'met').map((part) => `${part.key} ${part.result}`);
  return [result, ...(attested ? ['by word'] : []), ...open].join(', ');
}

function withoutWord(...keys: readonly string[]): (from: GateCase) => GateCase {
  return (from) => ({ ...from, attested: from.attested.filter(({ key }) => !keys.includes(key)) });
}

function withWord(...keys: readonly string[]): (from: GateCase) => GateCase {
  return (from) => ({
    ...from,
    attested: [...from.attested, ...keys.map((key) => ({ key, from: '--attest' }))],
  });
}

function withFile(name: string, text: string): (from: GateCase) => GateCase {
  return (from) => ({
    ...from,
    files: [...from.files.filter((file) => file.name !== name), ...(text === '' ? [] : [{ name, text }])],
  });
}

type Change = (from: GateCase) => GateCase;

function both(...changes: readonly Change[]): Change {
  return (from) => changes.reduce((changed, change) => change(changed), from);
}

const same: Change = (from) => from;

/** All sensors of the case, one of them changed. */
function sensors(
  name: string,
  over: Parameters<typeof sensorOn>[1] | null,
  more: Parameters<typeof graphList>[1] = [],
): Change {
  return (from) => {
    const own: { displayName: string }[] = JSON.parse(
      from.files.find((file) => file.name === 'sensors.json')?.text ?? '',
    ).value;
    const changed = own.flatMap((sensor) =>
      sensor.displayName.toLowerCase() === name ? (over === null ? [] : [{ ...sensor, ...over }]) : [sensor],
    );
    return withFile('sensors.json', graphList('security/identities/sensors', [...changed, ...more]))(from);
  };
}

describe('no gateway runs', () => {
  const word = withoutWord('gateways-stopped');
  test.each<[string, Change, string]>([
    ['by the word of a person', same, 'met, by word'],
    [
      'unknown without it, each by itself, for the backup still names them',
      word,
      'unknown, gateways-stopped/dc01 unknown, gateways-stopped/dc02 unknown, gateways-stopped/atagw1 unknown, gateways-stopped/atagw2 unknown, gateways-stopped/branchgw1 unknown',
    ],
    [
      'when a backup that is newer no longer names them',
      both(word, (from) => ({ ...from, backup: dumpOf(from.plan, { gateways: false }) })),
      'met',
    ],
    [
      'unknown where the backup is older than the plan',
      both(word, (from) => ({
        ...from,
        plan: { ...from.plan, gateways: from.plan.gateways?.slice(0, 1) ?? [] },
        backup: dumpOf(from.plan, { gateways: false }),
        centerUpdated: Date.parse('2026-11-01'),
      })),
      'unknown, gateways-stopped/dc01 unknown',
    ],
    [
      'one word for one of them is no word for the others',
      both(
        word,
        withWord(
          'gateways-stopped/dc01',
          'gateways-stopped/dc02',
          'gateways-stopped/atagw1',
          'gateways-stopped/atagw2',
        ),
      ),
      'unknown, by word, gateways-stopped/branchgw1 unknown',
    ],
    [
      'unknown where the plan names none, for its source may be of the Center alone',
      both(word, (from) => ({
        ...from,
        plan: { ...from.plan, gateways: [] },
        backup: dumpOf(from.plan, { gateways: false }),
      })),
      'unknown',
    ],
    [
      'unknown where the backup names one that the plan does not know',
      both(word, (from) => {
        const [last, ...others] = [...(from.plan.gateways ?? [])].reverse();
        return {
          ...from,
          plan: { ...from.plan, gateways: others },
          backup: dumpOf({ ...from.plan, gateways: last === undefined ? [] : [last] }),
        };
      }),
      'unknown, gateways-stopped/5832c6f1bc7e28607f0ea7f9 unknown',
    ],
    [
      'unknown where the backup is of another Center, whatever it names',
      both(word, (from) => ({
        ...from,
        plan: { ...from.plan, gateways: from.plan.gateways?.slice(0, 1) ?? [] },
        backup: [
          collection('SystemProfile', [
            { _id: new ObjectId(), _t: ['CenterSystemProfile'], UpdateTime: new Date('2026-10-05') },
          ]),
        ],
      })),
      'unknown, gateways-stopped/dc01 unknown',
    ],
    [
      'met where a dump, which is whole, names none',
      both(word, (from) => ({
        ...from,
        plan: {
          ...from.plan,
          gateways: [],
          sources: from.plan.sources.map((source) => ({ ...source, format: 'bson' })),
        },
        backup: dumpOf(from.plan, { gateways: false }),
      })),
      'met',
    ],
  ])('%s', async (_, change, expected) => {
    expect(await shown('gateways-stopped', change)).toBe(expected);
  });
});

describe('every domain controller has a healthy sensor', () => {
  test.each<[string, Change, string]>([
    ['all of them', same, 'met'],
    [
      'none that stopped',
      sensors('dc01', { serviceStatus: 'stopped' }),
      'not-met, sensors-healthy/dc01.contoso.com not-met',
    ],
    [
      'none that is disconnected',
      sensors('dc01', { deploymentStatus: 'disconnected' }),
      'not-met, sensors-healthy/dc01.contoso.com not-met',
    ],
    [
      'none with a grave issue',
      sensors('dc01', { healthStatus: 'notHealthyMedium' }),
      'not-met, sensors-healthy/dc01.contoso.com not-met',
    ],
    [
      'one that still synchronises for the first time is unknown',
      sensors('dc01', { deploymentStatus: 'syncing' }),
      'unknown, sensors-healthy/dc01.contoso.com unknown',
    ],
    [
      'one in a state that is not known is unknown',
      sensors('dc01', { serviceStatus: 'unknownFutureValue' }),
      'unknown, sensors-healthy/dc01.contoso.com unknown',
    ],
    [
      'one that an older list has healthy, and another stopped',
      both((from) => {
        const list = from.files.find(({ name }) => name === 'sensors.json')?.text ?? '';
        const healthy = `{"url":"https://graph.microsoft.com/v1.0/security/identities/sensors","response":${list}}`;
        return withFile('a-older.json', healthy)(sensors('dc01', { serviceStatus: 'stopped' })(from));
      }),
      'not-met, sensors-healthy/dc01.contoso.com not-met',
    ],
    [
      'one that only an older list has is unknown',
      (from) => {
        const list = from.files.find(({ name }) => name === 'sensors.json')?.text ?? '';
        return withFile('a-older.json', list)(sensors('dc01', null)(from));
      },
      'unknown, sensors-healthy/dc01.contoso.com unknown',
    ],
    [
      'one of the same short name in another forest is not its own',
      both(sensors('dc01', { domainName: 'tailspin.example', settings: null }), (from) => ({
        ...from,
        plan: {
          ...from.plan,
          domainControllers: (from.plan.domainControllers ?? []).map((one) =>
            one.name === 'dc01.contoso.com' ? { ...one, name: 'DC01' } : one,
          ),
        },
      })),
      'not-met, sensors-healthy/dc01 not-met',
    ],
    [
      'unknown where nothing tells what a Gateway watches',
      (from) => ({
        ...from,
        plan: {
          ...from.plan,
          domainControllers: (from.plan.domainControllers ?? []).map((one) => ({
            ...one,
            mayBeWatchedBy: one.mayBeWatchedBy.filter((name) => name !== 'ATAGW2'),
          })),
        },
      }),
      'unknown',
    ],
    [
      'unknown where only such domain controllers are known that other Gateways watch',
      (from) => ({
        ...from,
        plan: {
          ...from.plan,
          domainControllers: (from.plan.domainControllers ?? []).filter(
            ({ watchedBy }) => watchedBy.length > 0,
          ),
        },
      }),
      'unknown',
    ],
    ['one with a low issue is healthy enough', sensors('dc01', { healthStatus: 'notHealthyLow' }), 'met'],
    [
      'one of which the health is not shown is unknown',
      sensors('dc01', { healthStatus: null }),
      'unknown, sensors-healthy/dc01.contoso.com unknown',
    ],
    [
      'one of which the service is not shown is unknown',
      sensors('dc01', { serviceStatus: null }),
      'unknown, sensors-healthy/dc01.contoso.com unknown',
    ],
    ['one that is not there', sensors('rodc01', null), 'not-met, sensors-healthy/rodc01.contoso.com not-met'],
    [
      'a word for all of them does not make one be there',
      both(sensors('rodc01', null), withWord('sensors-healthy')),
      'not-met, sensors-healthy/rodc01.contoso.com not-met',
    ],
    [
      'a word that this one is no more',
      both(sensors('rodc01', null), withWord('sensors-healthy/rodc01.contoso.com')),
      'met, by word',
    ],
    [
      'no word makes one healthy that is not',
      both(sensors('dc01', { serviceStatus: 'stopped' }), withWord('sensors-healthy/dc01.contoso.com')),
      'not-met, sensors-healthy/dc01.contoso.com not-met',
    ],
    [
      'a word where no list was given',
      both(withFile('sensors.json', ''), withWord('sensors-healthy')),
      'met, by word',
    ],
    [
      'unknown where ATA watched nothing that is known',
      (from) => ({ ...from, plan: { ...from.plan, domainControllers: [] } }),
      'unknown',
    ],
    [
      'one that ATA never watched is not asked for',
      both(sensors('rodc01', null), (from) => ({
        ...from,
        plan: {
          ...from.plan,
          domainControllers: (from.plan.domainControllers ?? []).map((one) =>
            one.name.startsWith('rodc01')
              ? { ...one, mayBeWatchedBy: [], watch: 'not-watched' as const }
              : one,
          ),
        },
      })),
      'met',
    ],
  ])('%s', async (_, change, expected) => {
    expect(await shown('sensors-healthy', change)).toBe(expected);
  });
});

function issues(...of: readonly { readonly severity: string | null; readonly status: string }[]): Change {
  return withFile(
    'healthIssues.json',
    graphList(
      'security/identities/healthIssues',
      of.map(({ severity, status }, index) => ({
        id: `issue-${index}`,
        displayName: `Issue ${index}`,
        healthIssueType: 'sensor',
        issueTypeId: '1',
        severity,
        status,
        createdDateTime: '2026-10-02T00:00:00Z',
        domainNames: ['contoso.com'],
        sensorDNSNames: ['dc01.contoso.com'],
      })),
    ),
  );
}

/** One issue twice: closed at one time, open at another. */
function withIssueTwice(closed: string, open: string): Change {
  const entries = [
    { status: 'closed', createdDateTime: closed },
    { status: 'open', createdDateTime: open },
  ].map((entry) => ({
    ...entry,
    displayName: 'Sensor service failed to start',
    healthIssueType: 'sensor',
    issueTypeId: '1',
    severity: 'high',
    domainNames: [],
    sensorDNSNames: ['dc01.contoso.com'],
  }));
  return withFile('healthIssues.json', graphList('security/identities/healthIssues', entries));
}

describe('no grave health issue is open', () => {
  test.each<[string, Change, string]>([
    ['none at all', same, 'met'],
    ['a low one', issues({ severity: 'low', status: 'open' }), 'met'],
    ['a medium one', issues({ severity: 'medium', status: 'open' }), 'not-met, health-issues/1 not-met'],
    [
      'one without a severity',
      issues({ severity: null, status: 'open' }),
      'not-met, health-issues/1 not-met',
    ],
    [
      'closed and suppressed ones',
      issues({ severity: 'high', status: 'closed' }, { severity: 'high', status: 'suppressed' }),
      'met',
    ],
    [
      'one whose status is in a word that is not known',
      issues({ severity: 'high', status: 'unknownFutureValue' }),
      'not-met, health-issues/1 not-met',
    ],
    [
      'closed ones alone, while a sensor counts an open one',
      both(issues({ severity: 'high', status: 'closed' }), sensors('dc01', { openHealthIssuesCount: 1 })),
      'unknown',
    ],
    [
      'an open one that the sensor counts, and that is low',
      both(issues({ severity: 'low', status: 'open' }), sensors('dc01', { openHealthIssuesCount: 1 })),
      'met',
    ],
    [
      'a closed and an open entry of one issue, of the same time',
      withIssueTwice('2026-10-02T00:00:00Z', '2026-10-02T00:00:00Z'),
      'not-met, health-issues/1 not-met',
    ],
    [
      'a closed and an open entry of one issue, one of them without a time',
      withIssueTwice('2026-10-02T00:00:00Z', '2026-09-02 00:00'),
      'not-met, health-issues/1 not-met',
    ],
    ['no list', withFile('healthIssues.json', ''), 'unknown'],
    [
      'no list, and a word',
      both(withFile('healthIssues.json', ''), withWord('health-issues')),
      'met, by word',
    ],
    [
      'a word against a list',
      both(issues({ severity: 'high', status: 'open' }), withWord('health-issues')),
      'not-met, health-issues/1 not-met',
    ],
  ])('%s', async (_, change, expected) => {
    expect(await shown('health-issues', change)).toBe(expected);
  });

  test('low ones close no other condition either', async () => {
    expect((await gateOf(issues({ severity: 'low', status: 'open' })(all))).verdict).toBe('open');
  });
});

describe('every item is settled', () => {
  const some = 'reports/schedule/Summary';
  test.each<[string, Change, Partial<GateInput>, string]>([
    ['all of them', same, {}, 'met, by word'],
    ['one that no file shows', withoutWord(some), {}, `unknown, by word, ${some} unknown`],
    [
      'one that is marked in a worksheet',
      withoutWord(some),
      { worksheet: new Map([[some, { status: 'Done', owner: 'Zoë', decision: '', doneOn: '', notes: '' }]]) },
      'met, by word',
    ],
    [
      'those that are missing, whatever the word',
      both(
        withFile('roles.json', graphList('roleManagement/defender/roleDefinitions', [])),
        withWord('role-groups/viewers'),
      ),
      {},
      'not-met, by word, role-groups/users not-met, role-groups/administrators not-met, role-groups/viewers not-met',
    ],
  ])('%s', async (_, change, over, expected) => {
    expect(await shown('items-settled', change, over)).toBe(expected);
  });

  test('the removal itself is none of them', () => {
    expect(all.attested.map(({ key }) => key)).not.toContain('center/decommission');
  });
});

/** Activities in the sources; their ids count from `first`, and begin with those of the backup. */
function counted(open: number, total = open, first = 0): Partial<GateInput> {
  const tally = new ActivityTally();
  for (let index = 0; index < total; index += 1)
    tally.take(
      new Map<string, DocumentValue>([
        ['_id', String(first + index).padStart(24, '0')],
        ['_t', 'DnsReconnaissanceSuspiciousActivity'],
        ['Status', index < open ? 'Open' : 'Closed'],
      ]),
    );
  return { counts: { entities: 40, activities: { tally, sources: ['SuspiciousActivity.bson'] } } };
}

function recordOf(...numbers: readonly number[]): ActivityRecord {
  return {
    name: `alerts-${numbers.join('-')}.csv`,
    ids: new Set(numbers.map((number) => String(number).padStart(24, '0'))),
  };
}

describe('the activities are recorded', () => {
  const word = withoutWord('activities-recorded');
  const noneInBackup: Change = (from) => ({ ...from, backup: dumpOf(from.plan, { open: 0 }) });
  test.each<[string, Change, Partial<GateInput>, string]>([
    ['a word for those that are open', same, {}, 'met, by word'],
    ['open ones without a word', word, {}, 'not-met'],
    ['no open one', both(word, noneInBackup), {}, 'met'],
    ['what the backup says is newer', both(word, noneInBackup), counted(1), 'met'],
    [
      'no backup, and open ones in a source',
      both(word, (from) => ({ ...from, backup: null })),
      counted(3),
      'not-met',
    ],
    [
      'no backup, and none open in a source',
      both(word, (from) => ({ ...from, backup: null })),
      counted(0, 3),
      'met',
    ],
    ['nothing tells', both(word, (from) => ({ ...from, backup: null })), {}, 'unknown'],
    ['one in a source that the backup does not know', both(word, noneInBackup), counted(1, 1, 9), 'not-met'],
    [
      'none open in a backup that is older than the plan',
      both(word, noneInBackup, (from) => ({ ...from, centerUpdated: Date.parse('2026-11-01') })),
      {},
      'unknown',
    ],
    [
      'none open in such a backup, but one in a source',
      both(word, noneInBackup, (from) => ({ ...from, centerUpdated: Date.parse('2026-11-01') })),
      counted(1),
      'not-met',
    ],
    ['a record that holds each open one', word, { records: [recordOf(0, 1)] }, 'met'],
    ['two records that do so together', word, { records: [recordOf(0), recordOf(1)] }, 'met'],
    ['a record without one of them', word, { records: [recordOf(0)] }, 'not-met'],
    ['a record of other activities', word, { records: [recordOf(7, 8)] }, 'not-met'],
    [
      'a record, where nothing tells what is open',
      both(word, (from) => ({ ...from, backup: null })),
      { records: [recordOf(0, 1)] },
      'unknown',
    ],
  ])('%s', async (_, change, over, expected) => {
    expect(await shown('activities-recorded', change, over)).toBe(expected);
  });
});

test('activities that no record holds are counted, and the first few named', async () => {
  const backup = dumpOf(all.plan, { open: 9 });
  const gate = await gateOf({ ...all, backup, attested: [] }, { records: [recordOf(0)] });
  expect(condition(gate, 'activities-recorded').evidence.at(-1)).toMatch(
    /^alerts-0\.csv: 8 of the 9 are not in it: 0{23}1 \(DnsReconnaissanceSuspiciousActivity\), .* and 3 more\.$/,
  );
});

describe('the backup can be read', () => {
  function without(name: string): Change {
    return (from) => ({ ...from, backup: from.backup?.filter((one) => one.collection !== name) ?? null });
  }
  test.each<[string, Change, Partial<GateInput>, string]>([
    ['an archive with all of it', same, {}, 'met'],
    ['as many as in the sources', same, counted(2, 3), 'met'],
    ['fewer activities than in the sources', same, counted(2, 4), 'not-met'],
    ['no Center', without('SystemProfile'), {}, 'not-met'],
    ['no entities', without('UniqueEntity'), {}, 'not-met'],
    ['no activities, of which nobody knows', without('SuspiciousActivity'), {}, 'unknown'],
    ['no activities, and there are none', without('SuspiciousActivity'), counted(0), 'met'],
    ['none', (from) => ({ ...from, backup: null }), {}, 'unknown'],
    [
      'one that is older than the plan, whatever the word',
      both(withWord('backup-readable'), (from) => ({ ...from, centerUpdated: Date.parse('2026-11-01') })),
      {},
      'not-met',
    ],
    [
      'one that may be older than the plan',
      (from) => ({ ...from, centerUpdated: Number.NaN }),
      { centerUpdated: null },
      'unknown',
    ],
    [
      'none, and a word',
      both(withWord('backup-readable'), (from) => ({ ...from, backup: null })),
      {},
      'met, by word',
    ],
    [
      'that of another Center, whatever the word',
      both(withWord('backup-readable'), (from) => ({
        ...from,
        backup: [
          collection('SystemProfile', [{ _id: new ObjectId(), _t: ['CenterSystemProfile'] }]),
          ...(from.backup?.slice(1) ?? []),
        ],
      })),
      {},
      'not-met',
    ],
  ])('%s', async (_, change, over, expected) => {
    expect(await shown('backup-readable', change, over)).toBe(expected);
  });

  test('an archive that is cut short, or has a wrong checksum', async () => {
    const whole = archiveFile(dumpOf(all.plan));
    const broken = [
      { ...whole, bytes: whole.bytes.subarray(0, whole.bytes.length - 30) },
      { ...whole, bytes: archive(dumpOf(all.plan), { checksumError: 1n }) },
    ];
    for (const file of broken) {
      const backup = await readBackup('ata.archive', [file]);
      expect(backup.damage).toHaveLength(1);
      expect(condition(await gateOf(all, { backup }), 'backup-readable').result).toBe('not-met');
    }
  });

  test('a folder, whose files are read one by one', async () => {
    const bson = (name: string, documents: Parameters<typeof bsonFile>[0]) => ({
      name: `ATA/${name}.bson`,
      bytes: bsonFile(documents),
      sha256: madeUpHash,
    });
    const files = [
      bson('SystemProfile', [
        { _id: new ObjectId(all.plan.centers[0]?.id ?? ''), _t: ['CenterSystemProfile'] },
      ]),
      bson('UniqueEntity', [{ _id: 'a', _t: 'User' }]),
      bson('SuspiciousActivity', []),
      sourceOf('{"options":{},"indexes":[]}', 'ATA/UniqueEntity.metadata.json'),
      { name: 'admin/system.version.bson', bytes: bsonFile([{ _id: 'x' }]), sha256: madeUpHash },
    ];
    const backup = await readBackup('dump', files);
    expect(backup).toMatchObject({ form: 'folder', damage: [] });
    expect(backup.collections.map(({ name, documents }) => `${name} ${documents}`)).toEqual([
      'SuspiciousActivity 0',
      'SystemProfile 1',
      'UniqueEntity 1',
    ]);
    const lacking = await readBackup('dump', [...files, sourceOf('{}', 'ATA/DataProfile.metadata.json')]);
    expect(lacking.damage).toEqual(['DataProfile: it is described, but its documents are not there.']);
    const [first] = files;
    if (first === undefined) throw new Error('no file');
    const cut = await readBackup('dump', [
      { ...first, bytes: first.bytes.subarray(0, 20) },
      ...files.slice(1),
    ]);
    expect(cut.damage).toHaveLength(1);
    await expect(readBackup('dump', [sourceOf('{}', 'notes.json')])).rejects.toThrow('no backup');
  });
});

describe('two hours have passed', () => {
  const late = (time: string): Change => sensors('dc01', { createdDateTime: time });
  const at =
    (now: string | null): Change =>
    (from) => ({ ...from, now });
  test.each<[string, Change, string]>([
    ['days', same, 'met'],
    ['exactly two hours', both(late('2026-10-10T06:00:00Z')), 'met'],
    ['a second less', both(late('2026-10-10T06:00:01Z')), 'not-met'],
    ['a sensor of tomorrow', late('2026-10-11T00:00:00Z'), 'unknown'],
    ['no time, and nothing that tells one', at(null), 'unknown'],
    [
      'no time, but a health issue that is newer by more',
      both(at(null), issues({ severity: 'low', status: 'closed' })),
      'met',
    ],
    [
      'no time, and a health issue that is hardly newer',
      both(at(null), late('2026-10-01T23:00:00Z'), issues({ severity: 'low', status: 'closed' })),
      'unknown',
    ],
    ['a sensor that does not show when it was made', sensors('dc01', { createdDateTime: null }), 'unknown'],
    ['a time in no known form', late('10/09/2026'), 'unknown'],
    ['no sensors', withFile('sensors.json', ''), 'unknown'],
    ['no sensors, and a word', both(withFile('sensors.json', ''), withWord('two-hours')), 'met, by word'],
    ['a word against the clock', both(late('2026-10-10T07:00:00Z'), withWord('two-hours')), 'not-met'],
  ])('%s', async (_, change, expected) => {
    expect(await shown('two-hours', change)).toBe(expected);
  });
});

test('what can be attested: conditions but for the items, their parts, and items that ask for something', async () => {
  const keys = attestationKeys(await gateInput(all));
  expect(keys.has('items-settled')).toBe(false);
  for (const key of [
    'two-hours',
    'gateways-stopped/dc01',
    'sensors-healthy/dc03.contoso.com',
    'center/existing-alerts',
  ])
    expect(keys.has(key), key).toBe(true);
  expect(keys.has('center/identity')).toBe(false);
});

test('the same evidence gives the same gate, and changes nothing of it', async () => {
  const before = structuredClone(all.plan);
  expect(await gateOf(all)).toEqual(await gateOf(all));
  expect(all.plan).toEqual(before);
});

describe('of several Centers', () => {
  let both: Awaited<ReturnType<typeof openGateOfCenters>>;
  beforeAll(async () => {
    both = await openGateOfCenters();
  });

  /** The first Center with something changed, the others as they are. */
  function first(over: Partial<CenterInput>): readonly CenterInput[] {
    return both.centers.map((center, index) => (index === 0 ? { ...center, ...over } : center));
  }

  function open(gate: DecommissionGate): string[] {
    return gate.conditions.flatMap(({ key, result, parts }) =>
      result === 'met'
        ? []
        : [`${key} ${result}`, ...parts.flatMap((part) => (part.result === 'met' ? [] : [part.key]))],
    );
  }

  test('the gate opens when all is met for each of them', () => {
    const gate = decommissionGate(both);
    checkGate(gate);
    expect(open(gate)).toEqual([]);
    expect(gate.verdict).toBe('open');
    expect(gate.backups.map(({ name, center }) => [name, center])).toEqual([
      ['FAB-ATA.archive', 'FAB-ATA'],
      ['TOYS-ATA.archive', 'TOYS-ATA'],
    ]);
    expect(
      condition(gate, 'backup-readable').evidence.filter((text) => /^TOYS-ATA: /.test(text)),
    ).not.toEqual([]);
  });

  test('the order in which they are given decides nothing', () => {
    expect(decommissionGate({ ...both, centers: [...both.centers].reverse() })).toEqual(
      decommissionGate(both),
    );
  });

  test('one Center without a backup closes it for all', () => {
    const gate = decommissionGate({ ...both, centers: first({ backup: null, backupActivities: null }) });
    expect(open(gate)).toContain('backup-readable unknown');
    expect(open(gate)).toContain('gateways-stopped unknown');
  });

  test('the backup of one Center says nothing of the other', () => {
    const [, other] = both.centers;
    const gate = decommissionGate({ ...both, centers: first({ backup: other?.backup ?? null }) });
    expect(open(gate)).toContain('backup-readable not-met');
    expect(open(gate)).toContain('gateways-stopped unknown');
  });

  test('a word for a Gateway names its Center, for both may have one of that name', () => {
    const centers = both.centers.map((center) => ({ ...center, backup: null }));
    const keys = [...attestationKeys({ ...both, centers })].filter((key) => /^gateways-stopped\//.test(key));
    expect(new Set(keys.map((key) => key.split('/')[1]))).toEqual(new Set(['fab-ata', 'toys-ata']));
    const [one, ...rest] = keys;
    const attested = [...(both.attested ?? []), { key: one ?? '', from: '--attest' }];
    const gate = decommissionGate({ ...both, centers, attested });
    expect(
      open(gate)
        .filter((key) => /^gateways-stopped\//.test(key))
        .sort(),
    ).toEqual(rest.sort());
  });

  test('a Center of the plan of which nothing is known is a fault', () => {
    expect(() => decommissionGate({ ...both, centers: both.centers.slice(1) })).toThrow('nothing is known');
  });
});
