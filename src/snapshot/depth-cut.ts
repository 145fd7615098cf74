import { formatPath, type PathSegment } from '../catalogue/paths.js';
import type { ProfileKind, SettingsIndex } from '../catalogue/settings.js';
import { UserError } from '../errors.js';
import type { DocumentObject, DocumentValue } from '../readers/values.js';
import { isList, isObject } from './leaf-values.js';
import { shownPath } from './redact.js';

/**
 * What Windows PowerShell 5.1 writes for what lies deeper than `-Depth` (2 unless told): the text of the object.
 * Forms: microsoft/Advanced-Threat-Analytics (help samples), PowerShell's WebCmdlet/JsonObject.cs.
 */
const cutForms = /^(?:@\{[\s\S]*\}|System\.Object\[\]|System\.Collections\.[\w.`[\],+ ]+)$/;

/** Commands that export everything, by the kind of document. */
const exportCommands: Readonly<Record<ProfileKind, string>> = {
  center: 'Get-ATAStatus -Center | ConvertTo-Json -Depth 10 | Set-Content center.json -Encoding UTF8',
  gateway: 'Get-ATAStatus -Gateway | ConvertTo-Json -Depth 10 | Set-Content gateways.json -Encoding UTF8',
  other: 'the same command as before, with | ConvertTo-Json -Depth 10',
};

/**
 * Refuses a document that `ConvertTo-Json` has cut. An exclusion list that was cut reads like a text
 * (`10.0.0.0/8 10.1.0.0/16`), an empty one like an empty text: taken as data it would be a lost exclusion.
 *
 * @throws UserError naming the first place, how many there are, and the command that exports everything
 */
export function refuseDepthCut(
  document: DocumentObject,
  scope: ProfileKind,
  settings: SettingsIndex,
  location: { readonly source: string; readonly line: number },
): void {
  const cuts: string[] = [];
  collectCuts(document, [], scope, settings, cuts);
  const first = cuts[0];
  if (first === undefined) return;
  throw new UserError(
    `the export was cut off by ConvertTo-Json: ${cuts.length} part${cuts.length === 1 ? '' : 's'} of it ${cuts.length === 1 ? 'is' : 'are'} only the text of an object or a list`,
    {
      location: { ...location, path: first },
      advice: [
        'Without -Depth, ConvertTo-Json keeps two levels; exclusion lists and recipients lie deeper and are lost.',
        'Export it again in PowerShell with:',
        `  ${exportCommands[scope]}`,
      ],
    },
  );
}

function collectCuts(
  value: DocumentValue,
  path: PathSegment[],
  scope: ProfileKind,
  settings: SettingsIndex,
  cuts: string[],
): void {
  if (typeof value === 'string') {
    if (isCutForm(value) || settings.containerKind(scope, formatPath(path)) !== null)
      cuts.push(shownPath(path));
  } else if (isList(value)) {
    let index = 0;
    for (const element of value) {
      path.push(index);
      // A text in a list is an element of its own; only what stands in place of the list itself can be a cut.
      if (typeof element !== 'string') collectCuts(element, path, scope, settings, cuts);
      else if (isCutForm(element)) cuts.push(shownPath(path));
      path.pop();
      index += 1;
    }
  } else if (isObject(value)) {
    for (const [key, child] of value) {
      path.push(key);
      collectCuts(child, path, scope, settings, cuts);
      path.pop();
    }
  }
}

/** The first characters tell most texts apart: there may be thousands. */
function isCutForm(text: string): boolean {
  return (text.startsWith('@{') || text.startsWith('System.')) && cutForms.test(text);
}
