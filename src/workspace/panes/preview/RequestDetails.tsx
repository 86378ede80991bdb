/** One request with its answer, and the way to the trace of how the server came to it. */
import type { LoggedRequest } from '../../../preview/network/request-log.ts';
import type { HttpHeaders } from '../../../runtimes/runtime.ts';
import { describeBytes } from '../../model/describe-run.ts';
import type { Workspace } from '../../model/workspace.ts';
import { BodyView } from './BodyView.tsx';
import { TraceLink } from './TraceLink.tsx';

export interface RequestDetailsProps {
  readonly request: LoggedRequest;
  readonly workspace: Workspace;
}

export function RequestDetails({ request, workspace }: RequestDetailsProps) {
  const { answer, failure } = request;
  const isSocket = request.destination === 'websocket';
  return (
    <div class="ws-request-details">
      {failure && <p class="ws-bad">{failure}</p>}
      {answer && <TraceLink request={request} workspace={workspace} />}
      <HeaderList title={`Request: ${request.method} ${request.url}`} headers={request.headers} />
      {request.body && <BodyView bytes={request.body} headers={request.headers} />}
      {answer && (
        <>
          <HeaderList title={`Answer: ${answer.status} ${answer.statusText}`} headers={answer.headers} />
          {answer.bodyBytes > answer.body.length && (
            <p>
              The first {describeBytes(answer.body.length)} of {describeBytes(answer.bodyBytes)}:
            </p>
          )}
          {!isSocket && <BodyView bytes={answer.body} headers={answer.headers} />}
          {!answer.isComplete && !failure && <p>{isSocket ? 'The connection is open.' : 'The answer goes on.'}</p>}
        </>
      )}
    </div>
  );
}

export function HeaderList({ title, headers }: { readonly title: string; readonly headers: HttpHeaders }) {
  return (
    <>
      <h2 class="ws-break">{title}</h2>
      <dl class="ws-headers">
        {headers.map(([name, value], index) => (
          <div key={`${index} ${name}`}>
            <dt>{name}</dt>
            <dd class="ws-break">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
