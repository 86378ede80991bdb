/** The task as the page wrote it, and the help beneath it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../layout/Icon.tsx';
import type { Workspace } from '../model/workspace.ts';
import { Pane } from './Pane.tsx';

export function TaskPane({ workspace }: { readonly workspace: Workspace }) {
  return (
    <Pane workspace={workspace} pane="task">
      <div class="ws-scroll ws-task">
        {workspace.taskId !== undefined && <AdoptedTask taskId={workspace.taskId} />}
        <HintLadder workspace={workspace} />
      </div>
    </Pane>
  );
}

/** Moves the page's own element here, so that whatever is attached to it stays, and back when this goes away. */
function AdoptedTask({ taskId }: { readonly taskId: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const task = document.getElementById(taskId);
    if (!task) return;
    const home = document.createComment('task');
    task.replaceWith(home);
    place.current?.append(task);
    return () => home.replaceWith(task);
  }, [taskId]);
  return <div ref={place} class="ws-adopted" />;
}

function HintLadder({ workspace }: { readonly workspace: Workspace }) {
  const { help, exercise } = workspace;
  const hints = help.hints.value;
  const left = exercise.hints.length - hints.length;
  return (
    <section class="ws-help" aria-label="Help">
      {/* A hint is read out when it opens. */}
      <div aria-live="polite">
        {hints.length > 0 && (
          <ol class="ws-hints">
            {hints.map((hint, index) => (
              <li key={hint} class="ws-hint">
                <p class="ts-label">
                  Hint {index + 1} of {exercise.hints.length}
                </p>
                {/* Rendered from the exercise's Markdown when the site was built. */}
                <div class="ws-hint-text" dangerouslySetInnerHTML={{ __html: hint }} />
              </li>
            ))}
          </ol>
        )}
      </div>
      <div class="ws-help-actions">
        {left > 0 && (
          <button type="button" class="ts-button" onClick={() => workspace.openNextHint()}>
            <Icon name="bulb" />
            {hints.length === 0 ? 'Show a hint' : 'Next hint'}
            <span class="ws-count"> {left} left</span>
          </button>
        )}
        <button type="button" class="ts-button ts-button-quiet" onClick={() => workspace.askForSolution()}>
          <Icon name="compare" />
          Show the solution
        </button>
      </div>
    </section>
  );
}
