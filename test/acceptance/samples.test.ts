/**
 * Real files from public repositories, which are no part of this project: where the folder `../shared/samples` is not
 * there, there is nothing to test.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.js';
import { parseClixml } from '../../src/readers/clixml/clixml.js';
import { readSource } from '../../src/readers/index.js';
import { readRoleGroups } from '../../src/readers/role-groups/role-groups.js';
import { collectingReporter } from '../../src/reporter.js';

const folder = '../shared/samples';
const isHere = existsSync(folder);

interface Sample {
  readonly file: string;
  readonly expect: { readonly topLevel: number; readonly firstTypeNames: readonly string[] | null };
}

const clixml: readonly Sample[] = isHere
  ? JSON.parse(readFileSync(`${folder}/clixml/index.json`, 'utf8'))
  : [];

function sample(path: string) {
  return { name: path, bytes: new Uint8Array(readFileSync(`${folder}/${path}`)) };
}

/** Samples of a command that failed: what it gave is an error, not data. */
const failed: Readonly<Record<string, RegExp>> = {
  'clixmlparser-get-current-user-errorrecord.xml': /has failed/,
  'pypsrp-error-and-progress.xml': /nothing but the errors/,
};

/** What of the others can be no document of ATA. */
const noDocuments: Readonly<Record<string, RegExp>> = {
  'css-empty-objs.xml': /no objects/,
  'css-list-of-arrays.xml': /single value/,
  'css-scalar-string.xml': /single value/,
};

describe.skipIf(!isHere)('real files', () => {
  test.each(clixml.filter(({ file }) => !(file in failed)))(
    '$file has the items of its index',
    (sampleFile) => {
      const { items } = parseClixml(sample(`clixml/${sampleFile.file}`), collectingReporter());
      expect(items).toHaveLength(sampleFile.expect.topLevel);
      expect(items[0]?.typeNames ?? []).toEqual(sampleFile.expect.firstTypeNames ?? []);
    },
  );

  test.each(clixml)('$file is read, or refused with a reason', async ({ file }) => {
    const refusal = { ...failed, ...noDocuments }[file];
    const reading = readSource(sample(`clixml/${file}`), collectingReporter());
    if (refusal === undefined) expect((await reading).name).toBe(`clixml/${file}`);
    else await expect(reading).rejects.toThrow(refusal);
  });

  test('the members of local groups are read', () => {
    const [group] = readRoleGroups(sample('clixml/css-localgroupmember-e19.xml'), collectingReporter());
    expect(group?.members.map(({ objectClass, source }) => `${objectClass} ${source}`)).toEqual([
      'group active-directory',
      'group active-directory',
      'group active-directory',
      'user local',
    ]);
    const exports: Record<string, unknown> = JSON.parse(
      readFileSync(`${folder}/ata/gowindows-localgroupmember-ps51.json`, 'utf8'),
    );
    const counts = Object.entries(exports).map(([key, value]) => {
      const source = { name: key, bytes: new TextEncoder().encode(JSON.stringify(value)) };
      return readRoleGroups(source, collectingReporter()).flatMap(({ members }) => members).length;
    });
    expect(counts.every((count) => count > 0)).toBe(true);
  });

  test.each(isHere ? readdirSync(`${folder}/ata`).filter((file) => file.endsWith('.json')) : [])(
    'ata/%s is decoded',
    async (file) => {
      const { documents } = await readSource(sample(`ata/${file}`), collectingReporter());
      expect(documents.length).toBeGreaterThan(0);
    },
  );

  test('no sample cut in two gives a crash', async () => {
    for (const { file } of clixml) {
      const whole = sample(`clixml/${file}`);
      const cut = { ...whole, bytes: whole.bytes.subarray(0, whole.bytes.length >> 1) };
      await expect(readSource(cut, collectingReporter())).rejects.toThrow(UserError);
    }
  });
});
