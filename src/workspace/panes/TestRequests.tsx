/** The requests that a test sent; each leads to its trace. */
import { Icon } from '../layout/Icon.tsx';
import { describeMs } from '../model/describe-run.ts';
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';

/** A test that sends more is a loop: the first ones show what it is about. All are in the list of the trace's pane. */
const MOST_SHOWN = 8;

export interface TestRequestsProps {
  readonly requests: readonly RecordedRequest[];
  readonly workspace: Workspace;
}

export function TestRequests({ requests, workspace }: TestRequestsProps) {
  return (
    <section>
      <p class="ts-label">Requests of this test</p>
      <ul class="ws-test-requests">
        {requests.slice(0, MOST_SHOWN).map(({ key, trace: { method, path, status, ms } }) => (
          <li key={key}>
            <button type="button" class="ts-button ws-jump" onClick={() => workspace.openRequest(key)}>
              <Icon name="waterfall" />
              <span>
                Trace of {method} {path}: {status ?? 'no answer'}, {describeMs(ms)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {requests.length > MOST_SHOWN && <p>And {requests.length - MOST_SHOWN} more.</p>}
    </section>
  );
}
