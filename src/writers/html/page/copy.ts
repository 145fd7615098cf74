import { announce, button, unseen } from './dom.js';

/** A button that copies a text. It says what it did, to eyes and to screen readers. */
export function copyButton(text: string, what: string): HTMLButtonElement {
  const made = button('Copy', () => void copy(), { class: 'copy' });
  made.append(unseen(` ${what}`));
  const [label] = made.childNodes;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function copy(): Promise<void> {
    const copied = await copyText(text);
    say(
      copied ? 'Copied' : 'Not copied',
      copied ? `Copied ${what}` : `This browser did not copy ${what}. Select the text and copy it.`,
    );
  }

  function say(seen: string, said: string): void {
    if (label !== undefined) label.textContent = seen;
    announce(said);
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (label !== undefined) label.textContent = 'Copy';
    }, 1500);
  }
  return made;
}

/** A page that was opened from a disk may not use the clipboard in every browser: then it copies from a text field. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = text;
  field.className = 'unseen';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
