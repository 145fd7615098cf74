import { centerColumn, reasonLines } from './cells.js';
import { isTicked, progressLines } from './markdown-progress.js';
import { code, codeBlock, indented, link, strongText, table, textIn, textInCell } from './markdown-text.js';
import type { WorksheetOptions } from './progress.js';
import type { WorksheetRecord } from './records.js';

/** The items of worksheet.md as lists: each with a box to tick, and what is to be known to do it. */

/** Renders links to documentation. */
export type RenderLinks = (docs: WorksheetRecord['docs']) => string;

/** An item by itself. */
export function itemLines(record: WorksheetRecord, links: RenderLinks, options: WorksheetOptions): string[] {
  const { id, title, disposition, ataValue, ataPaths, docs } = record;
  const [reason = '', ...remarks] = reasonLines(record);
  return [
    `- [${isTicked(record, options) ? 'x' : ' '}] ${title === '' ? code(id) : strongText(title)} (${disposition})`,
    ...indented([
      ...progressLines(record, options),
      ...(record.centers === undefined ? [] : [listItem(`${centerColumn}: ${record.centers.join(', ')}`)]),
      ...(ataValue === '' ? [] : [listItem(`ATA value: ${ataValue}`)]),
      ...(ataPaths.length === 0 ? [] : [`- ATA setting: ${pathsText(ataPaths, code)}`]),
      ...actionLines(record),
      listItem(`Why: ${reason}`),
      ...remarks.map(listItem),
      ...docsLines(docs, links),
      `- Id: ${code(id)}`,
    ]),
  ];
}

/** Where it is done, what is to be chosen, done and entered, and how it is checked. */
export function actionLines(record: WorksheetRecord): string[] {
  const { product, portalPath, detection, decision, steps, command, values, check } = record;
  const where = product === '' ? portalPath : `${portalPath} (${product})`;
  return [
    ...(portalPath === '' ? [] : [listItem(`Where: ${where}`)]),
    ...(detection === '' ? [] : [listItem(`Detection: ${detection}`)]),
    ...decisionLines(decision),
    ...stepsLines(steps),
    ...commandLines(command),
    ...valueLines(values),
    ...(check === '' ? [] : [listItem(`How to check: ${check}`)]),
  ];
}

export function docsLines(docs: WorksheetRecord['docs'], links: RenderLinks): string[] {
  return docs.length === 0 ? [] : [`- Documentation: ${links(docs)}`];
}

export function listItem(text: string): string {
  return `- ${textIn(text)}`;
}

/** How many ATA paths an item shows; plan.json has them all. */
const shownPaths = 5;

/** @param rendered how a path is written where the text is to stand */
export function pathsText(paths: readonly string[], rendered: (path: string) => string): string {
  const shown = paths.slice(0, shownPaths).map(rendered).join(', ');
  return paths.length <= shownPaths
    ? shown
    : `${shown} and ${paths.length - shownPaths} more (all in plan.json)`;
}

function decisionLines(decision: WorksheetRecord['decision']): string[] {
  if (decision === null) return [];
  return [
    listItem(`Decide: ${decision.question}`),
    ...decision.options.map(({ label, cost }) => `  - [ ] ${textIn(label)} – cost: ${textIn(cost)}`),
    listItem(`Advice: ${decision.advice}`),
  ];
}

function stepsLines(steps: readonly string[]): string[] {
  if (steps.length === 0) return [];
  return ['- Steps:', ...steps.map((step, index) => `  ${index + 1}. ${textIn(step)}`)];
}

function commandLines(command: WorksheetRecord['command']): string[] {
  if (command === null) return [];
  const beta = command.beta ? '; beta: may still change' : '';
  const permission = `(permission: ${textIn(command.permission)}${beta})`;
  const lines = command.text.split('\n');
  return lines.length === 1
    ? [`- Run: ${code(command.text)} ${permission}`]
    : [`- Run ${permission}:`, '', ...indented(codeBlock(lines)), ''];
}

/** Values are plain text: some are to be typed as they are, others say what to choose, and the plan does not tell which. */
function valueLines(values: WorksheetRecord['values']): string[] {
  const [first, second] = values;
  if (first === undefined) return [];
  if (second === undefined) return [`- Enter ${strongText(first.field)}: ${textIn(first.value)}`];
  const rows = values.map(({ field, value }) => [textInCell(field), textInCell(value)]);
  return ['- Enter:', '', ...indented(table(['Field', 'Value'], rows)), ''];
}

/** Links come from the catalogue and are the same for thousands of items, so each list is rendered once. */
export function rememberedLinks(): RenderLinks {
  const known = new Map<string, string>();
  return function render(docs) {
    const key = docs.map(({ url }) => url).join(' ');
    const found = known.get(key);
    if (found !== undefined) return found;
    const text = docs.map(({ title, url }) => link(title, url)).join(', ');
    known.set(key, text);
    return text;
  };
}
