import { UserError } from '../../errors.js';
import { translate } from '../../plan/translate.js';
import { checkPlan } from '../../validate.js';
import { worksheetArtifacts, worksheetFormats } from '../../writers/index.js';
import type { ExitCode, Invocation } from '../io.js';
import { messenger } from '../messages.js';
import { snapshotOfSources } from '../sources.js';
import { writeFolder } from '../summary.js';

interface WorksheetOptions {
  readonly output: string;
  readonly format: string;
  readonly force?: boolean;
  readonly stamp?: boolean;
}

/** `ata2mdi worksheet`: the worksheets. */
export async function run({ words, options, io }: Invocation<WorksheetOptions>): Promise<ExitCode> {
  const messages = messenger(io, options);
  const formats = formatsOf(options.format);
  const plan = translate(await snapshotOfSources(words, io, messages));
  if (options.stamp === true) plan.createdAt = io.now().toISOString();
  checkPlan(plan);
  const artifacts = await worksheetArtifacts(plan, formats);
  await writeFolder(plan, artifacts, words, options, io, messages);
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
