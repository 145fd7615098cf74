import { expect, test } from 'vitest';
import { snapshotOfDeployment } from '../../../test/support/loading.js';
import { filesOf, perfectMdi } from '../../../test/support/perfect-mdi.js';
import { verified } from '../../../test/support/verifying.js';
import { translate } from '../../plan/translate.js';
import { reportFormats } from '../../report/artifact.js';
import { verificationArtifact } from './index.js';

function textOf(content: Iterable<string | Uint8Array>): string {
  return [...content]
    .map((piece) => (typeof piece === 'string' ? piece : new TextDecoder().decode(piece)))
    .join('');
}

test('names from a hostile directory do nothing in any form', async () => {
  const plan = translate(await snapshotOfDeployment('hostile'));
  const all = perfectMdi(plan);
  const verification = verified(
    plan,
    filesOf(
      plan,
      all,
      all.filter((_, index) => index % 2 === 0),
    ),
  );
  for (const format of reportFormats) {
    const text = textOf(verificationArtifact(verification, format).content);
    // Controls but line breaks, and marks that turn the direction of writing.
    expect(text.replaceAll('\n', ''), format).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    if (format === 'html') {
      expect(text).not.toMatch(/<script|<img|javascript:[^)]*"/i);
      expect(
        text.match(
          /<(?!\/?(?:!doctype|html|head|meta|title|style|body|header|h[123]|p|main|ul|li|b|span|small|section|details|summary|dl|div|dt|dd|code)\b)/g,
        ),
      ).toBeNull();
    }
    if (format === 'md') expect(text).not.toMatch(/(?<!\\)<script|\]\(javascript:/i);
  }
});

test('every form says what is wrong, and the page loads nothing', async () => {
  const plan = translate(await snapshotOfDeployment('contoso'));
  const all = perfectMdi(plan);
  const verification = verified(
    plan,
    filesOf(
      plan,
      all,
      all.filter(({ list }) => list !== 'tags'),
    ),
  );
  // A backslash is written in another way in some of the forms.
  const missing = verification.items.filter(
    ({ result, title }) => result === 'missing' && !title.includes('\\'),
  );
  expect(missing.length).toBeGreaterThan(3);
  for (const format of reportFormats) {
    const text = textOf(verificationArtifact(verification, format).content);
    for (const { title } of missing) expect(text, format).toContain(title);
  }
  const page = textOf(verificationArtifact(verification, 'html').content);
  expect(page).not.toMatch(/<script|<link|src=|url\(|@import/);
  expect(page).toContain('prefers-color-scheme:dark');
});
