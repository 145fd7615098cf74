import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../test/support/deployments.js';
import { diff, readSources, render, translate, verify } from './api.js';
import { UserError } from './errors.js';
import type { Notice } from './reporter.js';

function file(path: string) {
  return { name: path, bytes: readFileSync(fixturePath(path)) };
}

const contoso = [file('contoso/SystemProfile_20251215T040000Z.json'), file('contoso/UniqueEntity.json')];
const snapshots = await readSources(contoso);
const [snapshot] = snapshots;
if (snapshot === undefined) throw new Error('contoso is not read');

describe('readSources', () => {
  test('does not care for compression and order', async () => {
    const packed = contoso.map(({ name, bytes }) => ({ name, bytes: gzipSync(bytes) })).reverse();
    const [other] = await readSources(packed);
    expect(other?.documents).toEqual(snapshot.documents);
  });

  test('takes a part of a larger buffer, and leaves it as it is', async () => {
    const given = contoso.map(({ name, bytes }) => {
      const larger = new Uint8Array(bytes.length + 40).fill(0x7b);
      larger.set(bytes, 17);
      return { name, larger, bytes: larger.subarray(17, 17 + bytes.length) };
    });
    const before = given.map(({ larger }) => larger.slice());
    expect(await readSources(given)).toEqual(snapshots);
    expect(given.map(({ larger }) => larger)).toEqual(before);
  });

  test('takes exports of role groups', async () => {
    const [withRoles] = await readSources([...contoso, file('contoso/role-groups/ata-users.json')]);
    expect(withRoles?.roleGroups).not.toEqual(snapshot.roleGroups);
  });

  test('tells what it says in the snapshot, before an error too', async () => {
    const told: Notice[] = [];
    const tell = { onNotice: (notice: Notice) => void told.push(notice) };
    await readSources(contoso, tell);
    expect(told.map(({ text }) => text)).toEqual(snapshot.notices.map(({ text }) => text));
    const notOfAta = { name: 'notes.txt', bytes: new TextEncoder().encode('remember the milk') };
    await expect(readSources([...contoso, notOfAta], tell)).rejects.toThrow(UserError);
    await expect(readSources([])).rejects.toThrow(UserError);
  });
});

describe('translate', () => {
  test('takes one snapshot, or those of several Centers', async () => {
    expect(translate(snapshot)).toEqual(translate(snapshots));
    const fabrikam = await readSources([file('defaults/center.json')]);
    expect(translate([...snapshots, ...fabrikam]).centers).toHaveLength(2);
  });

  test('refuses none, and two of one Center', () => {
    expect(() => translate([])).toThrow(UserError);
    expect(() => translate([snapshot, snapshot])).toThrow(UserError);
  });
});

describe('render', () => {
  const plan = translate(snapshot);
  const changes = diff(snapshot, snapshot);

  test('gives bytes', async () => {
    const [json] = await render(plan, 'json');
    expect(JSON.parse(new TextDecoder().decode(json?.bytes))).toEqual(plan);
    const scripts = await render(plan, 'ps1');
    expect(scripts.length).toBeGreaterThan(1);
    expect((await render(changes, 'text'))[0]?.name).toBe('diff.txt');
    expect((await render(snapshot, 'json'))[0]?.name).toBe('snapshot.json');
    expect((await render(await verify(plan, []), 'html'))[0]?.name).toBe('verification.html');
  });

  test.each([
    [plan, 'text'],
    [plan, 'toString'],
    [snapshot, 'csv'],
    [changes, 'xlsx'],
  ])('refuses a format that the document has not: %#', async (document, format) => {
    await expect(render(document, format)).rejects.toThrow(UserError);
  });
});

describe('diff', () => {
  test('ignores what it is told to', async () => {
    const [later] = await readSources([
      file('contoso-later/SystemProfile_20260105T040000Z.json'),
      file('contoso-later/UniqueEntity.json'),
    ]);
    if (later === undefined) throw new Error('contoso-later is not read');
    const all = diff(snapshot, later);
    expect(all.changes.length).toBeGreaterThan(0);
    const ignored = diff(snapshot, later, { ignore: 'honeytokens\n' });
    expect(ignored.changes).toEqual(all.changes.filter(({ area }) => area !== 'honeytokens'));
    expect(ignored.changes.length).toBeLessThan(all.changes.length);
    expect(diff(snapshot, later, { bookkeeping: true }).bookkeeping.length).toBeGreaterThan(0);
    expect(() => diff(snapshot, later, { ignore: 'no-area' })).toThrow(UserError);
  });
});

describe('verify', () => {
  const plan = translate(snapshot);

  test('takes what Defender for Identity shows, and worksheets', async () => {
    const [worksheet] = await render(plan, 'csv');
    if (worksheet === undefined) throw new Error('there is no worksheet');
    const done = new TextDecoder().decode(worksheet.bytes).replaceAll('To do', 'Done');
    const filled = { name: 'worksheet.csv', bytes: new TextEncoder().encode(done) };
    const { summary } = await verify(plan, [file('contoso/observed/exclusions.csv'), filled]);
    expect(summary.attested).toBeGreaterThan(0);
    expect(summary.replicated).toBeGreaterThan(0);
  });

  test('refuses what is neither', async () => {
    const notes = { name: 'notes.txt', bytes: new TextEncoder().encode('remember the milk') };
    await expect(verify(plan, [notes])).rejects.toThrow(UserError);
  });
});
