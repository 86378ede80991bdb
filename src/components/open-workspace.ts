/** Opens workspaces inside a lesson: their code is loaded for the first one that is wanted. */

/** How far before it scrolls into view the code of the workspace starts to load. */
const NEAR = '400px';

function loadWorkspace() {
  return Promise.all([import('preact'), import('../workspace/Workspace.tsx')]);
}

async function openWorkspace(button: HTMLButtonElement): Promise<void> {
  const frame = button.closest('.exercise')?.querySelector<HTMLElement>('.exercise-frame');
  const { openWorkspace: exerciseId, exerciseUrl } = button.dataset;
  if (!frame || !exerciseId || !exerciseUrl) return;
  button.disabled = true;
  button.textContent = 'Opening the workspace…';
  try {
    const [{ h, render }, { default: Workspace }] = await loadWorkspace();
    frame.hidden = false;
    render(h(Workspace, { exerciseId, exerciseUrl, layout: 'lesson' }), frame);
    button.remove();
    frame.tabIndex = -1;
    frame.focus({ preventScroll: true });
  } catch (error) {
    reportError(error);
    button.disabled = false;
    button.textContent = 'The workspace could not be loaded. Try again';
  }
}

/** Connects the buttons of this page's exercises, and warms up when the reader comes near one. */
export function connectWorkspaceButtons(): void {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      // A failure shows when the button is pressed.
      loadWorkspace().catch(reportError);
    },
    { rootMargin: NEAR },
  );
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-open-workspace]')) {
    button.addEventListener('click', () => openWorkspace(button));
    near.observe(button);
  }
}
