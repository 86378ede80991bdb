/**
 * Brings programs and questions of a page to life when they are wanted. This is all that a lesson loads of them at first:
 * buttons are there already, and the first press loads what it needs.
 */

import type { Asking } from './questions/open-question.tsx';

/** Connects what is under `root`: a page, or a question that was put into one. */
export function connectPractice(root: ParentNode, asking: Asking = { where: 'lesson' }): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure[data-run]')) connectSnippet(figure);
  for (const element of root.querySelectorAll<HTMLElement>('[data-question]')) connectQuestion(element, asking);
}

function connectQuestion(element: HTMLElement, asking: Asking): void {
  // Read after the answer was given; without scripts it stays with the text.
  const answer = element.querySelector('.answer');
  if (answer) element.append(answer);
  const place = element.querySelector('.question-place');
  place?.addEventListener('submit', (event) => event.preventDefault());
  // Not before it is seen: who reads only the beginning of a lesson pays for nothing.
  const view = new IntersectionObserver(async (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    view.disconnect();
    try {
      (await import('./questions/open-question.tsx')).openQuestion(element, asking);
    } catch (error) {
      reportError(error);
      place?.replaceChildren('This question could not be loaded. See whether you are online and reload the page.');
    }
  });
  view.observe(element);
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
