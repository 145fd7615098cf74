#!/usr/bin/env node
import { main } from '../dist/cli.js';

// Whoever writes hears of a failure itself; of standard error nobody needs to: there is no place left to say it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
});
