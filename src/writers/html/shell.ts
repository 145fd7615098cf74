import { html, raw } from 'hono/html';
import { documentationLink } from '../../catalogue/links.js';
import { centersTitle } from '../../center-labels.js';
import { dispositionMatch, dispositionWords } from '../../explain/dispositions.js';
import type { Center, MigrationPlan, Notice } from '../../types/migration-plan.js';
import { sourceText } from '../overview.js';
import { type ShownStage, type ShownStep, shownRunbook } from '../runbook-text.js';
import { visibleText } from '../visible.js';
import { pageScript, pageScriptHash, pageStyle, pageStyleHash } from './page.generated.js';

/**
 * The page without its items: what it says even where scripts are off, and the places that the script fills. Only the
 * script and the style of this program may run in it: its policy names them by their SHA-256.
 *
 * @returns the text before and after the data island
 */
export function shellParts(plan: MigrationPlan): { readonly before: string; readonly after: string } {
  const policy = [
    "default-src 'none'",
    `script-src '${pageScriptHash}'`,
    `style-src '${pageStyleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const name = deploymentName(plan);
  const title = `Moving ${name === '' ? 'ATA' : name} to Microsoft Defender for Identity`;
  const before = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${plan.program.name} ${plan.program.version}">
<title>${title}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<a class="skip" href="#list">Skip to the items</a>
<header>
<div class="head">
<div>
<h1><bdi>${title}</bdi></h1>
${plan.centers.map((center) => html`<p>${centerText(center, plan.factsAsOf)}</p>`)}
</div>
<div class="tools">
<div id="transfer"></div>
<button type="button" id="theme" class="plain">Dark</button>
</div>
</div>
<noscript><p class="noscript">This page needs JavaScript, which is switched off here. <b>worksheet.md</b> holds the same to read, and <b>worksheet.csv</b> for a spreadsheet program.</p></noscript>
<section id="overview" aria-label="Progress"></section>
<div class="about">
${noticeBlock(plan.notices)}
${originBlock(plan)}
${legendBlock()}
${runbookBlock(plan)}
</div>
</header>
<main>
<div id="toolbar" role="search" aria-label="Search and filters"></div>
<div id="list" tabindex="-1"></div>
<section id="foreign" aria-labelledby="title-foreign" hidden></section>
<div id="print"></div>
</main>
<footer>
<p>${madeText(plan)} Confidential: it says what is excluded from detection and which accounts are honeytokens.</p>
</footer>
<div id="note" role="region" aria-label="What just happened" hidden></div>
<p id="announcements" class="unseen" aria-live="polite"></p>
<script type="application/json" id="plan-data">`;
  const after = html`</script>
<script>${raw(pageScript)}</script>
</body>
</html>
`;
  return { before: String(before), after: String(after) };
}

/** The names of the Centers, for a title. */
export function deploymentName(plan: MigrationPlan): string {
  return visibleText(centersTitle(plan));
}

function centerText({ name, key, version, versionName, supportEnded }: Center, factsAsOf: string): unknown {
  const facts = [
    versionName === null ? 'release not known' : `ATA ${visibleText(versionName)}`,
    version === null ? 'version not known' : `version ${visibleText(version)}`,
    supportText(supportEnded, factsAsOf),
  ];
  return html`ATA Center <bdi>${visibleText(name ?? key)}</bdi> · ${facts.join(' · ')}`;
}

/** Months compare as text: `2026-01` is before `2026-09`. */
function supportText(supportEnded: string | null, factsAsOf: string): string {
  if (supportEnded === null) return 'state of support not known';
  const ended = supportEnded.slice(0, factsAsOf.length) < factsAsOf;
  return `${ended ? 'support ended on' : 'supported until'} ${visibleText(supportEnded)}`;
}

function noticeBlock(notices: readonly Notice[]): unknown {
  if (notices.length === 0) return '';
  const lines = notices.map(({ text, source, path }) => {
    const place = [source, path].flatMap((part) => (part === null ? [] : [visibleText(part)])).join(', ');
    return html`<li><bdi>${visibleText(text)}</bdi>${place === '' ? '' : html` <code><bdi>${place}</bdi></code>`}</li>`;
  });
  const many = notices.length === 1 ? '1 notice' : `${notices.length} notices`;
  return html`<details><summary>${many}</summary><div><ul>${lines}</ul></div></details>`;
}

function originBlock(plan: MigrationPlan): unknown {
  const { sources, accounting, documents, factsAsOf } = plan;
  const { leaves, accounted } = accounting;
  const lines = sources.map(
    (source) =>
      html`<li><code><bdi>${visibleText(source.name)}</bdi></code> (${visibleText(sourceText(source, plan))})</li>`,
  );
  return html`<details><summary>Where this comes from</summary><div>
<ul>${lines}</ul>
<p>${counted(leaves, 'setting value')} read from ${counted(documents.length, 'document')}, ${accounted} accounted for. Facts as of ${visibleText(factsAsOf)}: detections and portal pages keep moving, so check what looks different.</p>
</div></details>`;
}

function legendBlock(): unknown {
  const guide = documentationLink('mdi-migrate-from-ata');
  const words = dispositionWords().map((word) => {
    const { meaning } = dispositionMatch(word);
    return html`<dt><span class="badge ${word}">${word}</span></dt><dd>${meaning}</dd>`;
  });
  return html`<details><summary>How to use this page</summary><div>
<p>The items stand in the order of <a href="${guide.url}" target="_blank" rel="noopener noreferrer">Microsoft's migration guide</a>. Open one for its steps, set its status, and note who does it. An item is settled when it is done or not needed.</p>
<dl>${words}</dl>
<p>What you enter stays in this browser, on this computer. <b>Export progress</b> writes it to a file: hand that file on, import it in the same page elsewhere, or give it to <code>ata2mdi worksheet --carry-over</code> with a newer export of ATA.</p>
<p>Keys: <kbd>/</kbd> goes to the search. With an item in focus, <kbd>↓</kbd> and <kbd>↑</kbd> (or <kbd>j</kbd> and <kbd>k</kbd>) go to the next and the one before, <kbd>Enter</kbd> opens and closes it. Printing prints the items that the filters let through, all open.</p>
</div></details>`;
}

/** The runbook, with a box for each step; the script keeps what is ticked. */
function runbookBlock(plan: MigrationPlan): unknown {
  const { lead, stages } = shownRunbook(plan);
  return html`<details id="runbook"><summary>Runbook <span id="runbook-count"></span></summary><div>
${lead.map((text) => html`<p>${text}</p>`)}
<p>Ticks stay in this browser. <b>runbook.md</b> is the same, to print.</p>
${stages.map(stageBlock)}
</div></details>`;
}

function stageBlock({ number, title, intro, cautions, steps, rollback, links }: ShownStage): unknown {
  return html`<h2>${String(number)}. ${title}</h2>
${intro.map((text) => html`<p>${text}</p>`)}
${cautions.map((text) => html`<p class="caution"><b>Caution:</b> ${text}</p>`)}
${steps.map(stepBlock)}
<p><b>Way back:</b> ${rollback.join(' ')}</p>
${links.map(({ title: name, url }) => html`<p><a href="${url}" target="_blank" rel="noopener noreferrer">${name}</a></p>`)}
`;
}

function stepBlock({ key, number, title, details, items, moreItems, commands }: ShownStep): unknown {
  return html`<div class="step"><label><input type="checkbox" data-step="${key}"> <b>${number}</b> <bdi>${title}</bdi></label>
<ul>${details.map((text) => html`<li><bdi>${text}</bdi></li>`)}${items.map((item) => html`<li>Item: <bdi>${item.title}</bdi> <code><bdi>${item.id}</bdi></code></li>`)}${moreItems === 0 ? '' : html`<li>and ${String(moreItems)} more below</li>`}${commands.map((command) => html`<li><code>${command}</code></li>`)}</ul></div>
`;
}

function madeText({ program, createdAt }: MigrationPlan): string {
  const made = createdAt === undefined ? '' : ` at ${visibleText(createdAt)}`;
  return `Written by ${program.name} ${program.version}${made}. Nothing was changed in ATA or in Defender for Identity.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
