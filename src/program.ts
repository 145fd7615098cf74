import packageJson from '../package.json' with { type: 'json' };
import type { Program } from './types/ata-snapshot.js';

/** Name and version of this program, as every document it writes carries them. Imports no facts: `--version` is quick. */
export function program(): Program {
  return { name: 'ata2mdi', version: packageJson.version };
}
