import { unreadNames } from './fields.js';
import type { AnswerShape } from './shape.js';

/** `New-MDIConfigurationReport`: an array of `{Configuration, Mode, Status, Details}` (module DefenderForIdentity). */
export const configurationReport: AnswerShape = {
  shape: 'configuration-report',
  address: null,
  recognises: (entry) => entry.has('Configuration') && entry.has('Mode') && entry.has('Status'),
  read({ entries, source }) {
    return {
      auditing: entries.flatMap((entry) => {
        const configuration = entry.text('Configuration');
        if (configuration === null) return [];
        const status = entry.text('Status');
        return [
          {
            configuration,
            mode: entry.text('Mode'),
            server: null,
            inOrder: entry.flag('Status') ?? statusWord(status),
            source,
          },
        ];
      }),
      unread: unreadNames(entries, ['Configuration', 'Mode', 'Status', 'Details']),
    };
  },
};

/** Other words than True and False are not documented; these leave no doubt. */
function statusWord(word: string | null): boolean | null {
  if (word === null) return null;
  if (/^(?:ok|pass(?:ed)?|success|compliant|configured)$/i.test(word)) return true;
  return /^(?:fail(?:ed)?|error|not ?compliant|not ?configured|missing)$/i.test(word) ? false : null;
}
