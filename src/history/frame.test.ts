import { describe, expect, test } from 'vitest';
import { backupOf, contosoDocuments } from '../../test/support/backups.js';
import { snapshotOfSources, sourceOf } from '../../test/support/loading.js';
import { builtInSettings } from '../catalogue/settings.js';
import { bookkeepingOf, fillingOf, frameOf } from './frame.js';

async function frameOfText(text: string) {
  return frameOf(text, await snapshotOfSources(sourceOf(text)), bookkeepingOf(builtInSettings()));
}

const time = new Date('2025-12-15T04:00:00Z');
const { text } = backupOf(contosoDocuments(), time);

async function fitsFrame(other: string): Promise<boolean> {
  const frame = await frameOfText(text);
  if (frame === null) throw new Error('there is no frame');
  return fillingOf(other, frame) !== null;
}

describe('fits', () => {
  test('the same text, and one that was written later', async () => {
    expect(await fitsFrame(text)).toBe(true);
    expect(await fitsFrame(backupOf(contosoDocuments(), new Date('2025-12-15T08:00:00Z')).text)).toBe(true);
  });

  test('what ATA writes by itself, in the middle of a document', async () => {
    expect(await fitsFrame(text.replace('2020-10-05T05:58:11.204Z', '2021-10-05T05:58:11.2041Z'))).toBe(true);
  });
});

describe('does not fit', () => {
  test.each([
    ['another setting', text.replace('"de-de"', '"en-us"')],
    ['another exclusion of the same length', text.replace('10.20.30.40', '10.20.30.41')],
    ['one document less', text.slice(0, text.indexOf('\n') + 1)],
    ['one document more', text + text.slice(text.lastIndexOf('{"_id"'))],
    ['the end cut off', text.slice(0, -2)],
    ['a time that no calendar has', text.replace('2020-10-05T05', '2020-90-05T05')],
    ['null in place of a time', text.replace('{"$date":"2020-10-05T05:58:11.204Z"}', 'null')],
    [
      'a text in place of a time',
      text.replace('{"$date":"2020-10-05T05:58:11.204Z"}', '"2020-10-05T05:58:11.204Z"'),
    ],
    ['one key more', text.replace('"Version":', '"More":1,"Version":')],
  ])('%s', async (_, other) => {
    expect(other).not.toBe(text);
    expect(await fitsFrame(other)).toBe(false);
  });
});

describe('there is no frame of', () => {
  const again = text.replaceAll('"UpdateTime":{"$date":"2025', '"UpdateTime":{"$date":"2024');
  test.each([
    ['two states of one document: the time says which is in force', text + again],
    ['what is no strict JSON', text.replaceAll(/\{"\$oid":("[0-9a-f]+")\}/g, 'ObjectId($1)')],
    [
      'a key that stands twice',
      text.replace('"UpdateTime"', '"UpdateTime":{"$date":"2024-01-01T00:00:00Z"},"UpdateTime"'),
    ],
    ['a key in escapes', text.replace('"Version"', '"\\u0056ersion"')],
  ])('%s', async (_, other) => {
    expect(other).not.toBe(text);
    expect(await frameOfText(other)).toBeNull();
  });
});

test('documents in an array have one too', async () => {
  const array = `[${text.trim().split('\n').join(', ')}]`;
  const frame = await frameOfText(array);
  expect(frame?.forms.length).toBe((await frameOfText(text))?.forms.length);
  const earlier = array.replaceAll('2025-12-15T03', '2025-12-15T02');
  expect(frame === null ? null : fillingOf(earlier, frame)).toEqual({
    updateTime: '2025-12-15T02:59:47.731Z',
  });
});
