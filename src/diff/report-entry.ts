import type { Detail, Mood, ReportEntry } from '../report/outline.js';
import { isRedacted } from '../snapshot/leaves.js';
import type { Change, ChangeValue, Content, LeafValue } from '../types/configuration-diff.js';
import { valueText } from '../writers/value-text.js';
import { visibleText } from '../writers/visible.js';

const moods: Readonly<Record<Change['kind'], Mood>> = {
  added: 'good',
  removed: 'bad',
  changed: 'open',
  renamed: 'open',
  moved: 'plain',
};

/** One change for people: what kind it is, what it is about, and both values. */
export function changeEntry(change: Change): ReportEntry {
  const { kind, title, subject, path, pathBefore } = change;
  const value = onlyValue(change);
  const what = subject === null ? title : `${title}, ${subject}`;
  return {
    mark: { text: kind, mood: moods[kind] },
    title: visibleText(value === null ? what : `${what}: ${value}`),
    details: [
      ...(value === null ? valueDetails(change) : []),
      // The place in a list that is known says nothing to people.
      ...(value !== null && change.setting !== null && path.endsWith(']')
        ? []
        : [{ label: 'Path', text: visibleText(path), look: 'code' } as const]),
      ...(kind === 'moved' && pathBefore !== undefined
        ? [{ label: 'Before', text: visibleText(pathBefore), look: 'code' } as const]
        : []),
    ],
  };
}

/** The value of what only one side has, if it is a single one. */
function onlyValue({ kind, before, after, label }: Change): string | null {
  if (kind !== 'added' && kind !== 'removed' && kind !== 'moved') return null;
  const value = after ?? before;
  if (value === undefined) return null;
  if (isContent(value)) return label;
  const text = textOf(value);
  return label === null ? text : `${label} (${text})`;
}

function valueDetails({ before, after }: Change): Detail[] {
  return [
    ...(before === undefined ? [] : [{ label: 'Before', text: sideText(before) }]),
    ...(after === undefined
      ? []
      : [
          { label: 'After', text: isSecretPair(before, after) ? secretText(before, after) : sideText(after) },
        ]),
  ];
}

/** A document may have hundreds of leaves; all of them are in the JSON form. Class and id say nothing to people. */
const mostLeaves = 4;

function sideText(value: ChangeValue): string {
  if (!isContent(value)) return textOf(value);
  const shown = value.leaves
    .filter(({ path }) => !/^(?:_id|Id|_t\b.*|Type)$/.test(path))
    .slice(0, mostLeaves)
    .map((leaf) => `${visibleText(leaf.path.replace(/^Configuration\./, ''))}: ${textOf(leaf.value)}`);
  const rest = value.leaves.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more (all of them in the JSON form)`] : [])].join('; ');
}

/** Null is a value here, and differs from what is empty. */
function textOf(value: LeafValue): string {
  if (value === null) return '(null)';
  if (Array.isArray(value)) return '(empty list)';
  if (typeof value === 'object' && Object.keys(value).length === 0) return '(empty object)';
  return typeof value === 'boolean' ? String(value) : valueText(value);
}

function isContent(value: ChangeValue): value is Content {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'leaves');
}

type Redacted = Extract<LeafValue, { $redacted: unknown }>;

function isSecretPair(before: ChangeValue | undefined, after: ChangeValue): boolean {
  return isSet(before) && isSet(after);
}

function isSet(value: ChangeValue | undefined): value is Redacted {
  return value !== undefined && !isContent(value) && isRedacted(value) && value.$redacted.set;
}

/** With another certificate every secret is encrypted anew, the same one too. */
function secretText(before: ChangeValue | undefined, after: ChangeValue): string {
  if (!isSet(before) || !isSet(after)) return '';
  const [old, now] = [before.$redacted, after.$redacted];
  if (old.form !== now.form) return '(secret, not shown; kept in another form, perhaps the same)';
  return old.certificateThumbprint === now.certificateThumbprint
    ? '(another secret, not shown)'
    : '(secret, not shown; encrypted with another certificate, perhaps the same)';
}
