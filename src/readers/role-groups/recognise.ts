/** Tells what may be an export of the members of a role group, without loading what decodes it. */
import { recognisesClixml } from '../clixml/recognise.js';
import { peekText } from '../text.js';
import type { SourceBytes } from '../values.js';
import { roleOfFileName } from './group-names.js';

/** The registered name of the format. */
export const roleGroupFormat = 'role-group';

/** Whether a source may be such an export; if not, it is certain. Most configurations are told apart by this. */
export function mayBeRoleGroup(source: SourceBytes): boolean {
  if (isBlank(source.bytes)) return true;
  const start = peekText(source.bytes);
  if (start === '') return false;
  const isStructured = /^\s*(?:[[{]|null\s*$)/.test(start) || recognisesClixml(source);
  return !isStructured || mayHoldPrincipals(start, roleOfFileName(source.name) !== null);
}

/** Properties of a principal near the beginning, or so little there that it may be an empty export. */
export function mayHoldPrincipals(start: string, isNamed: boolean): boolean {
  return isNamed || /["'](?:SID|PrincipalSource|ObjectClass)["']/i.test(start);
}

// Beyond this, a file without content is a damaged file.
const longestBlank = 64;

/** No byte, a byte order mark, blanks: what a command that gave nothing leaves when its output goes to a file. */
export function isBlank(bytes: Uint8Array): boolean {
  if (bytes.length > longestBlank) return false;
  const [first, second] = bytes;
  const isLittleEndian = first === 0xff && second === 0xfe;
  const isUtf16 = isLittleEndian || (first === 0xfe && second === 0xff);
  const label = isUtf16 ? (isLittleEndian ? 'utf-16le' : 'utf-16be') : 'utf-8';
  // The mark is taken away by the decoder. Half of one is no blank, but damage.
  return new TextDecoder(label).decode(bytes).trim() === '';
}
