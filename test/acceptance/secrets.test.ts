/** No secret of the invented deployments leaves the source; every other place and format is in test/secrets. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leaksIn, markers } from '../secrets/search.js';
import { alertFiles } from '../support/alerts.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { filesBelow } from '../support/folders.js';
import { deploymentFiles } from '../support/loading.js';

const fixtures = Object.entries(deploymentFiles).map(([name, files]) => ({
  name,
  sources: files.map(fixturePath),
}));

test('every canary is one that the search finds, from either end', () => {
  const [first, last] = markers;
  for (const canary of canaries) {
    expect(canary.startsWith(first)).toBe(true);
    expect(canary.endsWith(last)).toBe(true);
  }
});

describe.each(fixtures)('no secret of $name leaves the source', ({ sources }) => {
  test('by run', () => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = ata2mdi(['run', ...sources, '-o', folder, '--verbose', '--json']);
    expect(code).toBe(0);
    expect(leaksIn(Buffer.from(stdout + stderr))).toEqual([]);
    for (const file of filesBelow(folder))
      expect(leaksIn(readFileSync(join(folder, file))), file).toEqual([]);
  });

  test('by export and translate', () => {
    for (const command of ['export', 'translate']) {
      const { code, stdout, stderr } = ata2mdi([command, ...sources, '--verbose']);
      expect(code).toBe(0);
      expect(leaksIn(Buffer.from(stdout + stderr)), command).toEqual([]);
    }
  });

  test('by an error about a source that is cut short', () => {
    for (const source of sources) {
      const text = readFileSync(source);
      for (const part of [0.1, 0.5, 0.9, 0.99]) {
        const path = join(temporaryFolder(), 'cut.json');
        writeFileSync(path, text.subarray(0, Math.floor(text.length * part)));
        const { stdout, stderr } = ata2mdi(['translate', path, '--verbose']);
        expect(leaksIn(Buffer.from(stdout + stderr))).toEqual([]);
      }
    }
  });
});

describe('no secret of alerts leaves the source', () => {
  const sources = [...alertFiles, 'contoso-alerts/activities.json'].map(fixturePath);

  test.each(['csv', 'json', 'html'])('as %s', (format) => {
    const file = join(temporaryFolder(), `alerts.${format}`);
    const { code, stdout, stderr } = ata2mdi(['alerts', ...sources, '-o', file, '--verbose', '--json']);
    expect(code).toBe(0);
    expect(leaksIn(Buffer.from(stdout + stderr))).toEqual([]);
    expect(leaksIn(readFileSync(file))).toEqual([]);
  });
});
