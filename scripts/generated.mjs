/** Writing generated files, or with `--check` saying which of them are out of date. */
import { readFileSync, writeFileSync } from 'node:fs';

/** @param files text or bytes by path; exit code 1 if `--check` is given and a file differs */
export function writeGenerated(files) {
  const check = process.argv.includes('--check');
  let stale = 0;
  for (const [path, content] of files) {
    const bytes = Buffer.from(content);
    let current = null;
    try {
      current = readFileSync(path);
    } catch {
      // A missing file is out of date.
    }
    if (current?.equals(bytes)) continue;
    stale += 1;
    if (check) console.error(`${path} is out of date: run \`npm run generate\``);
    else {
      writeFileSync(path, bytes);
      console.error(`wrote ${path}`);
    }
  }
  if (check && stale > 0) process.exitCode = 1;
}
