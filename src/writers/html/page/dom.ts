/** Building the page: elements are made one by one and text stays text; nothing is ever parsed as markup. */

type Attribute = string | number | boolean | ((event: Event) => void);
export type Child = Node | string | null;

/**
 * An element.
 *
 * @param attributes by name; `false` leaves one out, a function under `onclick` and its like listens
 * @param children text, elements, or null for nothing
 */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** Text that others chose: its direction of writing ends where it ends. */
export function foreign(text: string): HTMLElement {
  return el('bdi', {}, text);
}

/** A button. */
export function button(
  label: string,
  onclick: () => void,
  attributes: Readonly<Record<string, Attribute>> = {},
): HTMLButtonElement {
  return el('button', { type: 'button', ...attributes, onclick }, label);
}

/** Text for screen readers only. */
export function unseen(text: string): HTMLElement {
  return el('span', { class: 'unseen' }, text);
}

/** The element of the shell with an id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** `1 item`, `37,207 items`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A number with its thousands apart. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** Says something to people who do not see the page; others see it where it happened. */
export function announce(text: string): void {
  const live = byId('announcements');
  live.textContent = '';
  // The same text twice is only said again if it was away in between.
  setTimeout(() => {
    live.textContent = text;
  }, 50);
}
