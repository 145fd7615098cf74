import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alertFiles } from '../support/alerts.js';
import { ata2mdi, temporaryFolder } from '../support/command.js';
import { canaries, fixturePath } from '../support/deployments.js';
import { filesBelow } from '../support/folders.js';
import { deploymentFiles } from '../support/loading.js';

/** A secret in every form in which it could have slipped out. */
function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    // Inside a longer text, base64 falls into one of three patterns; its edges depend on what is beside it.
    const padded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return padded.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  const url = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const escaped = [...secret]
    .map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
  return [
    bytes,
    Buffer.from(secret, 'utf16le'),
    Buffer.from(secret, 'utf16le').swap16(),
    ...[
      ...base64,
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
      url,
      escaped,
      encodeURIComponent(secret),
    ].map((text) => Buffer.from(text)),
  ];
}

const planted = canaries.map((canary) => ({ canary, forms: formsOf(canary) }));

function leaksIn(bytes: Buffer): string[] {
  return planted
    .filter(({ forms }) => forms.some((form) => bytes.includes(form)))
    .map(({ canary }) => canary);
}

const fixtures = Object.entries(deploymentFiles).map(([name, files]) => ({
  name,
  sources: files.map(fixturePath),
}));

test('the search finds a canary in each of its forms', () => {
  for (const { canary, forms } of planted)
    for (const form of forms)
      expect(leaksIn(Buffer.concat([Buffer.from('x"'), form, Buffer.from('"y')]))).toContain(canary);
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
