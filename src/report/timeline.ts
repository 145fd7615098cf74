import { html, raw } from 'hono/html';
import type { Timeline, TimelineMark } from './outline.js';

type Markup = ReturnType<typeof html>;

/**
 * A timeline as rows of marks. Places are shares of the width, so that it is as wide as the page; what a mark stands for is
 * said in words too, and its form says how grave it is.
 */
export function timelinePart({ title, from, to, rows, gaps }: Timeline): string {
  return String(html`<figure class="timeline">
<figcaption>${title}</figcaption>
${rows.map(
  ({
    label,
    marks,
  }) => html`<div class="row"><span class="lane">${label} <span class="number">${String(marks.length)}</span></span>
<svg role="group" aria-label="${label}" height="22" width="100%">
${gaps.map(
  ({ start, end }) =>
    html`<rect class="gap" x="${percent(start)}" y="0" width="${percent(end - start)}" height="22"></rect>`,
)}<line x1="0" y1="11" x2="100%" y2="11"></line>
${marks.map(markPart)}</svg></div>
`,
)}<div class="row scale"><span class="lane"></span><span class="ends"><span>${from}</span><span>${to}</span></span></div>
<p class="key">${raw(keyShapes)}${gaps.length === 0 ? '' : raw(`<span><svg width="14" height="14" aria-hidden="true"><rect class="gap" width="14" height="14"/></svg> no backups</span>`)}</p>
</figure>
`);
}

/** A mark is a link to what it stands for; `svg` in `svg` puts its form, drawn round the zero point, at its place. */
function markPart({ at, mood, title, href }: TimelineMark): Markup {
  return html`<a href="#${href}" class="${mood}" aria-label="${title}"><title>${title}</title><svg x="${percent(at)}" y="11" overflow="visible">${raw(shapes[mood])}</svg></a>
`;
}

const shapes: Readonly<Record<TimelineMark['mood'], string>> = {
  bad: '<path d="M0-8 8 0 0 8-8 0z"/>',
  open: '<path d="M-6-6H6V6H-6z"/>',
  good: '<circle r="5"/>',
  plain: '<circle r="5"/>',
};

const keyShapes = (
  [
    ['bad', 'critical'],
    ['open', 'important'],
    ['plain', 'minor'],
  ] as const
)
  .map(
    ([mood, word]) =>
      `<span class="${mood}"><svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">${shapes[mood]}</svg> ${word}</span> `,
  )
  .join('');

function percent(share: number): string {
  return `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;
}

/** What the timeline adds to the looks of the page. */
export const timelineStyles = `
.timeline{margin:1.5rem 0}.timeline figcaption{font-weight:600;margin-bottom:.4rem}
.timeline .row{display:grid;grid-template-columns:16rem 1fr;align-items:center;gap:1rem}
.timeline .row>svg{overflow:visible;display:block}.timeline line{stroke:var(--line)}.timeline .gap{fill:var(--line);opacity:.6}
.timeline .ends{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.85rem}
.timeline .ends :last-child{text-align:right}.timeline .bad{fill:var(--bad)}.timeline .open{fill:var(--open)}.timeline .good{fill:var(--good)}.timeline .plain{fill:var(--soft)}
.timeline a:focus-visible{outline:2px solid var(--text)}.timeline a:hover{opacity:.7}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1rem;color:var(--soft);font-size:.85rem;margin:.4rem 0 0}.key svg{vertical-align:middle}
@media (max-width:40rem){.timeline .row{grid-template-columns:1fr;gap:0;padding:0 .5rem}.timeline .lane{font-size:.9rem;margin-top:.3rem}}
`;
