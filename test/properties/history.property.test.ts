import fc from 'fast-check';
import { expect, test } from 'vitest';
import { builtInSettings } from '../../src/catalogue/settings.js';
import { isUnread } from '../../src/diff/comparable.js';
import { diffSnapshots } from '../../src/diff/diff.js';
import { bookkeepingOf, fillingOf, frameOf } from '../../src/history/frame.js';
import { historyOf } from '../../src/history/history.js';
import type { Change } from '../../src/types/configuration-history.js';
import { backupOf, backupSeries, contosoDocuments, listAt, objectAt } from '../support/backups.js';
import type { JsonObject } from '../support/deployments.js';
import { snapshotOfSources, sourceOf } from '../support/loading.js';

const lists = [
  'Configuration.DnsReconnaissanceDetectorConfiguration.ExcludedSubnets',
  'Configuration.GoldenTicketDetectorConfiguration.ExcludedSourceAccountIds',
  'Configuration.DetectionConfiguration.AlertConfiguration.To',
  'Configuration.UniqueEntityProcessorConfiguration.HoneytokenAccountIds',
] as const;

const switches = [
  ['Configuration.SyslogClientConfiguration', 'IsEnabled'],
  ['Configuration.BruteForceDetectorConfiguration', 'IsEnabled'],
  [
    'Configuration.MonitoringClientConfiguration.MonitoringAlertTypeNameToIsEnabledMapping',
    'CenterSyslogMonitoringAlert',
  ],
] as const;

/** What a mutation does depends on the state it meets: it is told as it is applied. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('toggle' as const), at: fc.nat(switches.length - 1) }),
  fc.record({ kind: fc.constant('list' as const), at: fc.nat(lists.length - 1), value: fc.nat(5) }),
  fc.record({ kind: fc.constant('shuffle' as const), at: fc.nat(lists.length - 1) }),
  fc.record({ kind: fc.constant('nothing' as const) }),
);

type Step = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function applied(step: Step, documents: readonly JsonObject[]): string[] {
  const [center] = documents;
  if (step.kind === 'toggle') {
    const [section, key] = switches[step.at] ?? switches[0];
    const object = objectAt(center, section);
    object[key] = object[key] !== true;
    return [`changed ${section}.${key}`];
  }
  if (step.kind === 'nothing') return [];
  const path = lists[step.at] ?? lists[0];
  const list = listAt(center, path);
  if (step.kind === 'shuffle') {
    list.reverse();
    return [];
  }
  const value = `value ${step.value}`;
  const at = list.indexOf(value);
  if (at < 0) list.unshift(value);
  else list.splice(at, 1);
  return [`${at < 0 ? 'added' : 'removed'} ${path} ${value}`];
}

function toldOf({ kind, path, before, after }: Change): string {
  const place = path.replace(/^center:/, '').replace(/\[\d+\]$/, '');
  return kind === 'changed' ? `changed ${place}` : `${kind} ${place} ${String(after ?? before)}`;
}

/** What is left of changes one after another: what came and went is none. */
function net(changes: readonly Change[]): Map<string, unknown> {
  const sides = new Map<string, { before: unknown; after: unknown }>();
  for (const { kind, path, before, after } of changes) {
    const place = path.replace(/\[\d+\]$/, '');
    const key = kind === 'changed' ? place : `${place} ${String(after ?? before)}`;
    sides.set(key, { before: (sides.get(key) ?? { before }).before, after });
  }
  return new Map([...sides].filter(([, side]) => side.before !== side.after).sort());
}

