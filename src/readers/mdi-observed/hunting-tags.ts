import type { Tagged } from '../../types/mdi-observed.js';
import type { DocumentValue } from '../values.js';
import { entityOf, type Fields, unreadNames } from './fields.js';
import type { ListPage } from './parts.js';
import { type AnswerShape, pageOf } from './shape.js';

/**
 * Advanced hunting on IdentityAccountInfo or IdentityInfo, as runHuntingQuery answers: users only. The literal values of
 * `Tags` are not documented, so they are read by the word that they hold.
 */
export const huntingTags: AnswerShape = {
  shape: 'hunting-tags',
  address: /runhuntingquery/,
  recognises: (entry) => entry.has('Tags') && entry.has('AccountUpn', 'Sid', 'OnPremSid', 'AccountName'),
  read(answer) {
    const { entries, source } = answer;
    const page = pageOf(answer, 'tags');
    const isRound = entries.length > 0 && entries.length % 1000 === 0;
    const lacks = isRound
      ? 'a round number of thousands of rows may be where the result was cut'
      : page.lacks;
    return {
      tags: entries.flatMap((row) => tagsOfRow(row, source)),
      pages: tagPages({ ...page, lacks }),
      unread: unreadNames(entries, known),
    };
  },
};

const known = [
  ...['Timestamp', 'Sid', 'OnPremSid', 'AccountUpn', 'AccountName', 'AccountDomain', 'DisplayName', 'Tags'],
  ...[
    'AccountDisplayName',
    'SourceProvider',
    'IdentityId',
    'AccountId',
    'AccountObjectId',
    'CloudSid',
    'ReportId',
  ],
];

/** One page for each tag: such a result shows the users with any of them. */
export function tagPages(page: Omit<ListPage, 'list' | 'scope' | 'kinds'>): ListPage[] {
  return (['sensitive', 'honeytoken'] as const).map((scope) => ({
    ...page,
    list: 'tags',
    scope,
    kinds: ['user'],
  }));
}

/** The tags of one row. */
export function tagsOfRow(row: Fields, source: string): Tagged[] {
  const entity = entityOf(row, 'user');
  return tagWords(row.list('Tags', 'Tag')).map((tag) => ({ tag, entity, source }));
}

/** The tags that texts name: `Sensitive`, `Honeytoken`, or a list of them in one text. */
export function tagWords(values: readonly DocumentValue[]): Tagged['tag'][] {
  const text = values.map((value) => (typeof value === 'string' ? value : '')).join(' ');
  return [
    ...(/sensitive/i.test(text) ? (['sensitive'] as const) : []),
    ...(/honey[ _-]?token/i.test(text) ? (['honeytoken'] as const) : []),
    ...(/exchange/i.test(text) ? (['exchange-server'] as const) : []),
  ];
}
