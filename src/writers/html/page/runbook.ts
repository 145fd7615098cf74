import { byId } from './dom.js';

const prefix = 'ata2mdi:runbook:';

/**
 * The boxes of the runbook: what is ticked is kept in this browser, for all worksheets of the same Centers.
 *
 * @param deployment what tells these Centers from others
 */
export function makeRunbook(deployment: string): void {
  const boxes = [...byId('runbook').querySelectorAll<HTMLInputElement>('input[data-step]')];
  const key = prefix + deployment;
  function show(): void {
    const ticked = new Set(read(key));
    for (const box of boxes) box.checked = ticked.has(box.dataset.step ?? '');
    count();
  }
  function count(): void {
    const done = boxes.filter(({ checked }) => checked).length;
    byId('runbook-count').textContent = `(${done} of ${boxes.length} steps)`;
  }
  for (const box of boxes)
    box.addEventListener('change', () => {
      const known = new Set(boxes.map((one) => one.dataset.step ?? ''));
      // Steps of a newer or older worksheet of the same Centers stay ticked.
      const others = read(key).filter((step) => !known.has(step));
      const ticked = boxes.filter(({ checked }) => checked).map((one) => one.dataset.step ?? '');
      write(key, [...others, ...ticked]);
      count();
    });
  // The same page in another tab.
  addEventListener('storage', (event) => {
    if (event.key === key) show();
  });
  show();
}

/** Nothing where the browser keeps nothing, or something else is kept there. */
function read(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((step) => typeof step === 'string') : [];
  } catch {
    return [];
  }
}

function write(key: string, steps: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(steps));
  } catch {
    // The ticks are on the page all the same, as long as it is open.
  }
}
