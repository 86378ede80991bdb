/** The toggle between light and dark. The choice is one of the learner's settings; without one the system decides. */

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
}

/** Brings a toggle to life. It says whether the dark theme is on. */
export function connectThemeToggle(button: HTMLButtonElement): void {
  const show = () => button.setAttribute('aria-pressed', String(isDark()));
  show();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  button.addEventListener('click', async () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    show();
    const { sharedProgress } = await import('../progress/shared-progress.ts');
    sharedProgress().changeSettings({ theme });
  });
}
