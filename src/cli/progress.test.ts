import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CommandIo } from './io.js';
import { progressLine, progressOf } from './progress.js';

describe('progressLine', () => {
  it.each([
    [0, 'reading UniqueEntity.bson  ........................   0 %'],
    [50, 'reading UniqueEntity.bson  ############............  50 %'],
    [100, 'reading UniqueEntity.bson  ######################## 100 %'],
  ])('at %i of 100', (done, line) => {
    expect(progressLine('UniqueEntity.bson', done, 100, 80)).toBe(line);
  });

  it.each([0, 10, 20, 40, 80])('is narrower than a terminal of %i columns', (columns) => {
    expect(progressLine('x'.repeat(200), 1, 2, columns).length).toBeLessThanOrEqual(Math.max(0, columns - 1));
  });

  it('shows what is done where nobody knows how much there is, and what is being done', () => {
    expect(progressLine('mongodb://h/ATA', 12_000, null, 80)).toBe('reading mongodb://h/ATA  12000');
    expect(progressLine('alerts.csv', 1, 2, 80, 'writing')).toMatch(
      /^writing alerts\.csv {2}#{12}\.{12} {2}50 %$/,
    );
  });

  it('shows control characters, it does not send them', () => {
    expect(progressLine('a\u001b[2Jb', 1, 2, 80)).not.toContain('\u001b');
  });
});

describe('progressOf', () => {
  it('writes nothing to what is no terminal', () => {
    const stderr = new PassThrough();
    const io = { stderr } as Pick<CommandIo, 'stderr'> as CommandIo;
    const progress = progressOf(io, { json: false, quiet: false, verbose: false, color: true });
    progress.update('a', 1, 2);
    progress.clear();
    expect(stderr.read()).toBeNull();
  });
});
