import type { ChangeForm } from '../catalogue/change-severities.js';
import type { ListIdentity } from '../catalogue/list-identities.js';
import type { Change, ChangeValue } from '../types/configuration-diff.js';

/** A difference as the walk finds it, before anything is known of what it means. */
export interface RawChange {
  readonly form: ChangeForm;
  readonly kind: Change['kind'];
  /** Path inside its document: in AFTER, or in BEFORE for what is removed. */
  readonly path: string;
  /** Path in BEFORE: where it is there, or where what is added would be; absent for what is removed. */
  readonly pathBefore?: string;
  /** The path with what elements are in place of their positions, on lines of their own; two changes may share it. */
  readonly identity: string;
  /** Absent where BEFORE does not have it. */
  readonly before?: ChangeValue;
  /** Absent where AFTER does not have it. */
  readonly after?: ChangeValue;
}

/** What a comparison needs to know besides the leaves. */
export interface Walk {
  /** By what the elements of the list at a path of the document are recognised. */
  identityOf(list: string): ListIdentity | undefined;
  /** Is told each secret of which nothing tells whether it was replaced. */
  unknowable(path: string): void;
}

/** Where two states of something stand in their documents, and the first with identities in place of positions. */
export interface Place {
  readonly before: string;
  readonly after: string;
  readonly identity: string;
}
