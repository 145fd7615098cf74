/** The errors for damaged BSON. They name the byte; they never repeat what stands there. */
import { UserError } from '../../errors.js';

/** Where a document stands: the name of its source and its first byte in it, counted from 0. */
export interface DocumentPlace {
  readonly source: string;
  readonly offset: number;
}

const damagedAdvice = [
  'Copy the file again, and compare its size with the original. If that does not help, run mongodump again.',
];

/** The error for a byte that no sound file has at this place; `byte` counts from the beginning of the source. */
export function damaged(source: string, byte: number, what: string): UserError {
  return new UserError(what, { advice: damagedAdvice, location: { source, byte } });
}

/** The error for a source that ends within something; `byte` is where that something began. */
export function cutShort(source: string, byte: number, what: string): UserError {
  return damaged(source, byte, `The file is cut short: ${what}`);
}
