/**
 * Writes src/writers/html/page.generated.ts: script and style of worksheet.html as texts, each with the hash by which the
 * page's policy names it, so that the writer needs no build. With `--check` nothing is written; exit 1 if it is out of date.
 */
import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { writeGenerated } from './generated.mjs';

/** Browsers that servers and offices have: the last ones for Windows Server 2012 R2, and Firefox ESR. */
const target = ['chrome109', 'edge109', 'firefox115', 'safari16'];

async function bundled(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format,
    target,
    charset: 'ascii',
    legalComments: 'none',
    write: false,
  });
  const text = outputFiles[0].text.trim();
  // Neither may end the element it stands in.
  if (/<\/(?:script|style)|<!--|\r/i.test(text)) throw new Error(`${entry}: its text would end its element`);
  return text;
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const script = await bundled('src/writers/html/page/main.ts', 'iife');
const style = await bundled('src/writers/html/page/page.css', undefined);
const constants = {
  pageScript: script,
  pageScriptHash: hashOf(script),
  pageStyle: style,
  pageStyleHash: hashOf(style),
};
const lines = Object.entries(constants).map(
  ([name, text]) => `export const ${name} = ${JSON.stringify(text)};\n`,
);

writeGenerated(
  new Map([
    [
      'src/writers/html/page.generated.ts',
      `// Generated from src/writers/html/page by \`npm run generate\`. Do not edit.\n${lines.join('')}`,
    ],
  ]),
);
