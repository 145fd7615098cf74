import { InternalError } from '../errors.js';
import { csvWriter } from './csv.js';
import { htmlWriter } from './html.js';
import { markdownWriter } from './markdown.js';
import { powershellWriter } from './powershell.js';
import type { Writer } from './writer.js';

/** Every format of worksheet. plan.json and snapshot.json are data, not worksheets: see json.ts. */
const writers: readonly Writer[] = [htmlWriter, csvWriter, markdownWriter, powershellWriter];

/** The words of `--format`. */
export const worksheetFormats: readonly string[] = writers.map(({ format }) => format);

/**
 * The writer of a format.
 *
 * @throws InternalError for a word that is not in `worksheetFormats`
 */
export function writerOf(format: string): Writer {
  const writer = writers.find((candidate) => candidate.format === format);
  if (writer === undefined) throw new InternalError(`no worksheet is written in the format ${format}`);
  return writer;
}
