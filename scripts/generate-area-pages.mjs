/**
 * Writes the parts of docs/areas/*.md that the catalogue knows: ATA's settings, where they go, what can become of them,
 * the documentation. What people do is written by hand, below the mark. With `--check` nothing is written; exit 1 if a page
 * is missing or out of date.
 */
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { writeGenerated } from './generated.mjs';

const modules = '.tmp/area-pages.mjs';
await build({
  stdin: {
    contents: `
      export { areas } from './src/catalogue/areas.js';
      export { areaMatch } from './src/explain/areas.js';
      export { areaTitles } from './src/writers/area-titles.js';
      export { code, codeInCell, link, table, textIn, textInCell } from './src/writers/markdown-text.js';
    `,
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: modules,
  logLevel: 'error',
});
const { areas, areaMatch, areaTitles, code, codeInCell, link, table, textIn, textInCell } = await import(
  `../${modules}`
);
rmSync(modules);

/** Above this line a page is generated. */
const mark = '<!-- Above: from the catalogue, by `npm run generate`. Below: by hand. -->';

function pageOf(area) {
  const { summary, settings, becomes } = areaMatch(area);
  return [
    `# ${areaTitles[area]}`,
    '',
    textIn(summary),
    '',
    '## What ATA has',
    '',
    ...(settings.length === 0
      ? ['The catalogue lists no single settings here.']
      : settings.map(({ id, title }) => `- ${textIn(title)} (${code(id)})`)),
    '',
    '## What Defender for Identity has',
    '',
    ...targetLines(becomes.targets),
    '',
    '## What the tool does',
    '',
    'Each setting becomes one of these; the worksheet names the reason by its code.',
    '',
    ...table(
      ['reason', 'disposition', 'what it means'],
      becomes.outcomes.map((outcome) => [
        codeInCell(outcome.code),
        textInCell(outcome.dispositions.join(', ')),
        textInCell(outcome.text) + unlessDocumented(outcome.certainty),
      ]),
    ),
    '',
    ...(becomes.docs.length === 0
      ? []
      : ["## Microsoft's pages", '', ...becomes.docs.map(({ title, url }) => `- ${link(title, url)}`), '']),
    mark,
  ].join('\n');
}

function targetLines(targets) {
  if (targets.length === 0) return ['Nothing like it that the catalogue knows.'];
  return targets.map(({ setting, product, portalPath, certainty }) => {
    const where = portalPath.length === 0 ? '' : `: ${textIn(portalPath.join(' > '))}`;
    return `- **${textIn(setting)}** (${textIn(product)})${where}${unlessDocumented(certainty)}`;
  });
}

function unlessDocumented(certainty) {
  return certainty === 'documented' ? '' : ` *(${certainty})*`;
}

function byHand(path) {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // A new area: its page begins without a part by hand.
  }
  const at = text.indexOf(mark);
  return at < 0 ? '\n\n## What you do\n' : text.slice(at + mark.length);
}

writeGenerated(
  new Map(
    areas.map((area) => {
      const path = `docs/areas/${area}.md`;
      return [path, `${pageOf(area)}${byHand(path)}`];
    }),
  ),
);
