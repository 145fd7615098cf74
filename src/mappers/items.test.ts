import { describe, expect, it } from 'vitest';
import { documentationLink } from '../catalogue/links.js';
import { portalTarget } from '../catalogue/portal.js';
import { reasonEntry } from '../catalogue/reasons.js';
import { InternalError } from '../errors.js';
import { automaticItem, decisionItem, type ItemParts, manualItem, targetOf } from './items.js';

const parts: ItemParts = {
  id: 'vpn/x',
  area: 'vpn',
  title: 'X',
  reason: 'vpn-off',
  leaves: [],
  value: null,
};

describe('an item', () => {
  it('of a decision offers at least two ways', () => {
    const decision = { question: 'Q?', options: [{ label: 'A', cost: 'a' }], advice: 'A.' };
    expect(() => decisionItem({ ...parts, reason: 'configured-but-off', decision })).toThrow(InternalError);
  });

  it('has no reason that goes with other dispositions only', () => {
    expect(() => manualItem({ ...parts, target: targetOf('vpn-radius'), check: 'C' })).toThrow(
      'the reason vpn-off does not go with manual',
    );
  });

  it('links the page of its reason first, then the others, each once', () => {
    const reason = reasonEntry('vpn-off').link;
    const others = ['mdi-exclusions', 'mdi-entity-tags', 'mdi-exclusions'] as const;
    const urls = automaticItem({ ...parts, docs: others }).docs.map(({ url }) => url);
    expect(urls).toEqual([
      ...(reason === null ? [] : [reason.url]),
      documentationLink('mdi-exclusions').url,
      documentationLink('mdi-entity-tags').url,
    ]);
  });
});

describe('a target', () => {
  it('is as the catalogue has it, with what is special to the item', () => {
    const { certainty, limits } = portalTarget('vpn-radius');
    expect(targetOf('vpn-radius')).toMatchObject({ certainty, limits, values: [] });
    expect(targetOf('vpn-radius')).not.toHaveProperty('detection');
    expect(targetOf('vpn-radius', [], { limits: ['More.'], certainty: 'inferred' })).toMatchObject({
      certainty: 'inferred',
      limits: [...limits, 'More.'],
    });
  });
});
