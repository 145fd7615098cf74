/** Workbooks looked at without the library that wrote them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** The parts of a zip archive by their paths, read by its directory. */
export function partsOfZip(bytes: Uint8Array): Map<string, string> {
  const buffer = Buffer.from(bytes);
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error('no zip archive');
  const parts = new Map<string, string>();
  let at = buffer.readUInt32LE(end + 16);
  for (let left = buffer.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [buffer.readUInt16LE(at + 10), buffer.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => buffer.readUInt16LE(at + offset));
    const local = buffer.readUInt32LE(at + 42);
    const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const raw = buffer.subarray(start, start + size);
    const name = buffer.subarray(at + 46, at + 46 + (nameLength ?? 0)).toString('utf8');
    parts.set(name, (method === 0 ? raw : inflateRawSync(raw)).toString('utf8'));
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** What is wrong with the XML of a workbook's parts: nothing, if all is well. */
export function brokenParts(parts: ReadonlyMap<string, string>): string[] {
  return [...parts].flatMap(([name, text]) => {
    const isXml = /\.(?:xml|rels)$/.test(name);
    return isXml && XMLValidator.validate(text) !== true ? [name] : [];
  });
}

/** The names and states of the sheets, in their order. */
export function sheetList(parts: ReadonlyMap<string, string>): { name: string; state: string }[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    isArray: (name) => name === 'sheet',
  });
  const { workbook } = parser.parse(parts.get('xl/workbook.xml') ?? '') as {
    workbook: { sheets: { sheet: { name: string; state?: string }[] } };
  };
  return workbook.sheets.sheet.map(({ name, state = 'visible' }) => ({ name, state }));
}

/** Debian's own interpreter, which has openpyxl if it is installed. */
const python = '/usr/bin/python3';

/** Whether the independent reader is here. */
export const hasOpenpyxl =
  existsSync(python) && spawnSync(python, ['-c', 'import openpyxl'], { encoding: 'utf8' }).status === 0;

/** Runs a program in Python that is given the path of a workbook and prints JSON. */
export function askPython(program: string, path: string): unknown {
  const { status, stdout, stderr } = spawnSync(python, ['-c', program, path], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`python: ${stderr}`);
  return JSON.parse(stdout);
}

/** Whether LibreOffice is here. */
export const hasLibreOffice = spawnSync('soffice', ['--version'], { encoding: 'utf8' }).status === 0;

/** Lets LibreOffice open a file and save it in another format, with a profile of its own in the folder. */
export function savedByLibreOffice(path: string, format: string, folder: string): void {
  // A CSV is in UTF-8 with commas: without a window, LibreOffice does not look.
  const input = path.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : [];
  const { status, stderr } = spawnSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      ...input,
      '--convert-to',
      format,
      '--outdir',
      folder,
      path,
    ],
    { encoding: 'utf8', timeout: 120_000 },
  );
  if (status !== 0) throw new Error(`soffice: ${stderr}`);
}
