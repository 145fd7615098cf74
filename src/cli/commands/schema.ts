import snapshotSchema from '../../../schemas/ata-snapshot.schema.json' with { type: 'json' };
import planSchema from '../../../schemas/migration-plan.schema.json' with { type: 'json' };
import { UserError } from '../../errors.js';
import { type ExitCode, type Invocation, writeAll } from '../io.js';
import { messenger } from '../messages.js';
import { deliver } from '../results.js';

interface SchemaOptions {
  readonly output?: string;
  readonly force?: boolean;
}

const schemas = new Map<string, { readonly description: string }>([
  ['ata-snapshot', snapshotSchema],
  ['migration-plan', planSchema],
]);

/** `ata2mdi schema`: a published schema, or the list of them. */
export async function run({ words, options, io }: Invocation<SchemaOptions>): Promise<ExitCode> {
  const [name] = words;
  if (name === undefined) {
    const list = [...schemas].map(([key, { description }]) => ({ name: key, description }));
    const text = options.json
      ? JSON.stringify(list, null, 2)
      : list.map((entry) => `${entry.name.padEnd(16)}${entry.description}`).join('\n');
    await writeAll(io.stdout, `${text}\n`);
    return 0;
  }
  const schema = schemas.get(name);
  if (schema === undefined)
    throw new UserError(`there is no schema ${name}`, {
      advice: [`Schemas: ${[...schemas.keys()].join(', ')}`],
    });
  const artifact = {
    name: `${name}.schema.json`,
    mediaType: 'application/schema+json',
    content: [`${JSON.stringify(schema, null, 2)}\n`],
  };
  await deliver(artifact, options, io, messenger(io, options));
  return 0;
}
