import { areas } from '../catalogue/areas.js';
import { type ChangeForm, severityOf } from '../catalogue/change-severities.js';
import { listIdentityOf } from '../catalogue/list-identities.js';
import { builtInSettings, type SettingsIndex, settingsFactsAsOf } from '../catalogue/settings.js';
import { compareText } from '../compare.js';
import { itemId } from '../ids.js';
import { program } from '../program.js';
import { scopeOf } from '../snapshot/classify.js';
import { entityLabel } from '../snapshot/entity-label.js';
import type { AtaSnapshot, Document } from '../types/ata-snapshot.js';
import type { Change, ConfigurationDiff, Count, NotComparable } from '../types/configuration-diff.js';
import { findObstacles, findRemarks, secretInClearText, sideOf } from './comparable.js';
import { type DocumentPair, documentsInForce, pairDocuments } from './documents.js';
import { compareEntities, entityFields } from './entities.js';
import { type Ignores, noIgnores } from './ignore.js';
import { compareLeaves } from './leaves.js';
import { entityNames, type Meaning, meaningOf, meaningOfDocument, settingKey } from './meaning.js';
import type { RawChange, Walk } from './raw-change.js';
import { compareRoleGroups } from './role-groups.js';

export interface DiffOptions {
  readonly settings?: SettingsIndex;
  /** What is not to be reported. */
  readonly ignores?: Ignores;
  /** Lists changes of severity `bookkeeping` too; they are always counted. */
  readonly bookkeeping?: boolean;
}

/**
 * What differs between two pictures of one ATA deployment. Every leaf of every document in force takes part; the order
 * of lists does not.
 *
 * @returns the changes by area and path; what could not be compared is listed apart and is no change
 */
export function diffSnapshots(
  before: AtaSnapshot,
  after: AtaSnapshot,
  options: DiffOptions = {},
): ConfigurationDiff {
  const settings = options.settings ?? builtInSettings();
  const ignores = options.ignores ?? noIgnores();
  const [old, now] = [documentsInForce(before), documentsInForce(after)];
  const obstacles = findObstacles(old, now);
  const notComparable: NotComparable[] = [...obstacles.notComparable];
  const pairs = pairDocuments(
    old.filter((document) => !obstacles.leftOut.has(document)),
    now.filter((document) => !obstacles.leftOut.has(document)),
  );
  const names = { before: entityNames(before), after: entityNames(after) };
  const found: Judged[] = [];
  for (const pair of pairs) found.push(...changesOfPair(pair, settings, names, notComparable));
  const roleGroups = compareRoleGroups(before, after);
  notComparable.push(...roleGroups.notComparable);
  for (const { group, changes } of roleGroups.groups)
    for (const change of changes) found.push(memberChange(group, change));
  const areaOfEntity = entityAreas(now, settings);
  for (const { entity, change } of compareEntities(before, after)) {
    const area = areaOfEntity(entity.id);
    const meaning = {
      area,
      setting: null,
      title: entityFields[change.path] ?? change.path,
      subject: entityLabel(entity),
    };
    found.push({
      raw: change,
      meaning,
      owner: `entity/${entity.id}`,
      ownerBefore: `entity/${entity.id}`,
      label: null,
    });
  }
  const changes = inOrder(found.map(judge)).filter((change) => !ignores.hidesChange(change));
  const bookkeeping = changes.filter(({ severity }) => severity === 'bookkeeping');
  return {
    schema: 'configuration-diff',
    schemaVersion: 1,
    program: program(),
    factsAsOf: settingsFactsAsOf(),
    before: sideOf(before),
    after: sideOf(after),
    apart: findRemarks(before, after),
    notComparable: notComparable.filter((obstacle) => !ignores.hidesObstacle(obstacle)),
    counts: countOf(changes),
    changes: changes.filter(({ severity }) => severity !== 'bookkeeping'),
    bookkeeping: options.bookkeeping === true ? bookkeeping : [],
    ignored: ignores.report(),
  };
}

/** How many changes there are of each severity. */
export function countOf(changes: readonly Pick<Change, 'severity'>[]): Count {
  const counts: Count = { critical: 0, important: 0, minor: 0, bookkeeping: 0 };
  for (const { severity } of changes) counts[severity] += 1;
  return counts;
}

