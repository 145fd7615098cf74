import { UserError } from '../../errors.js';
import { explain } from '../../explain/explain.js';
import { explanationText } from '../../explain/text.js';
import { inert, inertJson } from '../../inert.js';
import { scrubText } from '../../snapshot/scrub.js';
import { type ExitCode, type Invocation, writeAll } from '../io.js';
import { messenger, painter } from '../messages.js';
import { type CatalogueOption, catalogueInUse } from '../user-catalogue.js';

/** `ata2mdi explain`: what the catalogue knows of a word. Exit code 1 if it knows nothing. */
export async function run({ words, options, io }: Invocation<CatalogueOption>): Promise<ExitCode> {
  const messages = messenger(io, options);
  // It is repeated; somebody may have pasted an address with a password.
  const word = scrubText(words.join(' '));
  if (word.trim() === '')
    throw new UserError('there is no word to look up', {
      advice: ['For example: ata2mdi explain DnsReconnaissance'],
    });
  const { user } = await catalogueInUse(options, [], io, messages);
  const explanation = explain(word, user);
  const known = explanation.matches.length > 0;
  if (options.json) {
    await writeAll(io.stdout, inertJson(explanation));
    return known ? 0 : 1;
  }
  if (known) {
    const paint = painter(io.stdout, options);
    const style = {
      heading: (text: string) => paint('bold', text),
      dim: (text: string) => paint('dim', text),
    };
    await writeAll(io.stdout, explanationText(explanation, style));
    return 0;
  }
  messages.say(`The catalogue knows nothing of ${inert(word)}.`);
  if (explanation.suggestions.length > 0)
    messages.say(`Did you mean: ${inert(explanation.suggestions.join(', '))}?`);
  return 1;
}
