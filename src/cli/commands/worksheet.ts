import { UserError } from '../../errors.js';
import { translate } from '../../plan/translate.js';
import { checkPlan } from '../../validate.js';
import { worksheetFormats, writerOf } from '../../writers/index.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { writeFolder } from '../summary.js';
import { type CatalogueOption, inputsOf, snapshotWithCatalogue } from '../user-catalogue.js';

interface WorksheetOptions extends CatalogueOption {
  readonly output: string;
  readonly format: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi worksheet`: the worksheets. */
export async function run({ words, options, io }: Invocation<WorksheetOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const writers = formatsOf(options.format).map(writerOf);
  const { snapshot, settings } = await snapshotWithCatalogue(words, options, io, messages);
  const plan = translate(snapshot, { settings });
  if (options.stamp === true) plan.createdAt = io.now().toISOString();
  checkPlan(plan);
  const artifacts = writers.flatMap((writer) => writer.artifacts(plan));
  await writeFolder(plan, artifacts, inputsOf(words, options), options, io, messages);
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
