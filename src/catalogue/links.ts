import data from './links.json' with { type: 'json' };

/** A page of documentation. */
export interface DocumentationLink {
  readonly title: string;
  readonly url: string;
  /** The page's own date, where the facts of the catalogue were taken from a dated version. */
  readonly checked?: string;
}

/** Key of a documentation link, e.g. `mdi-exclusions`. */
export type LinkKey = keyof typeof data.links;

const links: Readonly<Record<LinkKey, DocumentationLink>> = data.links;

/** The keys of all links, in order of the alphabet. */
export function linkKeys(): readonly LinkKey[] {
  return Object.keys(data.links) as LinkKey[];
}

/** The link of that key. */
export function documentationLink(key: LinkKey): DocumentationLink {
  return links[key];
}

/** Whether a word is the key of a link; other catalogue files name links as plain text. */
export function isLinkKey(word: string): word is LinkKey {
  return Object.hasOwn(links, word);
}
