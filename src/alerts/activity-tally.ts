import { alertKind } from '../readers/alerts.js';
import type { DocumentObject } from '../readers/values.js';
import type { Status } from '../types/alert-record.js';
import { changeTime, readAlert } from './read-alert.js';

/** A suspicious activity that is not settled in ATA. */
export interface OpenActivity {
  /** Null for one without an id: nothing tells it from others. */
  readonly id: string | null;
  readonly type: string;
}

/** What is settled; an activity of any other status, also one that is not understood, counts as open. */
const settled: ReadonlySet<Status> = new Set(['closed', 'suppressed', 'resolved', 'dismissed']);

interface Known {
  readonly type: string;
  readonly isOpen: boolean;
  readonly changed: number;
}

/**
 * Which suspicious activities there are, and which of them are open. Of copies of the same activity the one that was
 * changed last counts, as in a record of alerts; where none is later, the open one.
 */
export class ActivityTally {
  readonly #byId = new Map<string, Known>();
  readonly #types = new Map<string, string>();
  readonly #nameless: { readonly type: string; readonly isOpen: boolean }[] = [];

  /** Takes a document, if it is a suspicious activity. */
  take(document: DocumentObject): void {
    const kind = alertKind(document);
    if (kind !== 'suspicious-activity') return;
    const alert = readAlert(document, kind);
    const isOpen = !settled.has(alert.status);
    const type = this.#typeOf(alert.type);
    if (alert.id === null) {
      this.#nameless.push({ type, isOpen });
      return;
    }
    const changed = changeTime(alert);
    const known = this.#byId.get(alert.id);
    if (
      known === undefined ||
      changed > known.changed ||
      (changed === known.changed && isOpen && !known.isOpen)
    )
      this.#byId.set(alert.id, { type, isOpen, changed });
  }

  /** Of a million activities there are a few types. */
  #typeOf(type: string): string {
    const known = this.#types.get(type);
    if (known === undefined) this.#types.set(type, type);
    return known ?? type;
  }

  get total(): number {
    return this.#byId.size + this.#nameless.length;
  }

  /** Those that are open, in the order in which they came; those without an id last. */
  open(): OpenActivity[] {
    return [
      ...[...this.#byId].flatMap(([id, { isOpen, type }]) => (isOpen ? [{ id, type }] : [])),
      ...this.#nameless.flatMap(({ isOpen, type }) => (isOpen ? [{ id: null, type }] : [])),
    ];
  }

  /** When an activity was last changed, in milliseconds since 1970; 0 if it does not say, null if none with this id came. */
  changed(id: string): number | null {
    return this.#byId.get(id)?.changed ?? null;
  }
}
