import { describe, expect, test } from 'vitest';
import { type ProgressEntry, progressText, readProgress } from './progress-document.js';

const entry: ProgressEntry = {
  id: 'syslog/a',
  title: '</script> "a"',
  fingerprint: '0123456789abcdef',
  status: 'Blocked',
  owner: 'Anna',
  decision: 'TLS',
  doneOn: '2026-10-01',
  notes: 'one\ntwo',
};
const program = { name: 'ata2mdi', version: '1.2.3' };

describe('progress as a file', () => {
  test.each([[[]], [[entry]], [[entry, { ...entry, id: 'b', title: 'x' }]]])('comes back', (entries) => {
    const text = progressText(program, entries);
    expect(readProgress(text)).toEqual(entries);
    expect(JSON.parse(text)).toEqual({
      schema: 'worksheet-progress',
      schemaVersion: 1,
      program,
      items: entries,
    });
  });

  test('has an entry a line', () => {
    expect(progressText(program, [entry, entry]).split('\n')).toHaveLength(5);
  });

  test('takes empty texts where some are left out, and nothing that it does not know', () => {
    const text =
      '{"schema":"worksheet-progress","schemaVersion":1,"items":[{"id":"a","status":"Done","__proto__":1,"more":2}]}';
    expect(readProgress(text)).toEqual([
      {
        id: 'a',
        title: '',
        fingerprint: '0000000000000000',
        status: 'Done',
        owner: '',
        decision: '',
        doneOn: '',
        notes: '',
      },
    ]);
  });

  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"schema":"worksheet-progress","schemaVersion":1,"items":{}}',
    '{"schema":"worksheet-progress","schemaVersion":1,"items":[{"id":1,"status":"Done"}]}',
  ])('%s is none', (text) => {
    expect(readProgress(text)).toHaveProperty('problem');
  });
});
