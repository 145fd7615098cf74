import alertSchema from '../../../schemas/alert-record.schema.json' with { type: 'json' };
import snapshotSchema from '../../../schemas/ata-snapshot.schema.json' with { type: 'json' };
import settingsSchema from '../../../schemas/catalogue-settings.schema.json' with { type: 'json' };
import diffSchema from '../../../schemas/configuration-diff.schema.json' with { type: 'json' };
import historySchema from '../../../schemas/configuration-history.schema.json' with { type: 'json' };
import gateSchema from '../../../schemas/decommission-gate.schema.json' with { type: 'json' };
import observedSchema from '../../../schemas/mdi-observed.schema.json' with { type: 'json' };
import planSchema from '../../../schemas/migration-plan.schema.json' with { type: 'json' };
import readinessSchema from '../../../schemas/sensor-readiness.schema.json' with { type: 'json' };
import structureSchema from '../../../schemas/structure-report.schema.json' with { type: 'json' };
import verificationSchema from '../../../schemas/verification.schema.json' with { type: 'json' };
import progressSchema from '../../../schemas/worksheet-progress.schema.json' with { type: 'json' };
import { UserError } from '../../errors.js';
import type { Artifact } from '../../writers/writer.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';

interface SchemaOptions {
  readonly output?: string;
  readonly force?: boolean;
}

const schemas = new Map<string, { readonly description: string }>([
  ['ata-snapshot', snapshotSchema],
  ['migration-plan', planSchema],
  ['mdi-observed', observedSchema],
  ['configuration-diff', diffSchema],
  ['verification', verificationSchema],
  ['sensor-readiness', readinessSchema],
  ['configuration-history', historySchema],
  ['decommission-gate', gateSchema],
  ['structure-report', structureSchema],
  ['catalogue-settings', settingsSchema],
  ['worksheet-progress', progressSchema],
  ['alert-record', alertSchema],
]);

/** `ata2mdi schema`: a published schema, or the list of them. */
export async function run({ words, options, io }: Invocation<SchemaOptions>): Promise<ExitCode> {
  const [name] = words;
  const artifact = name === undefined ? listArtifact(options.json) : schemaArtifact(name);
  await deliver(artifact, options, [], io, messenger(io, options));
  return 0;
}

function listArtifact(json: boolean): Artifact {
  const list = [...schemas].map(([name, { description }]) => ({ name, description }));
  if (json)
    return {
      name: 'schemas.json',
      mediaType: 'application/json',
      content: [`${JSON.stringify(list, null, 2)}\n`],
    };
  const lines = list.map(({ name, description }) => `${name.padEnd(23)}${description}\n`);
  return { name: 'schemas.txt', mediaType: 'text/plain', content: lines };
}

function schemaArtifact(name: string): Artifact {
  const schema = schemas.get(name);
  if (schema === undefined)
    throw new UserError(`there is no schema ${name}`, {
      advice: [`Schemas: ${[...schemas.keys()].join(', ')}`],
    });
  return {
    name: `${name}.schema.json`,
    mediaType: 'application/schema+json',
    content: [`${JSON.stringify(schema, null, 2)}\n`],
  };
}
