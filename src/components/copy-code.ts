/** Gives every code block a button that copies it. Added by script: without scripts it could do nothing. */

const COPY =
  'M8 8V5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-3M5 8h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Z';
const DONE = 'm5 13 4 4L19 7';
/** How long the tick stays, in ms. */
const DONE_MS = 1500;

function drawIcon(path: string): string {
  return `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" aria-hidden="true"><path d="${path}"/></svg>`;
}

/** The code as it should be pasted: lines that the text takes away stay out. */
function codeOf(figure: Element): string {
  const lines = [...figure.querySelectorAll('.line:not(.diff.remove)')];
  return `${lines.map((line) => line.textContent).join('\n')}\n`;
}

/** Adds the buttons to all code figures of the page. */
export function addCopyButtons(): void {
  for (const figure of document.querySelectorAll('figure.code')) {
    const button = document.createElement('button');
    const title = figure.querySelector('figcaption')?.textContent;
    const name = title ? `Copy ${title}` : 'Copy this code';
    button.type = 'button';
    button.className = 'code-copy';
    button.setAttribute('aria-label', name);
    button.innerHTML = drawIcon(COPY);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(codeOf(figure));
      button.innerHTML = drawIcon(DONE);
      button.setAttribute('aria-label', 'Copied');
      setTimeout(() => {
        button.innerHTML = drawIcon(COPY);
        button.setAttribute('aria-label', name);
      }, DONE_MS);
    });
    figure.append(button);
  }
}
