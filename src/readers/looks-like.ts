/**
 * What a source looks like when it is not what was expected, and what to do about it. Only the form is looked at;
 * nothing of the content is ever repeated.
 */

import { exportCommands } from '../catalogue/export-commands.js';

/** What a source resembles: `what` completes "it looks like ...". */
export interface Likeness {
  readonly what: string;
  readonly advice: readonly string[];
}

/** How to get a file that can be read; fits every wrong file. */
export const exportAdvice: readonly string[] = [
  "Give a SystemProfile_*.json file from the ATA Center's Backup folder,",
  `or what this writes in PowerShell: ${exportCommands.center}`,
];

/**
 * What Windows PowerShell 5.1 writes for what lies deeper than `-Depth` (2 unless told): the text of the object.
 * Forms: microsoft/Advanced-Threat-Analytics (help samples), PowerShell's WebCmdlet/JsonObject.cs.
 */
const cutForms = /^(?:@\{[\s\S]*\}|System\.Object\[\]|System\.Collections\.[\w.`[\],+ ]+)$/;

/** Whether a text is what `ConvertTo-Json` leaves of an object or a list that it cut off. */
export function isCutForm(text: string): boolean {
  // The first characters tell most texts apart: there may be thousands.
  return (text.startsWith('@{') || text.startsWith('System.')) && cutForms.test(text);
}

interface Signature {
  readonly bytes: readonly number[];
  readonly what: string;
  readonly advice: readonly string[];
}

const unpackAdvice = ['Unpack it, and give the files that were in it.'];
const damagedAdvice = ['Its beginning is damaged: copy it again, and compare its size with the original.'];

const signatures: readonly Signature[] = [
  { bytes: [0x1f, 0x8b], what: 'a gzip archive', advice: unpackAdvice },
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive or an Office file', advice: unpackAdvice },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7-Zip archive', advice: unpackAdvice },
  { bytes: [0x6d, 0xe2, 0x99, 0x81], what: 'a mongodump archive', advice: damagedAdvice },
  { bytes: [0x4d, 0x5a, 0x90], what: 'a Windows program', advice: exportAdvice },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: 'a Linux program', advice: exportAdvice },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF file', advice: exportAdvice },
  { bytes: [0xff, 0xfe, 0, 0], what: 'UTF-32 text', advice: ['Save it again as UTF-8.'] },
  { bytes: [0, 0, 0xfe, 0xff], what: 'UTF-32 text', advice: ['Save it again as UTF-8.'] },
];

// How much of a source is looked at: every format shows itself at its start.
const examinedBytes = 1024;

/** What binary data a source holds, or null when it may be text. */
export function binaryLikeness(bytes: Uint8Array): Likeness | null {
  const signature = signatures.find((known) => known.bytes.every((byte, index) => bytes[index] === byte));
  if (signature !== undefined) return signature;
  if (isBson(bytes)) return { what: 'a BSON file, as mongodump writes', advice: damagedAdvice };
  if (bytes.length > 0 && bytes.subarray(0, examinedBytes).every((byte) => byte === 0)) {
    return {
      what: 'a file of NUL bytes, as remains after a disk failure',
      advice: ['Take another copy or another backup.'],
    };
  }
  return null;
}

/** A BSON document: its length as a little-endian number, an element with a type and a name, NUL at the end. */
function isBson(bytes: Uint8Array): boolean {
  if (bytes.length < 5) return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true);
  if (length < 5 || length > bytes.length || bytes[length - 1] !== 0) return false;
  if (length === 5) return true;
  const type = bytes[4] ?? 0;
  const isElement = (type >= 0x01 && type <= 0x13) || type === 0x7f || type === 0xff;
  // UTF-16 text can have all of the above, but not this: its second byte of a character would be the name's first.
  return isElement && bytes[5] !== 0;
}

// Binary formats have a NUL among their first numbers; a text that has one only later is a damaged text.
const headerBytes = 16;

/** Whether bytes that are no UTF-16 begin as binary data does: with a NUL among them, which no text has. */
export function beginsWithNul(bytes: Uint8Array): boolean {
  return bytes.subarray(0, headerBytes).includes(0);
}

interface TextForm {
  readonly pattern: RegExp;
  readonly what: string;
  readonly advice: readonly string[];
}

const formatAdvice = [
  'Write the objects with ConvertTo-Json -Depth 10 instead of the text that PowerShell shows on the screen.',
  ...exportAdvice,
];

/** Tried in this order: the first that fits names the text. Each looks at the beginning only. */
const textForms: readonly TextForm[] = [
  {
    pattern: /^(#< CLIXML|<Objs\b)/,
    what: 'CLIXML, as Export-Clixml writes',
    advice: damagedAdvice,
  },
  {
    pattern: /^<(!doctype\s+html|html|head|body)\b/i,
    what: 'an HTML page, perhaps an error or sign-in page that was saved instead of the data',
    advice: ['Open it in a browser to see what the server answered, then export again.', ...exportAdvice],
  },
  { pattern: /^<(\?xml|!--|!doctype|[\p{L}_])/iu, what: 'XML', advice: exportAdvice },
  {
    pattern: /\bFullyQualifiedErrorId\b/,
    what: 'an error message of PowerShell',
    advice: ['Run the command again without writing to a file and look at what it says.', ...exportAdvice],
  },
  { pattern: /^#TYPE /, what: 'CSV, as Export-Csv writes', advice: formatAdvice },
  { pattern: /^@\{/, what: 'the text of a PowerShell object', advice: formatAdvice },
  {
    pattern: /^-{50,}[ \t]*\r?$/m,
    what: 'the output of net localgroup',
    advice: damagedAdvice,
  },
  {
    pattern: /^[ \t]*-{2,}([ \t]+-{2,})+[ \t]*\r?$/m,
    what: 'a table as PowerShell shows it',
    advice: formatAdvice,
  },
  {
    pattern: /^[\p{L}_][\p{L}\p{N}_]* *: ?.*\r?\n(?:.*\r?\n)?[\p{L}_][\p{L}\p{N}_]* *:/u,
    what: 'the output of Format-List (Name : value)',
    advice: formatAdvice,
  },
  {
    pattern: /^("([^"\r\n]|"")*"|[^"\s,;{}[\]]+)([,;\t]("([^"\r\n]|"")*"|[^",;\t\r\n{}]*)){1,500}\r?\n/,
    what: 'CSV',
    advice: exportAdvice,
  },
  {
    pattern: /^["'\d-]|^(true|false|null)\b/,
    what: 'a single value, not a document',
    advice: exportAdvice,
  },
];

// Patterns run over this much at most, so that no text can make them slow.
const examinedCharacters = 4096;

/** What a text that is not JSON looks like. */
export function textLikeness(text: string): Likeness {
  const start = text.trimStart().slice(0, examinedCharacters);
  return textForms.find((form) => form.pattern.test(start)) ?? { what: 'plain text', advice: exportAdvice };
}
