import { exportCommands } from '../catalogue/export-commands.js';
import { formatPath, type PathSegment } from '../catalogue/paths.js';
import type { ProfileKind, SettingsIndex } from '../catalogue/settings.js';
import { UserError } from '../errors.js';
import { isCutForm } from '../readers/looks-like.js';
import type { DocumentObject, DocumentValue } from '../readers/values.js';
import { isList, isObject } from '../readers/values.js';
import { shownPath } from './redact.js';

/** Commands that export everything, by the kind of document. */
const commands: Readonly<Record<ProfileKind, string>> = {
  ...exportCommands,
  other: 'the same command as before, with | ConvertTo-Json -Depth 10',
};

/**
 * Refuses a document that `ConvertTo-Json` has cut. In a REST document that is also any text in place of an object or a
 * list; a document of the database (`_id`, `_t`) is written by other tools, so odd text there is only an odd value,
 * unless it has the very form of a cut. An exclusion list that was cut reads like a text
 * (`10.0.0.0/8 10.1.0.0/16`), an empty one like an empty text: taken as data it would be a lost exclusion.
 *
 * @throws UserError naming the first place, how many there are, and the command that exports everything
 */
export function refuseDepthCut(
  document: DocumentObject,
  scope: ProfileKind,
  settings: SettingsIndex,
  location: { readonly source: string; readonly line?: number },
): void {
  const cuts: string[] = [];
  const isOfDatabase = document.has('_id') || document.has('_t');
  collectCuts(
    document,
    [],
    (path) => !isOfDatabase && settings.containerKind(scope, formatPath(path)) !== null,
    cuts,
  );
  const first = cuts[0];
  if (first === undefined) return;
  throw new UserError(
    `the export was cut off by ConvertTo-Json: ${cuts.length} part${cuts.length === 1 ? '' : 's'} of it ${cuts.length === 1 ? 'is' : 'are'} only the text of an object or a list`,
    {
      location: { ...location, path: first },
      advice: [
        'Without -Depth, ConvertTo-Json keeps two levels; exclusion lists and recipients lie deeper and are lost.',
        'Export it again in PowerShell with:',
        `  ${commands[scope]}`,
      ],
    },
  );
}

function collectCuts(
  value: DocumentValue,
  path: PathSegment[],
  holdsMore: (path: readonly PathSegment[]) => boolean,
  cuts: string[],
): void {
  if (typeof value === 'string') {
    if (isCutForm(value) || holdsMore(path)) cuts.push(shownPath(path));
  } else if (isList(value)) {
    let index = 0;
    for (const element of value) {
      path.push(index);
      // A text in a list is an element of its own; only what stands in place of the list itself can be a cut.
      if (typeof element !== 'string') collectCuts(element, path, holdsMore, cuts);
      else if (isCutForm(element)) cuts.push(shownPath(path));
      path.pop();
      index += 1;
    }
  } else if (isObject(value)) {
    for (const [key, child] of value) {
      path.push(key);
      collectCuts(child, path, holdsMore, cuts);
      path.pop();
    }
  }
}
