import { InternalError } from '../errors.js';
import type { Area } from './areas.js';
import data from './change-severities.json' with { type: 'json' };

/** How grave a change is. */
export type ChangeSeverity = 'critical' | 'important' | 'minor' | 'bookkeeping';

/** What kind of thing changed. */
export type ChangeForm =
  | 'leaf'
  | 'element'
  | 'container'
  | 'spelling'
  | 'document'
  | 'role-member'
  | 'role-group'
  | 'entity';

/** One rule of the policy; every condition that it has must hold. */
export interface SeverityRule {
  readonly code: string;
  readonly severity: ChangeSeverity;
  /** Why, for people. */
  readonly text: string;
  readonly forms?: readonly ChangeForm[];
  /** Ids of settings; `syslog.*` is every setting whose id begins so. */
  readonly settings?: readonly string[];
  readonly areas?: readonly Area[];
  readonly kinds?: readonly string[];
  /** Last keys of the path. */
  readonly fields?: readonly string[];
  /** What the path begins with. */
  readonly subjects?: readonly string[];
  /** Values on one side; a side that does not have it has none of them. */
  readonly before?: readonly (string | number | boolean | null)[];
  readonly after?: readonly (string | number | boolean | null)[];
}

/** What the policy decides on. */
export interface JudgedChange {
  readonly form: ChangeForm;
  readonly kind: string;
  readonly area: Area;
  readonly setting: string | null;
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

// The schema of the catalogue, checked in the test beside this file, guarantees the closed lists of words.
const rules = data.rules as readonly SeverityRule[];

/** The policy, in the order in which its rules are tried. */
export function severityRules(): readonly SeverityRule[] {
  return rules;
}

/** The first rule that fits a change; the last rule fits every change. */
export function severityOf(change: JudgedChange): SeverityRule {
  const rule = rules.find((candidate) => fits(candidate, change));
  if (rule === undefined) throw new InternalError('the last rule of change-severities.json has conditions');
  return rule;
}

/** Whether any change of a leaf is bookkeeping: that it comes or goes too, and whatever its value is afterwards. */
export function isAlwaysBookkeeping(leaf: Pick<JudgedChange, 'area' | 'setting' | 'path'>): boolean {
  const change = { ...leaf, form: 'leaf', kind: 'changed' } as const;
  for (const { kinds, before, after, ...unconditional } of rules) {
    if (!fits(unconditional, change)) continue;
    if (unconditional.severity !== 'bookkeeping') return false;
    if (kinds === undefined && before === undefined && after === undefined) return true;
  }
  return false;
}

function fits(rule: SeverityRule, { form, kind, area, setting, path, before, after }: JudgedChange): boolean {
  return (
    (rule.forms?.includes(form) ?? true) &&
    (rule.kinds?.includes(kind) ?? true) &&
    (rule.areas?.includes(area) ?? true) &&
    (rule.settings?.some((pattern) => isSetting(pattern, setting)) ?? true) &&
    (rule.fields?.some((field) => path.endsWith(`.${field}`) || path.endsWith(`:${field}`)) ?? true) &&
    (rule.subjects?.some((subject) => path.startsWith(`${subject}:`)) ?? true) &&
    (rule.before?.some((value) => value === before) ?? true) &&
    (rule.after?.some((value) => value === after) ?? true)
  );
}

function isSetting(pattern: string, setting: string | null): boolean {
  if (setting === null) return false;
  return pattern.endsWith('.*') ? setting.startsWith(pattern.slice(0, -1)) : setting === pattern;
}