test('the moments of a series are exactly what was done, whatever the order of the files', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutation, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      async (steps, random) => {
        const told: string[][] = [];
        const backups = backupSeries(contosoDocuments(), steps.length + 1, (documents, index) => {
          const step = steps[index - 1];
          told.push(step === undefined ? [] : applied(step, documents));
        });
        const files = backups
          .map(({ name, text }) => ({
            file: { name, open: async () => sourceOf(text, name) },
            rank: random.next().value,
          }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ file }) => file);
        const history = await historyOf(files);
        const moments = history.centers[0]?.moments ?? [];
        expect(moments.map(({ file, changes }) => [file, ...changes.map(toldOf)])).toEqual(
          told.flatMap((texts, at) => (texts.length === 0 ? [] : [[backups[at + 1]?.name ?? '', ...texts]])),
        );
        // All changes together come to what differs between the first and the last file.
        const [first, last] = [backups[0], backups.at(-1)];
        const direct = diffSnapshots(
          await snapshotOfSources(sourceOf(first?.text ?? '')),
          await snapshotOfSources(sourceOf(last?.text ?? '')),
        );
        expect(net(moments.flatMap(({ changes }) => changes))).toEqual(net(direct.changes));
      },
    ),
    { numRuns: 25 },
  );
});

/** Changes of every form that a collection can have; numbers choose what they meet. */
const wild: Readonly<Record<string, (documents: JsonObject[], at: number) => void>> = {
  'a gateway stops': (documents, at) => {
    const gateway = documents[1 + (at % (documents.length - 1))];
    if (gateway !== undefined)
      gateway['ServiceStatus'] = gateway['ServiceStatus'] === 'Stopped' ? 'Running' : 'Stopped';
  },
  'a gateway is named as another one': (documents) => {
    const [, first, second] = documents;
    if (first !== undefined && second !== undefined) first['NetbiosName'] = second['NetbiosName'] ?? '';
  },
  'a gateway gets the id of another one': (documents) => {
    const [, first, second] = documents;
    if (first !== undefined && second !== undefined) first['_id'] = second['_id'] ?? '';
  },
  'a gateway goes': (documents) => void (documents.length > 2 && documents.splice(1, 1)),
  'a gateway comes': (documents, at) =>
    void documents.push({
      ...structuredClone(documents[1] ?? {}),
      _id: { $oid: at.toString(16).padStart(24, 'a') },
      NetbiosName: `NEW${at}`,
    }),
  'the documents stand in another order': (documents) => void documents.reverse(),
  'a section comes or goes': (documents, at) => {
    const configuration = objectAt(centerOf(documents), 'Configuration');
    if ('ProbeConfiguration' in configuration) delete configuration['ProbeConfiguration'];
    else configuration['ProbeConfiguration'] = { Level: at, List: [at, at + 1], Empty: {} };
  },
  'a value moves between sections': (documents) => {
    const configuration = objectAt(centerOf(documents), 'Configuration');
    configuration['SyslogClientConfiguration'] = configuration['LocalizerConfiguration'] ?? null;
  },
  'a section becomes a text': (documents) => {
    objectAt(centerOf(documents), 'Configuration')['HttpClientConfiguration'] = 'none';
  },
  'a section with an odd name': (documents, at) => {
    objectAt(centerOf(documents), 'Configuration')['a "b\\.c[0]'] = { at };
  },
  'a setting of the Center itself': (documents, at) => {
    centerOf(documents)['Version'] = `1.9.${7000 + at}.1`;
  },
  'a secret': (documents, at) => {
    objectAt(centerOf(documents), 'GatewayCommonConfiguration.RadiusEventListenerSharedSecretEncrypted')[
      'EncryptedBytes'
    ] = {
      $binary: Buffer.from(`secret number ${at} that is long enough`).toString('base64'),
      $type: '00',
    };
  },
  'a secret in clear text': (documents, at) => {
    objectAt(centerOf(documents), 'Configuration.MailClientConfiguration')['ProxyPassword'] = `clear ${at}`;
  },
  'the order of a list': (documents) => void listAt(centerOf(documents), lists[0]).reverse(),
  'an exclusion': (documents, at) => void listAt(centerOf(documents), lists[0]).push(`10.9.${at % 256}.1`),
};

