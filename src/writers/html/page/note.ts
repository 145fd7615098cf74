import { button, byId, type Child, el } from './dom.js';

/** The line at the foot of the window that says what just happened, with a way back. */
export function showNote(text: readonly Child[], actions: readonly (readonly [string, () => void])[]): void {
  const place = byId('note');
  place.replaceChildren(
    el('p', {}, ...text),
    ...actions.map(([label, act]) =>
      button(label, () => {
        closeNote();
        act();
      }),
    ),
    button('Close', closeNote, { class: 'plain' }),
  );
  place.hidden = false;
}

export function closeNote(): void {
  const place = byId('note');
  place.hidden = true;
  place.replaceChildren();
}
