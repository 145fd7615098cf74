import { describe, expect, test } from 'vitest';
import { artifactText } from '../../test/support/artifacts.js';
import { canaries } from '../../test/support/deployments.js';
import {
  fixtureSource,
  laterFiles,
  snapshotOfDeployment,
  snapshotOfSources,
} from '../../test/support/loading.js';
import { reportFormats } from '../report/artifact.js';
import { diffSnapshots } from './diff.js';
import { diffArtifact } from './render.js';

const contoso = await snapshotOfDeployment('contoso');
const later = await snapshotOfSources(...laterFiles.map(fixtureSource));
const hostile = await snapshotOfDeployment('hostile');
const diff = diffSnapshots(contoso, later, { bookkeeping: true });

test.each([
  ['text', 'txt'],
  ['md', 'md'],
] as const)('the %s form is the golden file', async (format, ending) => {
  await expect(artifactText(diffArtifact(diff, format))).toMatchFileSnapshot(
    `../../test/golden/diff.${ending}`,
  );
});

test('the text has no more than 80 columns, but for what cannot be broken', () => {
  for (const line of artifactText(diffArtifact(diff, 'text')).split('\n'))
    if (line.length > 80) expect(line.trim().split(/ +/).slice(-1)[0]?.length, line).toBeGreaterThan(40);
});

test('every form tells every change, and no secret', () => {
  for (const format of reportFormats) {
    const text = artifactText(diffArtifact(diff, format)).replace(/\s+/g, ' ');
    for (const { title } of diff.changes) expect(text, format).toContain(title.split(' ')[0]);
    for (const canary of canaries) expect(text.includes(canary), format).toBe(false);
  }
});

describe('hostile names', () => {
  test.each(reportFormats)('do nothing in %s', (format) => {
    for (const pair of [diffSnapshots(contoso, hostile), diffSnapshots(hostile, contoso)]) {
      const text = artifactText(diffArtifact(pair, format));
      if (format !== 'json')
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      if (format === 'html') {
        expect(text).not.toMatch(/<script|<img|<link|url\(|@import/);
        expect(
          text.match(
            /<(?!\/?(?:!doctype|html|head|meta|title|style|body|header|h[123]|p|main|ul|li|b|span|small|section|details|summary|dl|div|dt|dd|code)\b)/g,
          ),
        ).toBeNull();
      }
      if (format === 'md') expect(text).not.toMatch(/(?<!\\)<script|\]\(javascript:/i);
    }
  });
});

test('a secret encrypted with another certificate may be the same', () => {
  const swapped = {
    ...later,
    documents: later.documents.map((document) => ({
      ...document,
      leaves: document.leaves.map((leaf) => ({
        ...leaf,
        value: JSON.parse(
          JSON.stringify(leaf.value).replace(
            /"certificateThumbprint":"[0-9A-F]+"/,
            `"certificateThumbprint":"${'A'.repeat(40)}"`,
          ),
        ),
      })),
    })),
  };
  const text = artifactText(diffArtifact(diffSnapshots(contoso, swapped), 'md'));
  expect(text).toContain('encrypted with another certificate, perhaps the same');
});

test('what could not be compared is said first, and that nothing changed is not', () => {
  const [center] = contoso.documents;
  if (center === undefined) throw new Error('no Center');
  const only = { ...contoso, documents: [center] };
  const text = artifactText(diffArtifact(diffSnapshots(contoso, only), 'text'));
  expect(text).toContain('! 1 part of the configuration could not be compared');
  expect(text).toContain('Nothing changed in what could be compared.');
  expect(text).not.toContain('Nothing in the configuration changed');
});
