/** Exclusions and entity tags as the private interface of the portal answers them (AutoConfig, 2024-12; nodoc, 2026-04). */
import type { ObservedEntity, Tagged } from '../../types/mdi-observed.js';
import { filtered } from './answers.js';
import { entityFromText, entityOf, entityPropertyNames, isNamed, kindOf, unreadNames } from './fields.js';
import { tagWords } from './hunting-tags.js';
import type { ListPage } from './parts.js';
import { type AnswerShape, pageOf } from './shape.js';

/** Properties of an entity that say nothing by which it could be recognised. */
const idNames = [
  'Id',
  'SecurityPrincipalId',
  'UniqueEntityId',
  'Type',
  'ExclusionType',
  'EntityType',
  'Kind',
];

const opaque = 'it names entities by internal ids only';

/**
 * `aatp/odata/ExclusionEntityDatas/{SecurityAlertTypeName or Global}?$filter=ExclusionType eq '…'`. The rule stands in the
 * address only; how an entity is named is published nowhere and read by meaning.
 */
export const exclusionEntities: AnswerShape = {
  shape: 'portal-exclusions',
  address: /odata\/exclusionentitydatas\//,
  recognises: () => false,
  read(answer) {
    const { entries, texts, source, url } = answer;
    const rule = ruleOf(url ?? '');
    const kind = kindOf(/exclusiontype eq '([^']*)'/.exec(answer.address ?? '')?.[1] ?? null);
    const entities = [
      ...entries.map((entry) => entityOf(entry, kind)),
      ...texts.map((text) => entityFromText(text, kind)),
    ];
    return {
      exclusions: entities.filter(isNamed).map((entity) => ({ rule, entity, source })),
      pages: [
        pageOf(answer, 'exclusions', {
          scope: rule,
          kinds: kind === 'unknown' ? null : [kind],
          lacks: lacksOf(answer.lacks, entities),
        }),
      ],
      unread: unreadNames(entries, [...entityPropertyNames, ...idNames]),
    };
  },
};

function ruleOf(url: string): string {
  const segment = /exclusionentitydatas\/([^/?]+)/i.exec(url)?.[1] ?? 'Global';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The filter on the kind is understood; anything else that speaks against the list counts. */
function lacksOf(lacks: string | null, entities: readonly ObservedEntity[]): string | null {
  if (entities.some((entity) => !isNamed(entity))) return opaque;
  return lacks === filtered ? null : lacks;
}

/** `aatp/odata/SecurityAlertExclusionDatas/`: the rules and how many entries each has, but not which. */
export const exclusionRules: AnswerShape = {
  shape: 'portal-exclusion-rules',
  address: /odata\/securityalertexclusiondatas/,
  recognises: (entry) => entry.has('SecurityAlertTypeName'),
  read: () => ({}),
};

/** `aatp/odata/TaggedSecurityPrincipals?$filter=Type eq '…' and TagTypes has '…'`. */
export const taggedPrincipals: AnswerShape = {
  shape: 'portal-tags',
  address: /odata\/taggedsecurityprincipals/,
  recognises: (entry) => entry.has('TagTypes'),
  read(answer) {
    const { entries, source, address } = answer;
    const kind = kindOf(/\btype eq '([^']*)'/.exec(address ?? '')?.[1] ?? null);
    const asked = tagWords([/tagtypes has '([^']*)'/.exec(address ?? '')?.[1] ?? '']);
    const entities = entries.map((entry) => ({
      entity: entityOf(entry, kind),
      tags: entry.has('TagTypes', 'TagType') ? tagWords(entry.list('TagTypes', 'TagType')) : asked,
    }));
    const lacks = lacksOf(
      answer.lacks,
      entities.map(({ entity }) => entity),
    );
    const scopes: readonly Tagged['tag'][] = asked.length === 0 ? ['sensitive', 'honeytoken'] : asked;
    return {
      tags: entities.flatMap(({ entity, tags }) =>
        isNamed(entity) ? tags.map((tag) => ({ tag, entity, source })) : [],
      ),
      pages: scopes.map(
        (scope): ListPage =>
          pageOf(answer, 'tags', {
            scope,
            kinds: kind === 'unknown' ? null : [kind],
            ...(answer.form === 'single' ? {} : { lacks }),
          }),
      ),
      unread: unreadNames(entries, [...entityPropertyNames, ...idNames, 'TagTypes', 'TagType']),
    };
  },
};
