/** What the program printed and how it ended. */
import { Icon } from '../layout/Icon.tsx';
import { describeBytes, describeRunEnd } from '../model/describe-run.ts';
import type { Program, ProgramRun } from '../model/program.ts';
import type { Terminal } from '../model/terminal.ts';
import type { Workspace } from '../model/workspace.ts';
import { InputLine } from './InputLine.tsx';
import { Pane } from './Pane.tsx';
import { PrintedBlocks } from './PrintedBlocks.tsx';
import { TerminalView } from './TerminalView.tsx';
import { useFollowing } from './use-following.ts';

export function OutputPane({ workspace }: { readonly workspace: Workspace }) {
  const run = workspace.program.run.value;
  const { terminal, engine } = workspace;
  return (
    <Pane workspace={workspace} pane="output">
      {engine.hasShell.value && <TerminalSwitch terminal={terminal} />}
      {terminal.isShown.value && <TerminalView workspace={workspace} />}
      {!terminal.isShown.value && run && <Run key={run.turn} run={run} program={workspace.program} />}
      {!terminal.isShown.value && !run && <NothingYet workspace={workspace} />}
    </Pane>
  );
}

/** Output or terminal: they share the pane. */
function TerminalSwitch({ terminal }: { readonly terminal: Terminal }) {
  const isShown = terminal.isShown.value;
  return (
    <p class="ws-terminal-switch">
      <button
        type="button"
        class="ts-button ts-button-quiet"
        aria-pressed={!isShown}
        onClick={() => terminal.showOutput()}
      >
        Output
      </button>
      <button type="button" class="ts-button ts-button-quiet" aria-pressed={isShown} onClick={() => terminal.show()}>
        Terminal
      </button>
    </p>
  );
}

function NothingYet({ workspace: { exercise } }: { readonly workspace: Workspace }) {
  return (
    <div class="ws-empty">
      <Icon name="run" />
      <p>Run to see here what your program prints.</p>
      <code>{exercise.command.join(' ')}</code>
    </div>
  );
}

interface RunProps {
  readonly run: ProgramRun;
  readonly program: Program;
}

function Run({ run, program }: RunProps) {
  const { scroller, content } = useFollowing(run.end === undefined);
  return (
    <>
      <div
        ref={scroller}
        class="ws-scroll ws-output"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Output"
      >
        <div ref={content}>
          <div class="ws-command">
            <code>
              <span aria-hidden="true">$ </span>
              {run.command.join(' ')}
            </code>
            {run.end && (
              <button type="button" class="ts-button ts-button-quiet" onClick={() => program.clear()}>
                Clear
              </button>
            )}
          </div>
          <PrintedBlocks blocks={run.blocks} />
          {run.cutAtBytes !== undefined && (
            <p class="ws-cut">
              <Icon name="dots" /> The output was cut here: it is longer than {describeBytes(run.cutAtBytes)}. The
              program went on.
            </p>
          )}
        </div>
      </div>
      {run.readsInput && !run.end && (
        <InputLine onLine={(line) => program.type(line)} onEnd={() => program.endInput()} />
      )}
      <RunState run={run} />
    </>
  );
}

function RunState({ run }: { readonly run: ProgramRun }) {
  if (!run.end) {
    const [port] = run.ports;
    return (
      <p class="ws-run-end" data-tone="plain">
        {port === undefined ? 'Running …' : `Listening on port ${port} inside this tab, until you stop it.`}
      </p>
    );
  }
  const { tone, sentence, hint } = describeRunEnd(run.end);
  const hasPrinted = run.blocks.length > 0;
  return (
    <p class="ws-run-end" data-tone={tone}>
      <Icon name={tone === 'ok' ? 'check' : tone === 'warn' ? 'stop' : 'cross'} />
      <span>
        {!hasPrinted && run.end.outcome === 'exited' && 'It printed nothing. '}
        {sentence} {hint}
      </span>
    </p>
  );
}
