import type { PortalTarget, WorkspaceFacts } from '../catalogue/portal.js';
import { namedCenters } from '../center-labels.js';
import { compareText } from '../compare.js';
import { InternalError } from '../errors.js';
import { itemId } from '../ids.js';
import { decisionItem, targetOf } from '../mappers/items.js';
import { groupBy } from '../mappers/shown.js';
import type { Field, Item, ItemDecision, ItemSource, Option, Target } from '../types/migration-plan.js';

/** An item of the plan of one Center. */
export interface CenterItem {
  /** Key of the Center. */
  readonly center: string;
  /** Its name for people. */
  readonly label: string;
  /** As in the plan of the Center, but with leaves named by the keys of all documents. */
  readonly item: Item;
}

/** Items of several Centers made one. None of these reads the order of the Centers out of the order of the plans. */

/** Items that say the same: one of them, which accounts for the leaves of all. */
export function mergedItem(group: readonly CenterItem[]): Item {
  const [first] = group;
  if (first === undefined) throw new InternalError('nothing to merge');
  return {
    ...first.item,
    source: sourceOf(group, first.item.source.value),
    entities: entitiesOf(first, group),
  };
}

/**
 * Items about the same thing of which the Centers know more or less: the one that knows most, with the entries of all in
 * the fields that take several.
 */
export function unitedItem(group: readonly CenterItem[], { unites }: WorkspaceFacts): Item {
  const best = [...group].sort(byKnowledge)[0];
  if (best === undefined) throw new InternalError('nothing to unite');
  const { item } = best;
  const replaced = new Map<string, string>();
  const target = item.target === null ? null : unitedTarget(item.target, group, unites, replaced);
  const rewrite = (text: string): string =>
    [...replaced].reduce((rest, [from, to]) => (from === '' ? rest : rest.replaceAll(from, to)), text);
  return {
    ...item,
    title: rewrite(item.title),
    source: sourceOf(group, ataValueOf(group)),
    target,
    entities: entitiesOf(best, group),
    steps: item.steps.map(rewrite),
    ...('check' in item ? { check: rewrite(item.check) } : {}),
    notes: [
      ...new Set([
        ...item.notes,
        ...group.flatMap((entry) =>
          entry.item.title === item.title ? [] : [`In ${namedCenters([entry.label])}: ${entry.item.title}`],
        ),
      ]),
    ],
  } as Item;
}

/** Different values of what a workspace has only one of: somebody has to choose. */
export function conflictItem(
  group: readonly CenterItem[],
  target: PortalTarget,
  facts: WorkspaceFacts,
): Item {
  const [first] = group;
  if (first === undefined || facts.advice === null)
    throw new InternalError(`nothing is known of a conflict about ${target.key}`);
  const choices = choicesOf(group, target, facts);
  const ids = new Set(group.map(({ item }) => item.id));
  const about = facts.has === 'one' && ids.size > 1 ? target.setting : subjectOf(first.item.title);
  const { area } = first.item;
  const many = centersText(group);
  const item = decisionItem({
    id: ids.size === 1 ? first.item.id : itemId(area, 'between-centers'),
    area,
    title: `Decide between ATA Centers: ${about}`,
    reason: 'conflict-between-centers',
    leaves: [],
    value: Object.fromEntries(group.map((entry) => [entry.label, entry.item.source.value])),
    target: targetOf(target.key, commonFields(choices), {
      certainty: group.some((entry) => entry.item.target?.certainty === 'inferred')
        ? 'inferred'
        : target.certainty,
    }),
    entities: entitiesOf(first, group),
    decision: {
      question: `${many} hold their own values, and a workspace has only one of this for all forests. Which are carried over?`,
      options: [...choices.map((choice) => optionOf(choice, choices)), ...(facts.otherOptions ?? [])],
      advice: facts.advice,
    },
    steps: stepsOf(choices),
    notes: notesOf(group),
  });
  const docs = new Map(
    [...item.docs, ...group.flatMap((entry) => entry.item.docs)].map((doc) => [doc.url, doc]),
  );
  return { ...item, docs: [...docs.values()], source: sourceOf(group, item.source.value) };
}

function centersText(group: readonly CenterItem[]): string {
  return namedCenters([...new Set(group.map(({ label }) => label))]);
}

/** `Decide: …` in front of what is to be decided anyway says it twice. */
function subjectOf(title: string): string {
  return title.replace(/^Decide(?:: | on )/, '');
}

