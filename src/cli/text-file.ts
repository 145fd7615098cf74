import { readWhole } from '../readers/node/files.js';
import { decodeText } from '../readers/text.js';

/**
 * A file that people wrote, as text, in whichever encoding their editor or PowerShell chose.
 *
 * @param path a path, or `-` for standard input
 * @returns the text, and the name of the file for errors
 * @throws UserError for a file that cannot be read, or is no text
 */
export async function readText(
  path: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ name: string; text: string }> {
  const { name, bytes } = await readWhole(path, stream);
  return { name, text: decodeText({ name, bytes }).text };
}