function centerOf(documents: readonly JsonObject[]): JsonObject {
  const center = documents.find((document) => 'GatewayCommonConfiguration' in document);
  if (center === undefined) throw new Error('there is no Center');
  return center;
}

test('whatever is passed over: the same as if every file were parsed and compared whole', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(wild)), fc.nat(999));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const backups = backupSeries(contosoDocuments(), steps.length + 1, (documents, index) => {
        const [name, at] = steps[index - 1] ?? ['', 0];
        wild[name]?.(documents, at);
      });
      const history = await historyOf(
        backups.map(({ name, text }) => ({ name, open: async () => sourceOf(text, name) })),
      );
      const expected = [];
      const blind = new Set<string>();
      let before = await snapshotOfSources(sourceOf(backups[0]?.text ?? ''));
      for (const { name, text } of backups.slice(1)) {
        const after = await snapshotOfSources(sourceOf(text));
        const { changes, notComparable } = diffSnapshots(before, after);
        const unread = notComparable.filter(isUnread);
        for (const obstacle of notComparable) if (!isUnread(obstacle)) blind.add(obstacle.what);
        if (changes.length + unread.length > 0) expected.push({ file: name, changes, notComparable: unread });
        before = after;
      }
      const [center] = history.centers;
      expect(
        center?.moments.map(({ file, changes, notComparable }) => ({ file, changes, notComparable })),
      ).toEqual(expected);
      const told = new Set(center?.notComparable.map(({ what }) => what));
      for (const what of blind) expect(told).toContain(what);
    }),
    { numRuns: 100 },
  );
});

test('what fits into a frame differs in nothing but bookkeeping, and is not damaged', async () => {
  const { text } = backupOf(contosoDocuments(), new Date('2025-12-15T04:00:00Z'));
  const snapshot = await snapshotOfSources(sourceOf(text));
  const frame = frameOf(text, snapshot, bookkeepingOf(builtInSettings()));
  if (frame === null) throw new Error('there is no frame');
  // Near a time, most changes of one or two characters fit.
  const times = [...text.matchAll(/\d\d\d\d-\d\d-\d\dT[^"]*"/g)].map(({ index }) => index);
  const place = fc.oneof(
    fc.nat(text.length - 1),
    fc.tuple(fc.constantFrom(...times), fc.nat(26)).map(([start, offset]) => start + offset),
  );
  let fitting = 0;
  await fc.assert(
    fc.asyncProperty(
      place,
      fc.constantFrom(0, 1, 2),
      fc.stringMatching(/^[0-9TZ"{}:.,\\-]{0,3}$/),
      async (at, length, put) => {
        const other = text.slice(0, at) + put + text.slice(at + length);
        if (fillingOf(other, frame) === null) return;
        fitting += 1;
        const diff = diffSnapshots(snapshot, await snapshotOfSources(sourceOf(other)));
        expect(diff.changes).toEqual([]);
        expect(diff.notComparable).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
  expect(fitting).toBeGreaterThan(20);
});

test('a file that is cut anywhere is named and skipped, and the rest is told as without it', async () => {
  const backups = backupSeries(contosoDocuments(), 4, ([center], index) => {
    if (index === 2) objectAt(center, 'Configuration.SyslogClientConfiguration')['IsEnabled'] = false;
  });
  const files = backups.map(({ name, text }) => ({ name, open: async () => sourceOf(text, name) }));
  const whole = await historyOf(files.filter((_, at) => at !== 1));
  const { name, text } = backups[1] ?? { name: '', text: '' };
  await fc.assert(
    fc.asyncProperty(fc.nat(text.indexOf('\n') - 1), async (length) => {
      const cut = { name, open: async () => sourceOf(text.slice(0, length), name) };
      const history = await historyOf(files.map((file, at) => (at === 1 ? cut : file)));
      expect(history.files.find((file) => file.name === name)).toMatchObject({ state: 'damaged' });
      expect(history.centers[0]?.moments).toEqual(whole.centers[0]?.moments);
    }),
    { numRuns: 20 },
  );
});