function sourceOf(group: readonly CenterItem[], value: ItemSource['value']): ItemSource {
  const paths = group.flatMap(({ item }) => item.source.paths);
  const shared = group.flatMap(({ item }) => item.source.sharedPaths ?? []);
  return shared.length === 0 ? { paths, value } : { paths, sharedPaths: shared, value };
}

/** The objects of all; those of the item that the text is of come first. */
function entitiesOf(best: CenterItem, group: readonly CenterItem[]): Item['entities'] {
  const { entities } = best.item;
  const known = new Set(entities.map(({ id }) => id));
  const others = group.flatMap(({ item }) => item.entities.filter(({ id }) => !known.has(id)));
  if (others.length === 0) return entities;
  return [...entities, ...new Map(others.map((entity) => [entity.id, entity])).values()];
}

/** Who asks for something, and knows the object, comes first; among equals the order of their texts decides. */
function byKnowledge(a: CenterItem, b: CenterItem): number {
  const difference = ignorance(a) - ignorance(b);
  if (difference !== 0) return difference;
  return compareText(textOf(a), textOf(b));
}

function ignorance({ item }: CenterItem): number {
  const rank = { manual: 0, scripted: 0, decision: 1 } as const;
  const ofDisposition = item.disposition in rank ? rank[item.disposition as keyof typeof rank] : 2;
  return ofDisposition * 2 + (item.entities.every(({ resolved }) => resolved) ? 0 : 1);
}

function textOf({ item: { id, title, steps, notes, source } }: CenterItem): string {
  return JSON.stringify([id, title, steps, notes, source.value]);
}

/** The same value once; lists with the same names put together; else each Center's by its name. */
function ataValueOf(group: readonly CenterItem[]): ItemSource['value'] {
  const values = group.map(({ item }) => item.source.value);
  const [first] = values;
  if (new Set(values.map((value) => JSON.stringify(value))).size === 1) return first ?? null;
  const members = values.map(namedMembers);
  const together = members.every((one) => one !== null) ? unitedLists(members) : null;
  return together ?? Object.fromEntries(group.map(({ label, item }) => [label, item.source.value]));
}

function namedMembers(value: ItemSource['value']): readonly (readonly [string, unknown])[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.entries(value);
}

/** Null if anything but lists differs. */
function unitedLists(
  values: readonly (readonly (readonly [string, unknown])[])[],
): Record<string, unknown> | null {
  const united = new Map<string, unknown>();
  for (const [name, value] of values.flat()) {
    const known = united.get(name);
    if (known === undefined) united.set(name, value);
    else if (Array.isArray(known) && Array.isArray(value))
      united.set(name, [...new Set([...known, ...value])]);
    else if (JSON.stringify(known) !== JSON.stringify(value)) return null;
  }
  return Object.fromEntries(united);
}

/** @param replaced filled with the values that gave way to those of all */
function unitedTarget(
  target: Target,
  group: readonly CenterItem[],
  unites: readonly string[],
  replaced: Map<string, string>,
): Target {
  if (unites.length === 0) return target;
  return {
    ...target,
    values: target.values.map(({ field, value }) => {
      if (!unites.includes(field)) return { field, value };
      const all = group.flatMap(({ item }) => fieldOf(item, field) ?? []);
      const united = unitedText(all);
      if (united !== value) {
        const [before, after] = [value, united].map((text) => text.split(', ').length);
        replaced.set(value, united);
        // Texts name more than one by their number: `2 recipients`.
        replaced.set(`${before} ${field.toLowerCase()}`, `${after} ${field.toLowerCase()}`);
      }
      return { field, value: united };
    }),
  };
}

/** Addresses separated by commas are put into one list; of what is more than that, all of it is kept. */
function unitedText(texts: readonly string[]): string {
  const lists = texts.map((text) => text.split(', '));
  const isOfWords = lists.every((words) => words.every((word) => !/\s/.test(word)));
  return [...new Set(isOfWords ? lists.flat() : texts)].join(isOfWords ? ', ' : '; ');
}

function fieldOf({ target }: Item, name: string): string | null {
  return target?.values.find(({ field }) => field === name)?.value ?? null;
}

/** The values that some Centers have in common. */
interface Choice {
  readonly centers: readonly CenterItem[];
  readonly item: Item;
  readonly values: readonly Field[];
}

