/**
 * Tries decoders one after another, in a process of its own: what hangs or fills the memory then can be stopped and told of.
 * Before each run the bytes are written to a file, which shows both that it goes on and what it failed at.
 */
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { UserError } from '../../src/errors.js';
import { canaries } from '../support/deployments.js';
import { type Decoder, decoders } from './decoders.js';
import type { FuzzResult, FuzzTask } from './harness.js';
import { mutated, random, reshaped } from './inputs.js';

/** No file that is made here is a megabyte long: whatever needs this much has lost its measure. */
const mostMemory = 1500 * 1024 * 1024;

const task = JSON.parse(process.argv[2] ?? '') as FuzzTask;
for (const name of task.decoders) {
  const decoder = decoders.find((one) => one.name === name);
  if (decoder === undefined) throw new Error(`no decoder ${name}`);
  process.stdout.write(`${JSON.stringify(await tryDecoder(decoder))}\n`);
}

async function tryDecoder({
  decode,
  samples,
  share = 1,
  pack = (bytes) => bytes,
}: Decoder): Promise<FuzzResult> {
  let values = 0;
  let errors = 0;

  async function tried(bytes: Uint8Array): Promise<void> {
    writeFileSync(task.inputFile, bytes);
    try {
      await decode(bytes);
      values += 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors += 1;
      const told = JSON.stringify([error.message, error.advice, error.location]);
      const leaked = canaries.find((canary) => told.includes(canary));
      if (leaked !== undefined) throw new Error(`the error quotes a secret: ${leaked}`);
    }
    if (process.memoryUsage.rss() > mostMemory) throw new Error('it takes too much memory');
  }

  const files = await samples();
  for (const sample of files) await tried(pack(sample));
  const wholeSamples = values;
  const shaped = reshaped(files);
  const input = fc.oneof(
    { weight: 5, arbitrary: mutated(files) },
    { weight: 1, arbitrary: random(files) },
    ...(shaped === null ? [] : [{ weight: 5, arbitrary: shaped }]),
  );
  const outcome = await fc.check(
    fc.asyncProperty(input, (bytes) => tried(pack(bytes))),
    {
      numRuns: Math.ceil(task.runs * share),
      seed: task.seed,
      ...(task.path === undefined ? {} : { path: task.path }),
    },
  );
  const failure = outcome.failed
    ? [
        `fails with seed ${outcome.seed}, path ${outcome.counterexamplePath}, on these bytes (base64):`,
        Buffer.from(pack(outcome.counterexample?.[0] ?? new Uint8Array())).toString('base64'),
        outcome.errorInstance instanceof Error ? outcome.errorInstance.stack : String(outcome.errorInstance),
      ].join('\n')
    : null;
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  return { runs: outcome.numRuns, values, errors, samples: files.length, wholeSamples, peakMemory, failure };
}
