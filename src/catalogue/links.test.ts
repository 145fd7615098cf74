import { describe, expect, it } from 'vitest';
import { documentationLink, isLinkKey, linkKeys } from './links.js';

describe('documentation links', () => {
  it('are well-formed https addresses, each listed once', () => {
    const urls = linkKeys().map((key) => documentationLink(key).url);
    for (const url of urls) {
      const parsed = new URL(url);
      expect(parsed.protocol).toBe('https:');
      expect(parsed.href).toBe(url);
      expect(parsed.pathname.startsWith('/en-us/')).toBe(true);
    }
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('are kept in order of the alphabet', () => {
    expect(linkKeys()).toEqual([...linkKeys()].sort());
  });

  it('are found by key', () => {
    expect(documentationLink('mdi-exclusions')).toEqual({
      title: 'Exclusions in Microsoft Defender for Identity',
      url: 'https://learn.microsoft.com/en-us/defender-for-identity/exclusions',
      checked: '2026-08-10',
    });
    expect(isLinkKey('mdi-exclusions')).toBe(true);
    expect(isLinkKey('constructor')).toBe(false);
  });
});
