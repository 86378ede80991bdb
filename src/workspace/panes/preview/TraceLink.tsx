/** Leads from an answer to the trace of how the server came to it, or says how to get one. */
import type { LoggedAnswer } from '../../../preview/network/request-log.ts';
import { Icon } from '../../layout/Icon.tsx';
import type { Workspace } from '../../model/workspace.ts';

export interface TraceLinkProps {
  readonly answer: LoggedAnswer;
  readonly workspace: Workspace;
}

export function TraceLink({ answer: { traceId, isComplete }, workspace }: TraceLinkProps) {
  const { requests, engine } = workspace;
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
    return <p>{isComplete ? 'Its trace is no longer kept.' : 'Its trace is there when the answer is complete.'}</p>;
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
