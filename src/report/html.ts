import { html, raw } from 'hono/html';
import type { Detail, Report, ReportEntry, ReportGroup, ReportSection } from './outline.js';
import { timelinePart, timelineStyles } from './timeline.js';

/**
 * The report as one page that loads nothing and runs nothing: no script, no network, light and dark by the reader's
 * setting. The library escapes every text.
 */
export function htmlReport(report: Report): string[] {
  return [
    String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.title}</title>
<style>${raw(report.timelines === undefined ? styles : styles + timelineStyles)}</style>
</head>
<body>
<header>
<h1>${report.title}</h1>
${(report.warnings ?? []).map((line) => html`<p class="warning">${line}</p>\n`)}${report.lead.map((line) => html`<p>${line}</p>`)}
</header>
<main>
<ul class="counts">
${report.counts.map(
  ({ label, count, meaning, mood }) =>
    html`<li class="${count === 0 ? 'plain' : mood}"><b>${String(count)}</b><span>${label}</span><small>${meaning}</small></li>\n`,
)}</ul>
`),
    ...(report.timelines ?? []).map(timelinePart),
    ...report.sections.flatMap(sectionParts),
    '</main>\n</body>\n</html>\n',
  ];
}

function sectionParts({ key, title, mood, count, intro, groups, extent }: ReportSection): string[] {
  const begin = html`<section class="${mood}" id="${key}">
<h2>${title} <span class="number">${String(count)}</span></h2>
<p class="intro">${intro}</p>
`;
  return [String(begin), ...groups.flatMap((group) => groupParts(group, extent !== 'whole')), '</section>\n'];
}

/** A long list is folded, so that what matters is not pages away. */
function groupParts({ title, details, entries }: ReportGroup, isFolded: boolean): string[] {
  const head = html`${title} <span class="number">${String(entries.length)}</span>`;
  const how = detailsPart(details);
  const begin = isFolded
    ? html`${how === '' ? '' : html`<h3>${head}</h3>\n${how}`}<details><summary>${how === '' ? head : itemsText(entries.length)}</summary>\n<ul class="entries">\n`
    : html`<h3>${head}</h3>\n${how}<ul class="entries">\n`;
  return [
    String(begin),
    ...entries.map((entry) => String(entryPart(entry))),
    isFolded ? '</ul>\n</details>\n' : '</ul>\n',
  ];
}

/** One sentence stands by itself; several are a list. */
function detailsPart(details: readonly Detail[]): ReturnType<typeof html> | '' {
  const [first, ...more] = details;
  if (first === undefined) return '';
  return more.length === 0
    ? html`<p class="intro">${detailText(first)}</p>\n`
    : html`<ul class="how">${details.map((detail) => html`<li>${detailText(detail)}</li>`)}</ul>\n`;
}

function itemsText(count: number): string {
  return count === 1 ? 'the item' : `the ${count} items`;
}

function entryPart({ mark, title, details }: ReportEntry): ReturnType<typeof html> {
  const badge = mark === undefined ? '' : html`<span class="mark ${mark.mood}">${mark.text}</span> `;
  if (details.length === 0) return html`<li><p>${badge}${title}</p></li>\n`;
  return html`<li><p>${badge}${title}</p><dl>${details.map(detailPart)}</dl></li>\n`;
}

function detailText({ text, look, link }: Detail): ReturnType<typeof html> | string {
  if (link !== undefined) return html`<a href="${link}" rel="noreferrer">${text}</a>`;
  return look === 'code' ? html`<code>${text}</code>` : text;
}

function detailPart(detail: Detail): ReturnType<typeof html> {
  const { label, look } = detail;
  return html`<div${look === 'bad' ? raw(' class="bad"') : ''}><dt>${label}</dt><dd>${detailText(detail)}</dd></div>`;
}

const styles = `
:root{--ground:#fff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--card:#f6f8fa;--bad:#b3261e;--open:#8a5a00;--good:#1a6e3c;--link:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--text:#e3e6ea;--soft:#9aa4ae;--line:#343a41;--card:#1d2125;--bad:#ff8a80;--open:#f0b95a;--good:#72d199;--link:#7ab8ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.25rem 0 .25rem}header p{margin:.2rem 0}.intro,small,.number,dt{color:var(--soft)}.intro{margin:0}
.number{font-weight:400}
.counts{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(7.4rem,1fr));gap:.6rem;margin:1.25rem 0;padding:0}
.counts li{border:1px solid var(--line);border-radius:.4rem;background:var(--card);padding:.6rem .75rem;display:flex;flex-direction:column}
.counts b{font-size:1.5rem;line-height:1.2}.counts small{line-height:1.3}
.bad b,section.bad h2{color:var(--bad)}.open b,section.open h2{color:var(--open)}.good b,section.good h2{color:var(--good)}
.entries{list-style:none;margin:.4rem 0;padding:0}
.entries li{border-left:3px solid var(--line);padding:.1rem 0 .1rem .75rem;margin:.6rem 0;overflow-wrap:anywhere}
section.bad .entries li{border-color:var(--bad)}section.open .entries li{border-color:var(--open)}section.good .entries li{border-color:var(--good)}
.entries p{margin:0;font-weight:600}dl{margin:.15rem 0 0}dl div{display:flex;gap:.75rem}
dt{flex:0 0 7rem}dd{margin:0}div.bad dd{color:var(--bad)}a{color:var(--link)}.mark{display:inline-block;min-width:4.6rem;font-weight:400}.mark.bad{color:var(--bad)}.mark.open{color:var(--open)}.mark.good{color:var(--good)}
.warning{border:1px solid var(--bad);border-left-width:4px;border-radius:.4rem;padding:.5rem .75rem}code{font:.9em ui-monospace,monospace}
details{margin:.5rem 0}summary{cursor:pointer;padding:.2rem 0}.how{margin:.25rem 0;padding-left:1.25rem}
@media (max-width:40rem){dl div{flex-direction:column;gap:0}dt{flex:none}}
@media print{body{max-width:none;padding:0}.entries li{break-inside:avoid}}
`;
