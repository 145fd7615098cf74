#!/usr/bin/env node
import { main, watchProcess } from '../dist/cli.js';

// Whoever writes hears of a failure itself; of standard error nobody needs to: there is no place left to say it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const argv = process.argv.slice(2);
const io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
};
watchProcess(argv, io);
process.exitCode = await main(argv, io);
