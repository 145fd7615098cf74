/** `npm run fuzz`, which installs nothing: see test/fuzz/long.ts, which says what the environment variables mean. */
import { pathToFileURL } from 'node:url';
import { bundled } from '../test/fuzz/bundle.mjs';

await import(pathToFileURL(await bundled('test/fuzz/long.ts')).href);
