import type { TuningRule } from '../../types/mdi-observed.js';
import type { Item } from '../../types/migration-plan.js';
import {
  absent,
  type Finding,
  mayBeLeftOut,
  plannedFields,
  plannedValue,
  seen,
  type VerifyContext,
} from '../finding.js';

/** Alert tuning rules: by the name that the plan gives them, else by a rule about the same alert that names the entity. */
export function checkTuningRules(items: readonly Item[], context: VerifyContext): Map<string, Finding> {
  const { observed, claimed } = context;
  const list = seen(observed, 'tuning-rules');
  const byTitle = new Map(observed.tuningRules.map((rule) => [rule.title.trim().toLowerCase(), rule]));
  const byWord = rulesByWord(observed.tuningRules);
  return new Map(
    items.map((item) => {
      const planned = plannedFields(item, ['Rule name', 'Conditions', 'Action']);
      if (item.entities.some(({ resolved, sid }) => !resolved && sid === null))
        return [item.id, { result: 'cannot-check', planned, export: 'unresolved' }];
      const named = byTitle.get((plannedValue(item, 'Rule name') ?? '').trim().toLowerCase());
      const rule = named ?? ruleAbout(item, byWord);
      if (rule !== undefined) {
        claimed.add(rule);
        return [item.id, ruleFinding(rule, named !== undefined, planned)];
      }
      if (list.whole && mayBeLeftOut(item))
        return [item.id, { result: 'cannot-check', planned, sources: list.sources, export: 'decision' }];
      return [item.id, absent(list, 'tuning-rules', { planned, notes: list.whole ? reviewNotes(item) : [] })];
    }),
  );
}

function ruleFinding(rule: TuningRule, isNamed: boolean, planned: NonNullable<Finding['planned']>): Finding {
  const notes = isNamed ? [] : ['Recognised by its conditions: the rule has another name than planned.'];
  if (rule.enabled === false)
    return {
      result: 'different',
      planned,
      sources: [rule.source],
      differences: [{ field: 'Switched on', planned: 'yes', observed: 'no' }],
      notes,
    };
  return { result: 'replicated', planned, sources: [rule.source], notes };
}

function reviewNotes({ reason }: Item): string[] {
  if (reason.code !== 'inferred-link-review' && reason.code !== 'related-detection-review') return [];
  return [
    'It is to be carried over only if the detection raises the alerts that ATA kept away. If it does not, mark it as not needed in the worksheet.',
  ];
}

const separators = /[^\p{L}\p{N}._@:/$-]+/u;

/** Rules by the words of their conditions; one rule may name many entities. */
function rulesByWord(rules: readonly TuningRule[]): Map<string, TuningRule[]> {
  const byWord = new Map<string, TuningRule[]>();
  for (const rule of rules) {
    for (const word of new Set((rule.conditions ?? '').toLowerCase().split(separators))) {
      if (word === '') continue;
      const known = byWord.get(word);
      if (known === undefined) byWord.set(word, [rule]);
      else known.push(rule);
    }
  }
  return byWord;
}

function ruleAbout(
  { target, entities }: Item,
  byWord: ReadonlyMap<string, readonly TuningRule[]>,
): TuningRule | undefined {
  const title = alertTitle(target?.detection?.name ?? '');
  const conditions = target?.values.find(({ field }) => field === 'Conditions')?.value ?? '';
  const value = / in the evidence is (\S+)$/.exec(conditions)?.[1];
  const [entity] = entities;
  const words = [value, entity?.sid, entity?.upn, entity?.dnsName].flatMap(
    (word) => word?.toLowerCase() ?? [],
  );
  for (const word of words) {
    const rule = byWord.get(word)?.find((candidate) => isAbout(candidate, title));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** By the title that the rule shows, else by the whole title in quotes in its conditions: titles begin alike. */
function isAbout({ alertTitle: shown, conditions }: TuningRule, title: string): boolean {
  if (title === '') return false;
  if (shown !== null) return alertTitle(shown) === title;
  const text = conditions?.toLowerCase() ?? '';
  return text.includes(`"${title}"`) || text.includes(`\\"${title}\\"`);
}

function alertTitle(name: string): string {
  return name
    .replace(/\s*\(preview\)\s*$/i, '')
    .trim()
    .toLowerCase();
}