/** What cannot be compared, since a secret is in no plan, is taken to differ. */
function choicesOf(group: readonly CenterItem[], target: PortalTarget, { has }: WorkspaceFacts): Choice[] {
  const hasSecret = target.fields.some(({ kind, required }) => kind === 'secret' && required);
  const byValues = new Map<string, Choice>();
  for (const entry of group) {
    const values = entry.item.target?.values ?? [];
    const key = JSON.stringify([
      values,
      has === 'switch' ? entry.item.source.value : entry.item.disposition,
      hasSecret ? entry.center : '',
    ]);
    const known = byValues.get(key);
    byValues.set(key, {
      item: known?.item ?? entry.item,
      values,
      centers: [...(known?.centers ?? []), entry],
    });
  }
  return [...byValues.values()];
}

function optionOf(choice: Choice, all: readonly Choice[]): Option {
  const { centers, item, values } = choice;
  const labels = [...new Set(centers.map(({ label }) => label))];
  const own = differingFields(values, all);
  const isNamed = own.length === 0 && all.some((other) => other.item.title !== item.title);
  const summary = isNamed
    ? subjectOf(item.title)
    : own.map(({ field, value }) => `${field} ${value}`).join(', ');
  const others = all.filter((other) => other !== choice).flatMap((other) => other.centers);
  return {
    label: `As in ${namedCenters(labels)}${summary === '' ? '' : `: ${summary}`}`,
    cost:
      others.length === 0
        ? ''
        : `What ${centersText(others)} has of its own is given up.`.replace(
            /(Centers .*) has of its own/,
            '$1 have of their own',
          ),
    centers: [...new Set(centers.map(({ center }) => center))],
    item: item.id,
    values,
  };
}

function differingFields(values: readonly Field[], all: readonly Choice[]): Field[] {
  return values.filter(
    ({ field, value }) =>
      !all.every((choice) => choice.values.some((other) => other.field === field && other.value === value)),
  );
}

/** What is to be entered whatever is chosen; of the rest, that it depends. */
function commonFields(choices: readonly Choice[]): Field[] {
  const fields = new Set(choices.flatMap(({ values }) => values.map(({ field }) => field)));
  return [...fields].map((field) => {
    const values = new Set(choices.map((choice) => choice.values.find((one) => one.field === field)?.value));
    const [only] = values;
    return {
      field,
      value: values.size === 1 && only !== undefined ? only : 'as in the option that is chosen',
    };
  });
}

/** More would bury what is to be done. */
const mostWaysShown = 4;

function stepsOf(choices: readonly Choice[]): string[] {
  const choose = 'Choose one of the options.';
  const texts = new Set(choices.map(({ item }) => JSON.stringify(item.steps)));
  const [first] = choices;
  const check = choices.flatMap(({ item }) => ('check' in item ? [`Check: ${item.check}`] : []));
  if (first === undefined || texts.size === 1)
    return [choose, ...withoutChoosing(first?.item.steps ?? []), ...new Set(check)];
  const shown = choices.filter(({ item }) => item.steps.length > 0).slice(0, mostWaysShown);
  return [
    choose,
    ...shown.flatMap(({ centers, item }) => [
      `If it is as in ${centersText(centers)}:`,
      ...withoutChoosing(item.steps),
    ]),
    ...(choices.length > mostWaysShown
      ? ['For another Center the steps are the same, with the values of its option.']
      : []),
    ...new Set(check),
  ];
}

function withoutChoosing(steps: readonly string[]): string[] {
  return steps.filter((step) => step !== 'Choose one of the options.');
}

/** What is to be known, and what was to be decided anyway. */
function notesOf(group: readonly CenterItem[]): string[] {
  const titles = groupBy(group, ({ item }) => item.title);
  const decisions = groupBy(
    group.filter(({ item }) => item.disposition === 'decision'),
    ({ item }) => (item.disposition === 'decision' ? decisionText(item.decision) : ''),
  );
  return [
    ...new Set([
      ...(titles.size === 1 ? [] : [...titles]).map(
        ([title, entries]) => `${centersText(entries)}: ${title}`,
      ),
      ...[...decisions].map(
        ([text, entries]) => `To be decided besides, if it is as in ${centersText(entries)}: ${text}`,
      ),
      ...group.flatMap(({ item }) => item.notes),
    ]),
  ];
}

function decisionText({ question, options, advice }: ItemDecision['decision']): string {
  return `${question} ${options.map(({ label }) => label).join('; ')}. Advice: ${advice}`;
}
