/** The buttons of a program. The first drawing equals what site/code-blocks.ts wrote into the page. */
import type { SnippetSession } from './snippet-session.ts';

export interface SnippetBarProps {
  readonly session: SnippetSession;
  readonly onReset: () => void;
}

export function SnippetBar({ session, onReset }: SnippetBarProps) {
  const isYours = session.version === 'yours';
  const isRunning = session.isRunning.value;
  return (
    <>
      <button type="button" class="ts-button" onClick={() => (isRunning ? session.stop() : void session.start())}>
        {isRunning ? 'Stop' : 'Run'}
      </button>
      {session.isEditing.value ? (
        <button type="button" class="ts-button ts-button-quiet" aria-disabled={!isYours} onClick={onReset}>
          Reset
        </button>
      ) : (
        <button type="button" class="ts-button ts-button-quiet" onClick={() => session.openEditor()}>
          Edit
        </button>
      )}
      <p role="status">
        {isYours && (
          <>
            <strong class="snippet-yours">Your version.</strong>{' '}
          </>
        )}
        {session.describe()}
      </p>
    </>
  );
}
