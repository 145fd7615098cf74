import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scripts } from '../../src/plan/scripts.js';

/** The files below a folder, as paths with forward slashes, sorted; a folder with nothing in it ends in a slash. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      const inside = filesBelow(join(folder, entry.name)).map((name) => `${entry.name}/${name}`);
      return inside.length === 0 ? [`${entry.name}/`] : inside;
    })
    .sort();
}

/** What `ata2mdi run` writes. */
export const filesOfRun: readonly string[] = [
  'plan.json',
  'runbook.md',
  ...scripts.map(({ name }) => `scripts/${name}.ps1`),
  'snapshot.json',
  'worksheet.csv',
  'worksheet.html',
  'worksheet.md',
  'worksheet.xlsx',
].sort();
