import { carriedOverFrom } from '../../carry-over/index.js';
import { UserError } from '../../errors.js';
import { readWhole } from '../../readers/node/files.js';
import { checkPlan } from '../../validate.js';
import { worksheetArtifacts, worksheetFormats } from '../../writers/index.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { planOfSources } from '../stored-plan.js';
import { writeFolder } from '../summary.js';
import { type CatalogueOption, inputsOf } from '../user-catalogue.js';

interface WorksheetOptions extends CatalogueOption {
  readonly output: string;
  readonly format: string;
  readonly carryOver?: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi worksheet`: the worksheets, with what people wrote in an older one. */
export async function run({ words, options, io }: Invocation<WorksheetOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const formats = formatsOf(options.format);
  const { carryOver } = options;
  if (carryOver === '-' && words.includes('-'))
    throw new UserError('standard input can be read once', { advice: ['Give - only once.'] });
  const plan = await planOfSources(words, options, io, messages);
  if (options.stamp === true) plan.createdAt = io.now().toISOString();
  checkPlan(plan);
  const carriedOver =
    carryOver === undefined
      ? undefined
      : await carriedOverFrom(await readWhole(carryOver, io.stdin), plan, messages);
  const artifacts = await worksheetArtifacts(plan, formats, carriedOver === undefined ? {} : { carriedOver });
  const inputs = inputsOf(carryOver === undefined ? words : [...words, carryOver], options);
  await writeFolder(plan, artifacts, inputs, options, io, messages);
  return 0;
}

/** The formats of a list such as `csv,md`, each once. */
function formatsOf(list: string): string[] {
  const formats = [
    ...new Set(
      list
        .split(',')
        .map((format) => format.trim())
        .filter((format) => format !== ''),
    ),
  ];
  const unknown = formats.find((format) => !worksheetFormats.includes(format));
  if (unknown === undefined && formats.length > 0) return formats;
  throw new UserError(
    unknown === undefined ? '--format names no worksheet' : `there is no worksheet of format ${unknown}`,
    {
      advice: [`Formats: ${worksheetFormats.join(', ')}`],
    },
  );
}