/** A difference with what it means, before the policy has judged it. */
interface Judged {
  readonly raw: RawChange;
  readonly meaning: Meaning;
  /** What the path begins with: the key of a document, a role group, an entity. */
  readonly owner: string;
  /** The same on the other side. */
  readonly ownerBefore: string;
  readonly label: string | null;
}

interface Names {
  readonly before: (id: unknown) => string | null;
  readonly after: (id: unknown) => string | null;
}

function changesOfPair(
  { before, after }: DocumentPair,
  settings: SettingsIndex,
  names: Names,
  notComparable: NotComparable[],
): Judged[] {
  const document = after ?? before;
  if (document === null) return [];
  if (before === null || after === null) return [presenceOf(document, after !== null)];
  const walk: Walk = {
    identityOf(list) {
      const scope = scopeOf(after.kind);
      const known = settings.classify(scope, `${list}[0]`) ?? settings.classify(scope, list);
      return known?.kind === 'setting' ? listIdentityOf(known.entry.id) : undefined;
    },
    unknowable(path) {
      const { area } = meaningOf(after, path, settings);
      notComparable.push({
        area,
        what: `${after.key}:${path}`,
        side: 'both',
        code: secretInClearText,
        text: 'The sources hold this secret in clear text, of which nothing is kept: whether it was replaced cannot be told.',
      });
    },
  };
  const root = { before: '', after: '', identity: '' };
  const raw = withMoves(compareLeaves(before.leaves, after.leaves, root, walk), before, after, settings);
  return raw.map((change): Judged => {
    const meaning = meaningOf(change.kind === 'removed' ? before : after, change.path, settings);
    const label = names.after(change.after) ?? names.before(change.before);
    const isRename = change.kind === 'changed' && nameSettings.has(meaning.setting ?? '');
    return {
      raw: isRename ? { ...change, kind: 'renamed' } : change,
      meaning,
      owner: change.kind === 'removed' ? before.key : after.key,
      ownerBefore: before.key,
      label,
    };
  });
}

/** Settings that are the name of what their document is about. */
const nameSettings: ReadonlySet<string> = new Set(['center.netbiosName', 'gateways.netbiosName']);

function presenceOf(document: Document, isNew: boolean): Judged {
  const { key: owner, kind, type, id, leaves } = document;
  const value = { document: { kind, type, id }, leaves: leaves.map(({ path, value }) => ({ path, value })) };
  const identity = id ?? owner;
  const raw: RawChange = isNew
    ? { form: 'document', kind: 'added', path: '', identity, after: value }
    : { form: 'document', kind: 'removed', path: '', identity, before: value };
  return { raw, meaning: meaningOfDocument(document), owner, ownerBefore: owner, label: null };
}

/**
 * A value that left one path of a setting and is at another now has moved: REST and database spell some keys differently,
 * as do versions of ATA. Where a document has a setting at several places, as those of a network adapter, one that is
 * lost and another that is new are two things, whatever they say.
 */
function withMoves(
  changes: readonly RawChange[],
  before: Document,
  after: Document,
  settings: SettingsIndex,
): RawChange[] {
  const keyOf = (change: RawChange, document: Document, value: unknown): string | null => {
    const key = change.form === 'leaf' ? settingKey(document, change.path, settings) : null;
    return key === null ? null : `${key} ${JSON.stringify(value)}`;
  };
  const removed = new Map<string, RawChange>();
  for (const change of changes) {
    const key = change.kind === 'removed' ? keyOf(change, before, change.before) : null;
    if (key !== null) removed.set(key, change);
  }
  if (removed.size === 0) return [...changes];
  const origins = new Map<RawChange, RawChange>();
  for (const change of changes) {
    const key = change.kind === 'added' ? keyOf(change, after, change.after) : null;
    const origin = key === null ? undefined : removed.get(key);
    if (key === null || origin === undefined) continue;
    removed.delete(key);
    origins.set(change, origin);
  }
  if (origins.size > 0) {
    const isSingle = { before: singleSettings(before, settings), after: singleSettings(after, settings) };
    for (const [change, origin] of origins)
      if (!isSingle.before(origin.path) || !isSingle.after(change.path)) origins.delete(change);
  }
  const gone = new Set(origins.values());
  return changes
    .filter((change) => !gone.has(change))
    .map((change): RawChange => {
      const origin = origins.get(change);
      return origin?.before === undefined
        ? change
        : { ...change, kind: 'moved', pathBefore: origin.path, before: origin.before };
    });
}

