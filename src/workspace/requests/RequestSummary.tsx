/** What a request did, in a line, against the time before. */
import type { RequestTrace } from '../../runtimes/trace.ts';
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { countQueries } from './describe-span.ts';
import { describeSpanMs } from './read-spans.ts';

export interface RequestSummaryProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

export function RequestSummary({ workspace, request }: RequestSummaryProps) {
  const before = workspace.requests.before(request);
  return (
    <p class="ws-request-summary">
      <strong>{describeWork(request.trace)}</strong>
      {before && ` The time before: ${describeWork(before.trace)}`}
      {!workspace.requests.isRecording.value && (
        <button type="button" class="ts-button ts-button-quiet" onClick={() => void workspace.recordRequests()}>
          Record every run and check
        </button>
      )}
    </p>
  );
}

/** `13 queries, 4.20 ms.` */
function describeWork(trace: RequestTrace): string {
  const ms = describeSpanMs(trace.ms);
  if (trace.stack === 'node') return `${ms}.`;
  const count = countQueries(trace);
  return `${count} ${count === 1 ? 'query' : 'queries'}, ${ms}.`;
}
