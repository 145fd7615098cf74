/** The runbook as every format shows it: on one line each, and with nothing hidden in a name. */

import { documentationLink } from '../catalogue/links.js';
import { type RunbookStep, runbookOf } from '../plan/runbook.js';
import type { MigrationPlan } from '../types/migration-plan.js';
import { areaTitles } from './area-titles.js';
import { visibleText } from './visible.js';

/** A step as it is shown. */
export interface ShownStep {
  readonly key: string;
  /** `5.3`: the third step of the fifth stage. */
  readonly number: string;
  readonly title: string;
  readonly details: readonly string[];
  readonly commands: readonly string[];
  readonly items: readonly { readonly id: string; readonly title: string }[];
  /** How many more items the worksheet has. */
  readonly moreItems: number;
}

/** A stage as it is shown. */
export interface ShownStage {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly intro: readonly string[];
  readonly cautions: readonly string[];
  readonly steps: readonly ShownStep[];
  readonly rollback: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
}

export interface ShownRunbook {
  readonly title: string;
  readonly lead: readonly string[];
  readonly stages: readonly ShownStage[];
}

/** How many items of an area a step names: a plan may have 20 000, and the worksheet has them all. */
const mostItemsNamed = 5;

/** What is said of ticks, wherever there are boxes. */
export const ticksStayHere =
  'Ticks and notes here belong to this file: a newer worksheet does not carry them over.';

/** The runbook of a plan, ready to be shown. */
export function shownRunbook(plan: MigrationPlan): ShownRunbook {
  const { title, lead, stages } = runbookOf(plan);
  return {
    title: visibleText(title),
    lead: lead.map(visibleText),
    stages: stages.map((stage, index) => ({
      key: stage.key,
      number: index + 1,
      title: stage.title,
      intro: stage.intro,
      cautions: stage.cautions,
      steps: stage.steps.map((step, at) => shownStep(step, `${index + 1}.${at + 1}`)),
      rollback: stage.rollback,
      links: stage.links.map(documentationLink),
    })),
  };
}

function shownStep({ key, title, area, details, commands, items }: RunbookStep, number: string): ShownStep {
  return {
    key,
    number,
    title: visibleText(area === null ? title : `${areaTitles[area]}: ${title}`),
    details: details.map(visibleText),
    commands,
    items: items
      .slice(0, mostItemsNamed)
      .map((item) => ({ id: visibleText(item.id), title: visibleText(item.title) })),
    moreItems: Math.max(0, items.length - mostItemsNamed),
  };
}
