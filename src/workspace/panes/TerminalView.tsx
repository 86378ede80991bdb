/** A terminal on the runtime's shell. Its code is loaded when it is opened. */
import { useEffect, useRef } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';

export function TerminalView({ workspace }: { readonly workspace: Workspace }) {
  const screen = useRef<HTMLDivElement>(null);
  const { terminal } = workspace;
  useEffect(() => {
    const element = screen.current;
    if (!element) return;
    let close: (() => void) | undefined;
    let isGone = false;
    import('./terminal-screen.ts').then(({ openScreen }) => {
      if (!isGone) close = openScreen(element, terminal);
    }, reportError);
    return () => {
      isGone = true;
      close?.();
    };
  }, [terminal]);
  return (
    <>
      {terminal.failure.value && (
        <p class="ws-run-end" data-tone="bad" role="alert">
          {terminal.failure.value}
        </p>
      )}
      <section ref={screen} class="ws-terminal" aria-label="Terminal" />
    </>
  );
}
