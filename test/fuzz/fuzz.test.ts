import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sensorLogIssues } from '../../src/catalogue/sensor-log.js';
import { otherFormats, readers } from '../../src/readers/index.js';
import { answerShapes, observedPartOf } from '../../src/readers/mdi-observed/read.js';
import { collectingReporter } from '../../src/reporter.js';
import { decoders, observedSamples, reachedThrough, samplesOfReaders } from './decoders.js';
import { bundledChild, type FuzzResult, fuzzed } from './harness.js';

const names = decoders.map(({ name }) => name);

describe('bytes that are made up give a value or an error for the user', () => {
  const results = new Map<string, FuzzResult>();

  beforeAll(async () => {
    const child = await bundledChild();
    // Two at a time; a seed of its own for every run would make a build fail that changed nothing.
    const halves = [0, 1].map((half) => names.filter((_, index) => index % 2 === half));
    await Promise.all(
      halves.map(async (half) => {
        const all = await fuzzed(child, { decoders: half, runs: 150, seed: 20260113 });
        for (const [index, name] of half.entries()) results.set(name, all[index] as FuzzResult);
      }),
    );
  }, 600_000);

  test.each(names)('%s', (name) => {
    const result = results.get(name);
    expect(result?.failure).toBeNull();
    // Samples are of what is read, and what is done to them matters.
    expect(result?.wholeSamples).toBeGreaterThan(0);
    expect(result?.errors).toBeGreaterThan(0);
    expect(result?.values).toBeGreaterThanOrEqual(result?.wholeSamples ?? 0);
  });
});

describe('no decoder is forgotten', () => {
  test('every registered reader and every format that is read as a stream', () => {
    for (const { format } of readers) {
      expect(names).toContain(format);
      expect(samplesOfReaders[format]?.().length, format).toBeGreaterThan(0);
    }
    // The driver decodes what a database answers; test/mongodb tries that with a server.
    for (const format of otherFormats.filter((one) => one !== 'mongodb')) expect(names).toContain(format);
  });

  test('every shape of what Defender for Identity shows', async () => {
    const shown = (await observedSamples()).flatMap((bytes) => {
      const part = observedPartOf({ name: 'x', bytes }, sensorLogIssues(), collectingReporter());
      return part instanceof Error ? [] : part.contributions.map(({ shape }) => shape);
    });
    const shapes = new Set(answerShapes.map(({ shape }) => shape));
    expect([...shapes].filter((shape) => !shown.includes(shape))).toEqual([]);
  });

  test('every function that takes a file', () => {
    const table = readFileSync('test/fuzz/decoders.ts', 'utf8');
    const [, , used = ''] = /^(import[\s\S]*?)(?=\n\/\*\* One decoder)([\s\S]*)/m.exec(table) ?? [];
    const found = functionsThatTakeFiles();
    expect(found.length).toBeGreaterThan(25);
    const missing = found.filter(
      (name) => !Object.hasOwn(reachedThrough, name) && !new RegExp(`\\b${name}\\(`).test(used),
    );
    expect(missing).toEqual([]);
    for (const [name, decoder] of Object.entries(reachedThrough)) expect(names, name).toContain(decoder);
  });
});

/** Exported functions of `src` with a parameter of one of the types in which files come. */
function functionsThatTakeFiles(): string[] {
  const types =
    /\b(?:SourceBytes|FileInput|HashedSource|SourceStream|FileSource|StreamedSource|LoadableSource|AsyncIterable<Uint8Array>)\b/;
  const declaration = /^export (?:async )?function\*? ?(\w+)(?:<[^(]*>)?\(([^{]*?)\)(?::[^{]*)?\{/gm;
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) => [...readFileSync(join('src', path), 'utf8').matchAll(declaration)])
    .flatMap(([, name = '', parameters = '']) => (types.test(parameters) ? [name] : []));
}
