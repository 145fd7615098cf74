import packageJson from '../package.json' with { type: 'json' };
import { settingsFactsAsOf } from './catalogue/settings.js';
import type { Program } from './types/ata-snapshot.js';

/** Name and version of this program, as every document it writes carries them. */
export function program(): Program {
  return { name: 'ata2mdi', version: packageJson.version };
}

/** Month of the facts that this program's catalogue holds, e.g. `2026-09`. */
export function factsAsOf(): string {
  return settingsFactsAsOf();
}
