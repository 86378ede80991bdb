/** Where the engine is in its life: a sign, a word, and a bar while it loads. */
import type { RuntimeStatus } from '../../runtimes/runtime.ts';
import { describeStatus } from '../model/describe-engine.ts';
import type { Workspace } from '../model/workspace.ts';

export function EngineStatus({ workspace }: { readonly workspace: Workspace }) {
  const status = workspace.engine.status.value;
  const note = status.state === 'ready' ? status.note : undefined;
  const waits = status.state === 'idle' && !workspace.runtimes.mayWarmUp;
  return (
    <span
      class="ws-engine"
      data-state={status.state}
      title={[workspace.engine.name.value, note].filter(Boolean).join('. ')}
    >
      <span class="ws-engine-sign" aria-hidden="true" />
      <span class="ws-engine-word">{waits ? 'Starts when you press Run or Check' : describeStatus(status)}</span>
      {note !== undefined && <span class="ts-visually-hidden">{note}</span>}
      {status.state === 'loading' && <LoadingBar status={status} />}
    </span>
  );
}

function LoadingBar({ status }: { readonly status: Extract<RuntimeStatus, { state: 'loading' }> }) {
  return <progress class="ws-engine-bar" value={status.progress} max={1} aria-label="Loading the engine" />;
}
