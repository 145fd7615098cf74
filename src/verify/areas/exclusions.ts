import { canonicalAddress } from '../../mappers/addresses.js';
import type { Item } from '../../types/migration-plan.js';
import {
  addressNames,
  coveringSubnet,
  domainNames,
  type Entry,
  entityNames,
  type Match,
  matchEntities,
  type Names,
} from '../entities.js';
import {
  absent,
  type Finding,
  mayBeLeftOut,
  otherObject,
  plannedFields,
  seen,
  type VerifyContext,
} from '../finding.js';
import { globalRule, ruleKeyOf, ruleKeys } from '../rules.js';

const kinds: Readonly<Record<string, string>> = {
  Users: 'user',
  Devices: 'device',
  Domains: 'domain',
  'IP addresses': 'ip',
};

/** An item that puts one entity into one rule. */
interface Planned {
  readonly item: Item;
  readonly rule: string;
  readonly kind: string;
  readonly value: string;
  /** Null where the plan knows only an internal id. */
  readonly names: Names | null;
}

/** Exclusions by detection rule: each against the list of its rule. */
export function checkExclusions(items: readonly Item[], context: VerifyContext): Map<string, Finding> {
  const { observed, claimed } = context;
  const planned = items.flatMap((item) => plannedOf(item) ?? []);
  const entries: Entry[] = observed.exclusions.flatMap((exclusion) =>
    ruleKeys(exclusion.rule).map((scope) => ({ scope, entity: exclusion.entity, entry: exclusion })),
  );
  const wanted = planned.flatMap(({ item, rule, names }) =>
    names === null ? [] : [{ id: item.id, scope: rule, names }],
  );
  const own = matchEntities(wanted, entries);
  const global = matchEntities(
    wanted.map((one) => ({ ...one, scope: globalRule })),
    entries,
  );
  const subnets = subnetsByRule(entries);
  const coverage = new Map<string, ReturnType<typeof seen>>();
  return new Map(
    planned.map((one) => {
      const key = `${one.rule}\n${one.kind}`;
      const list =
        coverage.get(key) ??
        seen(
          observed,
          'exclusions',
          (given) =>
            given.scope !== null &&
            ruleKeys(given.scope).includes(one.rule) &&
            (given.kinds === null || given.kinds.includes(one.kind)),
        );
      coverage.set(key, list);
      const [match, globally] = [own.get(one.item.id), global.get(one.item.id)];
      for (const entry of match?.same ?? []) claimed.add(entry);
      for (const entry of globally?.same ?? []) claimed.add(entry);
      return [one.item.id, findingOf(one, match, globally, list, subnets.get(one.rule) ?? noSubnets)];
    }),
  );
}

const noSubnets: ReadonlySet<string> = new Set();

function plannedOf(item: Item): Planned | null {
  const { target, entities } = item;
  const field = target?.values.find((value) => kinds[value.field] !== undefined);
  const kind = kinds[field?.field ?? ''];
  if (target?.detection === undefined || field === undefined || kind === undefined) return null;
  return {
    item,
    rule: ruleKeyOf(target.detection),
    kind,
    value: field.value,
    names: namesOf(kind, field.value, entities),
  };
}

function namesOf(kind: string, value: string, entities: Item['entities']): Names | null {
  if (kind === 'ip') return addressNames(value);
  const [entity] = entities;
  if (entity === undefined) return null;
  if (kind === 'domain') return domainNames(entity.domain ?? entity.name ?? value);
  const names = entityNames(entity);
  return names.strong.length + names.weak.length === 0 ? null : names;
}

/** Subnets of each rule, in the form in which they are compared. */
function subnetsByRule(entries: readonly Entry[]): Map<string, Set<string>> {
  const subnets = new Map<string, Set<string>>();
  for (const { scope, entity } of entries) {
    const address = entity.address === null ? null : canonicalAddress(entity.address);
    if (address?.isSubnet !== true) continue;
    const known = subnets.get(scope);
    if (known === undefined) subnets.set(scope, new Set([address.text]));
    else known.add(address.text);
  }
  return subnets;
}

function findingOf(
  { item, kind, value, names }: Planned,
  match: Match | undefined,
  globally: Match | undefined,
  list: ReturnType<typeof seen>,
  subnets: ReadonlySet<string>,
): Finding {
  const planned = plannedFields(item);
  if (names === null) return { result: 'cannot-check', planned, export: 'unresolved' };
  if (match?.state === 'found') return foundFinding(match, planned);
  if (match?.identifiers !== undefined)
    return otherObject(match.identifiers, planned, match.entry === null ? [] : [match.entry.source]);
  if (match?.state === 'ambiguous') return ambiguousFinding(planned);
  if (globally?.state === 'found')
    return {
      result: 'different',
      planned,
      sources: globally.entry === null ? [] : [globally.entry.source],
      differences: [
        {
          field: 'Detection rule',
          planned: item.target?.detection?.name ?? '',
          observed: 'Global excluded entities',
        },
      ],
      notes: ['It is excluded from every detection, which is wider than ATA had it.'],
    };
  const wider = kind === 'ip' ? coveringSubnet(value, subnets) : null;
  if (wider !== null)
    return {
      result: 'different',
      planned,
      sources: list.sources,
      differences: [{ field: 'IP addresses', planned: value, observed: wider }],
      notes: ['A wider subnet is excluded, which covers it and more.'],
    };
  return notThere(item, planned, list);
}

function foundFinding({ entry, byShortName }: Match, planned: NonNullable<Finding['planned']>): Finding {
  return {
    result: 'replicated',
    planned,
    sources: entry === null ? [] : [entry.source],
    notes: byShortName ? ['Recognised by its short name, because the export shows no other name.'] : [],
  };
}

function ambiguousFinding(planned: NonNullable<Finding['planned']>): Finding {
  return {
    result: 'cannot-check',
    planned,
    export: 'exclusions',
    notes: [
      'An entry of its short name is there, but several things of that name are planned for this list. An answer that shows domains or security identifiers would tell them apart.',
    ],
  };
}

function notThere(
  item: Item,
  planned: NonNullable<Finding['planned']>,
  list: ReturnType<typeof seen>,
): Finding {
  if (list.whole && mayBeLeftOut(item))
    return { result: 'cannot-check', planned, sources: list.sources, export: 'decision' };
  return absent(list, 'exclusions', { planned, notes: list.whole ? absenceNotes(item) : [] });
}

/** Where it may be right that it is not there, that is said; whether it is right only people know. */
function absenceNotes({ reason, target }: Item): string[] {
  if (reason.code === 'inferred-link-review' || reason.code === 'related-detection-review')
    return [
      'It is to be carried over only if the detection raises the alerts that ATA kept away. If it does not, mark it as not needed in the worksheet.',
    ];
  if (reason.code === 'exclusion-kind-unconfirmed')
    return [
      'Whether the rule takes this kind of entity is not documented. If it does not, make an alert tuning rule and mark this item as not needed in the worksheet.',
    ];
  if (target?.detection?.format === 'both')
    return [
      'If the rule is no longer listed, the alert tuning rule is enough: mark this item as not needed.',
    ];
  return [];
}
