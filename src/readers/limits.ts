/**
 * How much of a source is held. A small compressed file can unpack to more values than any computer has memory for, and a
 * program that runs out of memory cannot say why.
 */
import { UserError } from '../errors.js';
import { type DocumentObject, type DocumentValue, isList, isObject } from './values.js';

/**
 * The most values that are held of one source. A Center has some hundreds, an entity some tens; of collections that
 * are read as streams only the wanted entities are held, whatever their number.
 */
export const mostValues = 5_000_000;

/** An object or a list takes the room of as many single values, even an empty one. */
const roomOfContainer = 5;

/** Counts what is held of one source. */
export class ValueBudget {
  readonly #source: string;
  readonly #most: number;
  #left: number;

  constructor(source: string, most = mostValues) {
    this.#source = source;
    this.#most = most;
    this.#left = most;
  }

  /** Takes a single value into account. @throws UserError if it is one too many */
  takeSingle(): void {
    this.#take(1);
  }

  /** Takes an object or a list into account, without what is in it. @throws UserError if it is one too many */
  takeContainer(): void {
    this.#take(roomOfContainer);
  }

  #take(room: number): void {
    this.#left -= room;
    if (this.#left < 0) throw tooManyValues(this.#source, this.#most);
  }

  /** Takes a document into account, with all that is in it. @throws UserError if it is too much */
  take(document: DocumentObject): void {
    const open: DocumentValue[] = [document];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const inside = isObject(next) ? next.values() : isList(next) ? next : null;
      if (inside === null) this.takeSingle();
      else {
        this.takeContainer();
        for (const value of inside) open.push(value);
      }
    }
  }
}

function tooManyValues(source: string, most: number): UserError {
  return new UserError(
    `The source holds more than ${most / 1_000_000} million values, or objects and lists in their place.`,
    {
      location: { source },
      advice: [
        'The configuration of an ATA Center has some hundreds: check where the file comes from.',
        'A large collection of entities is read from what mongodump writes, or mongoexport without --jsonArray and --pretty.',
      ],
    },
  );
}
