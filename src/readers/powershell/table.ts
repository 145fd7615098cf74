/** A table as PowerShell shows it (`Get-LocalGroupMember | Out-File`): columns over dashes, cells cut with dots. */

/** A row by its columns. */
export type TableRow = ReadonlyMap<string, string>;

export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

const dashes = /^[ \t]*-+(?:[ \t]+-+)+[ \t]*$/;

/**
 * Reads the first table of a text; null if there is none. Columns begin where their dashes begin (certainty: seen in a
 * third-party copy).
 */
export function parseTable(text: string): TextTable | null {
  const lines = text.split(/\r?\n/);
  const rule = lines.findIndex((line) => dashes.test(line));
  const header = lines[rule - 1];
  const ruler = lines[rule];
  if (header === undefined || ruler === undefined) return null;
  const starts = [...ruler.matchAll(/-+/g)].map(({ index }) => index);
  const columns = cellsOf(header, starts);
  if (columns.includes('') || new Set(columns).size < columns.length) return null;
  const body = lines.slice(rule + 1);
  const end = body.findIndex((line) => line.trim() === '');
  const rows = (end === -1 ? body : body.slice(0, end)).map((line) => {
    const cells = cellsOf(line, starts);
    return new Map(columns.map((column, index) => [column, cells[index] ?? ''] as const));
  });
  return { columns, rows };
}

/** Whether a cell ends in the dots that stand for what had no room. */
export function isCutCell(cell: string): boolean {
  return cell.endsWith('...') || cell.endsWith('…');
}

function cellsOf(line: string, starts: readonly number[]): string[] {
  return starts.map((start, index) => line.slice(start, starts[index + 1] ?? line.length).trim());
}
