/** The log of requests; one that is chosen shows what was sent and what came. */
import { useSignal } from '@preact/signals';
import type { LoggedRequest, RequestLog } from '../../../preview/network/request-log.ts';
import { describeMs } from '../../model/describe-run.ts';
import type { Workspace } from '../../model/workspace.ts';
import { RequestDetails } from './RequestDetails.tsx';

export interface RequestsViewProps {
  readonly id: string;
  readonly log: RequestLog;
  readonly workspace: Workspace;
}

export function RequestsView({ id, log, workspace }: RequestsViewProps) {
  const chosenId = useSignal<number | undefined>(undefined);
  const requests = log.requests.value;
  const chosen = requests.find((request) => request.id === chosenId.value);
  return (
    <div id={id} class="ws-requests ws-scroll" role="tabpanel" aria-label="Requests">
      <div class="ws-view-head">
        <p>{requests.length === 0 ? 'No request yet.' : 'The latest is at the top.'}</p>
        <button type="button" class="ts-button ts-button-quiet" onClick={() => log.clear()}>
          Clear
        </button>
      </div>
      <ul class="ws-request-list">
        {requests.toReversed().map((request) => (
          <li key={request.id}>
            <button
              type="button"
              class="ws-request"
              aria-expanded={request === chosen}
              onClick={() => (chosenId.value = request === chosen ? undefined : request.id)}
            >
              <RequestLine request={request} />
            </button>
            {request === chosen && <RequestDetails request={request} workspace={workspace} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function RequestLine({ request }: { readonly request: LoggedRequest }) {
  const { answer, failure, method, url } = request;
  const { host, pathname, search } = new URL(url);
  const tone = failure || (answer && answer.status >= 500) ? 'bad' : answer && answer.status >= 400 ? 'warn' : 'ok';
  return (
    <>
      <span class="ws-request-method">{method}</span>
      <span class="ws-request-path" title={host}>
        {pathname + search}
      </span>
      <span class="ws-request-status" data-tone={tone}>
        {failure ? 'failed' : (answer?.status ?? '…')}
      </span>
      <span class="ws-ms">{answer ? describeMs(answer.ms) : ''}</span>
    </>
  );
}
