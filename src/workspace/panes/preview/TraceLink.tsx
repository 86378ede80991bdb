/** Leads from an answer to the trace of how the server came to it, or says how to get one. */
import type { LoggedRequest } from '../../../preview/network/request-log.ts';
import { Icon } from '../../layout/Icon.tsx';
import type { Workspace } from '../../model/workspace.ts';

export interface TraceLinkProps {
  /** One that was answered. */
  readonly request: LoggedRequest;
  readonly workspace: Workspace;
}

export function TraceLink({ request: { answer, destination }, workspace }: TraceLinkProps) {
  const { requests, engine } = workspace;
  const traceId = answer?.traceId;
  const recorded = requests.requests.value.find(({ key }) => key === traceId);
  if (recorded) {
    return (
      <p>
        <button type="button" class="ts-button" onClick={() => workspace.openRequest(recorded.key)}>
          <Icon name="waterfall" /> Trace: how the server came to it
        </button>
      </p>
    );
  }
  if (traceId !== undefined) {
    if (answer?.isComplete) return <p>Its trace is no longer kept.</p>;
    const end = destination === 'websocket' ? 'the connection is closed' : 'the answer is complete';
    return <p>Its trace is there when {end}.</p>;
  }
  if (!engine.traces.value?.includes('requests')) return null;
  return (
    <p>
      This request was not recorded.{' '}
      <button type="button" class="ts-button" onClick={() => void workspace.recordRequests()}>
        <Icon name="waterfall" /> Start again and record
      </button>
    </p>
  );
}
