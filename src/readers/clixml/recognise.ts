/** Recognises CLIXML without loading what decodes it. */
import { peekText } from '../text.js';
import type { SourceBytes } from '../values.js';

/** The registered name of the format. */
export const clixmlFormat = 'clixml';

const beginning = /^\s*(?:#< CLIXML\s|(?:<\?xml\b[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*)*<Objs[\s/>])/;

/** Whether a source begins as CLIXML does. */
export function recognisesClixml(source: SourceBytes): boolean {
  return beginning.test(peekText(source.bytes));
}
