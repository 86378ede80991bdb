/**
 * Brings programs and questions of a page to life when they are wanted. This is all that a lesson loads of them at first:
 * buttons are there already, and the first press loads what it needs.
 */

/** Connects what is under `root`: a page, or a question that was put into one. */
export function connectPractice(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure[data-run]')) connectSnippet(figure);
}

function connectSnippet(figure: HTMLElement): void {
  const bar = figure.querySelector<HTMLElement>('.snippet-bar');
  if (!bar) return;
  const load = () => import('./snippets/open-snippet.tsx');
  // Whoever comes near with the pointer or the keyboard will not wait for the code. A failure shows at the press.
  const comeNear = () => load().catch(() => undefined);
  bar.addEventListener('pointerenter', comeNear, { once: true });
  bar.addEventListener('focusin', comeNear, { once: true });
  const open = async (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (!button) return;
    bar.removeEventListener('click', open);
    const action = button.textContent;
    try {
      const session = (await load()).openSnippet(figure);
      if (action === 'Run') await session.start();
      else session.openEditor();
    } catch (error) {
      reportError(error);
      bar
        .querySelector('[role="status"]')
        ?.replaceChildren('This could not be loaded. See whether you are online, then try again.');
      bar.addEventListener('click', open);
    }
  };
  bar.addEventListener('click', open);
}
