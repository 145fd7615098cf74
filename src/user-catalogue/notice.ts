/** What a snapshot, and the plan that is made of it, say of the user's catalogue they were made with. */
import type { UserCatalogue } from '../catalogue/user-settings.js';
import type { AtaSnapshot } from '../types/ata-snapshot.js';

const used = 'user-catalogue';
const missing = 'user-catalogue-missing';

/**
 * Puts a notice into a snapshot that names the user's catalogue and how many of its entries count. A snapshot that was
 * made with a catalogue and is read without one says that: what the catalogue knew is unrecognised again.
 */
export function noticeUserCatalogue(snapshot: AtaSnapshot, user: UserCatalogue | null): void {
  const others = snapshot.notices.filter(({ code }) => code !== used && code !== missing);
  const wasUsed = others.length < snapshot.notices.length;
  if (user !== null) snapshot.notices = [...others, usedNotice(user)];
  else if (wasUsed) snapshot.notices = [...others, missingNotice];
}

type Notice = AtaSnapshot['notices'][number];

function usedNotice({ name, entries }: UserCatalogue): Notice {
  const count = `${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}`;
  return {
    code: used,
    text: `The user's catalogue ${name} was used, with ${count}: items made from it say so.`,
    source: null,
    path: null,
  };
}

const missingNotice: Notice = {
  code: missing,
  text: "This snapshot was made with a user's catalogue, which is not given now (--catalogue): what only that one knows is unrecognised here.",
  source: null,
  path: null,
};
