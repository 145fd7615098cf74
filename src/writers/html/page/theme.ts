import { byId } from './dom.js';

/** Light or dark: as the system has it, until somebody chooses. */

const key = 'ata2mdi:theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export function makeTheme(): void {
  const toggle = byId('theme');
  apply(chosen());
  dark.addEventListener('change', () => apply(chosen()));
  toggle.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem(key, next);
    } catch {
      // Then it is chosen for this time only.
    }
    apply(next);
  });

  function apply(theme: string | null): void {
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    toggle.textContent = isDark() ? 'Light' : 'Dark';
    toggle.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours');
  }
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? dark.matches : theme === 'dark';
}

function chosen(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