/** Whether a path of a document is the only one at which its setting stands there. */
function singleSettings(document: Document, settings: SettingsIndex): (path: string) => boolean {
  const counts = new Map<string, number>();
  for (const { path } of document.leaves) {
    const key = settingKey(document, path, settings);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (path) => counts.get(settingKey(document, path, settings) ?? '') === 1;
}

function memberChange(group: string, raw: RawChange): Judged {
  const role = group.slice('role-group/'.length);
  const content = raw.after ?? raw.before;
  const field = (path: string): string | null => {
    if (typeof content !== 'object' || content === null || !('leaves' in content)) return null;
    const value = (content.leaves as { path: string; value: unknown }[]).find(
      (leaf) => leaf.path === path,
    )?.value;
    return typeof value === 'string' ? value : null;
  };
  const [name, domain] = [field('name'), field('domain')];
  return {
    raw,
    meaning: {
      area: 'role-groups',
      setting: null,
      title: raw.form === 'role-group' ? 'Members without a name' : 'Member',
      subject: role,
    },
    owner: group,
    ownerBefore: group,
    label: name === null ? null : domain === null ? name : `${domain}\\${name}`,
  };
}

/** The area whose setting names an entity; of a domain controller that none names, `gateways`. */
function entityAreas(
  documents: readonly Document[],
  settings: SettingsIndex,
): (id: string) => Change['area'] {
  let byId: Map<string, Change['area']> | undefined;
  return (id) => {
    if (byId === undefined) {
      byId = new Map();
      for (const document of documents)
        for (const { path, value } of document.leaves) {
          if (typeof value !== 'string' || !path.endsWith(']') || byId.has(value.toLowerCase())) continue;
          const { area } = meaningOf(document, path, settings);
          if (area !== 'unrecognised') byId.set(value.toLowerCase(), area);
        }
    }
    return byId.get(id.toLowerCase()) ?? 'gateways';
  };
}

/** Gives a difference its severity and its id. */
function judge({ raw, meaning, owner, ownerBefore, label }: Judged): Change {
  const { form, kind, identity, before, after } = raw;
  const path = placeOf(owner, raw.path, form);
  const pathBefore = raw.pathBefore === undefined ? path : placeOf(ownerBefore, raw.pathBefore, form);
  const { severity, code, text } = severityOf({
    form,
    kind,
    area: meaning.area,
    setting: meaning.setting,
    path,
    before,
    after,
  });
  return {
    id: itemId(meaning.area, kind, owner, ...identity.split('\n')),
    ...meaning,
    kind,
    path,
    ...(pathBefore === path ? {} : { pathBefore }),
    label,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    severity,
    reason: { code, text },
  };
}

function placeOf(owner: string, path: string, form: ChangeForm): string {
  return form === 'document' ? owner : `${owner}:${path}`;
}

const areaOrder: ReadonlyMap<string, number> = new Map(areas.map((area, at) => [area, at]));
const natural = new Intl.Collator('en', { numeric: true });

/** By area, then by path; ids that came out the same are told apart. */
function inOrder(changes: readonly Change[]): Change[] {
  const sorted = [...changes].sort(
    (a, b) =>
      (areaOrder.get(a.area) ?? 0) - (areaOrder.get(b.area) ?? 0) ||
      natural.compare(a.path, b.path) ||
      compareText(a.path, b.path) ||
      compareText(a.kind, b.kind),
  );
  const seen = new Map<string, number>();
  return sorted.map((change) => {
    const count = (seen.get(change.id) ?? 0) + 1;
    seen.set(change.id, count);
    return count === 1 ? change : { ...change, id: `${change.id}~${count}` };
  });
}
