import { documentId, documentKind } from './document-kinds.js';
import type { DocumentObject } from './values.js';

/** How many suspicious activities there are, and how many of them are open. */
export class ActivityTally {
  /** An activity that two exports hold is one. */
  readonly #open = new Set<string>();
  readonly #closed = new Set<string>();
  #nameless = 0;

  /** Takes a document, if it is a suspicious activity. */
  take(document: DocumentObject): void {
    if (documentKind(document) !== 'suspicious-activity') return;
    const id = documentId(document);
    // Whatever is not said to be closed is open: `Open` is the same word in all versions (seen).
    const isOpen = !closedWords.has(String(document.get('Status') ?? ''));
    if (id === null) this.#nameless += isOpen ? 1 : 0;
    else (isOpen ? this.#open : this.#closed).add(id);
  }

  /** How many are open; one that any export has as closed is closed. */
  get open(): number {
    return this.#nameless + [...this.#open].filter((id) => !this.#closed.has(id)).length;
  }
}

/** Closed and Suppressed from ATA 1.8 on, Resolved and Dismissed before (seen). */
const closedWords: ReadonlySet<string> = new Set(['Closed', 'Suppressed', 'Resolved', 'Dismissed']);
