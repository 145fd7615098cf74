import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../../../test/support/deployments.js';
import { sensorLogIssues } from '../../catalogue/sensor-log.js';
import { UserError } from '../../errors.js';
import { collectingReporter } from '../../reporter.js';
import type { MdiObserved } from '../../types/mdi-observed.js';
import { checkObserved } from '../../validate.js';
import { observedOf } from '../../verify/observed.js';
import { jsonText } from '../../writers/json.js';
import type { ObservedPart } from './parts.js';
import { observedPartOf } from './read.js';

const folder = fixturePath('contoso/observed');
const files = readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));

function observed(sources: readonly { name: string; bytes: Uint8Array }[]): MdiObserved {
  const parts = sources.flatMap((source): ObservedPart[] => {
    const part = observedPartOf(source, sensorLogIssues(), collectingReporter());
    if (part instanceof UserError) throw part;
    return [part];
  });
  return observedOf(parts, []);
}

function saved(document: object): { name: string; bytes: Uint8Array } {
  return { name: 'observed.json', bytes: new TextEncoder().encode(jsonText(document)) };
}

/** Without where it was found, which is the saved document once it is read back. */
function withoutSources(document: MdiObserved): unknown {
  const text = JSON.stringify({ ...document, sources: [], notices: [] });
  return JSON.parse(text, (key, value) => (['source', 'sources'].includes(key) ? undefined : value));
}

describe('what was observed, saved and read again', () => {
  const all = observed(files);

  test('says the same, all of it or any single file', () => {
    for (const document of [all, ...files.map((file) => observed([file]))]) {
      checkObserved(document);
      const again = observed([saved(document)]);
      checkObserved(again);
      expect(withoutSources(again)).toEqual(withoutSources(document));
    }
  });

  test('says again what was in a file that this program does not read', () => {
    const report = [{ Configuration: 'NTLMAuditing', Mode: 'Domain', Status: true, Colour: 'blue' }];
    const once = observed([saved(report)]);
    expect(once.unread).toEqual([
      { source: 'observed.json', shape: 'configuration-report', names: ['Colour'] },
    ]);
    expect(observed([saved(once)]).unread).toEqual(once.unread);
  });

  test.each<[string, object]>([
    ['a part is missing', (({ sensors, ...rest }) => rest)(all)],
    ['it is of another version', { ...all, schemaVersion: 2 }],
    ['something was written into it', { ...all, tags: 'none' }],
  ])('is refused if %s', (_, document) => {
    expect(() => observed([saved(document)])).toThrow('damaged, or of another version');
  });

  test('is refused if it breaks off', () => {
    const { name, bytes } = saved(all);
    expect(() => observed([{ name, bytes: bytes.subarray(0, bytes.length - 20) }])).toThrow(UserError);
  });
});

describe('the report of New-MDIConfigurationReport', () => {
  test.each<[unknown, boolean | null]>([
    [true, true],
    [false, false],
    ['OK', true],
    ['Passed', true],
    ['NotConfigured', false],
    ['not compliant', false],
    ['Missing', false],
    ['Perhaps', null],
    [null, null],
  ])('with the status %j is in order: %j', (Status, inOrder) => {
    const report = [
      { Configuration: 'NTLMAuditing', Mode: 'Domain', Status, Details: '' },
      { Configuration: null, Mode: 'Domain', Status },
    ];
    const [only, other] = observed([saved(report)]).auditing;
    expect([only?.configuration, only?.inOrder, other]).toEqual(['NTLMAuditing', inOrder, undefined]);
  });
});
