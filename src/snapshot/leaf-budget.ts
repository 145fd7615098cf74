import { UserError } from '../errors.js';

/** The most leaves of all documents together. A Center has some hundreds, and one for each entry of its lists. */
export const mostLeaves = 2_000_000;

/** The most characters of all their paths together: each leaf carries its whole path, however long the keys in it are. */
const mostPathCharacters = 400_000_000;

/** Counts the leaves of a snapshot as they are taken out of documents: a snapshot that fills the memory helps nobody. */
export class LeafBudget {
  readonly #most: number;
  #leaves = 0;
  #characters = 0;

  constructor(most = mostLeaves) {
    this.#most = most;
  }

  /**
   * Takes a leaf into account.
   *
   * @param source what to call the source in the error
   * @throws UserError if it is one too many
   */
  take(path: string, source: string): void {
    this.#leaves += 1;
    this.#characters += path.length;
    if (this.#leaves <= this.#most && this.#characters <= mostPathCharacters) return;
    throw new UserError(
      `The sources hold more than a snapshot can: ${this.#most / 1_000_000} million values, or ${mostPathCharacters / 1_000_000} million letters of their paths.`,
      {
        location: { source },
        advice: [
          'The configuration of an ATA Center has some hundreds of values: check where the file comes from.',
          'If these are many backups of one Center, give the newest.',
        ],
      },
    );
  }
}
