/** What stands out in a request: an error, queries that repeat, what was not recorded. */
import { Icon } from '../layout/Icon.tsx';
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { describeRepeat } from './describe-repeat.ts';
import { findError } from './describe-span.ts';
import { findRepeats, type Repeat } from './find-repeats.ts';
import { Place } from './Place.tsx';

export interface RequestNoticesProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

export function RequestNotices({ workspace, request }: RequestNoticesProps) {
  const { trace } = request;
  const { limit } = workspace.requests;
  const failed = findError(trace);
  return (
    <div class="ws-request-notices">
      {failed && (
        <p class="ws-request-notice" data-tone="bad">
          <Icon name="alert" />
          <span>
            <strong>{failed.error}</strong>
            {failed.source && <Place workspace={workspace} location={failed.source} />}
          </span>
        </p>
      )}
      {findRepeats(trace).map((repeat) => (
        <RepeatNotice key={repeat.sql} workspace={workspace} repeat={repeat} />
      ))}
      {trace.leftOut !== undefined && trace.leftOut > 0 && (
        <p class="ws-cut">
          {trace.leftOut.toLocaleString('en')} more steps of this request were counted and not recorded.
        </p>
      )}
      {limit.value !== undefined && (
        <p class="ws-cut">
          The first {limit.value.toLocaleString('en')} requests were recorded. The server went on answering.
        </p>
      )}
    </div>
  );
}

function RepeatNotice({ workspace, repeat }: { readonly workspace: Workspace; readonly repeat: Repeat }) {
  const { headline, explanation } = describeRepeat(repeat);
  return (
    <details class="ws-request-notice" data-tone={repeat.kind === 'n-plus-one' ? 'warn' : 'plain'}>
      <summary>
        <strong>{headline}</strong>
      </summary>
      <p>{explanation}</p>
      {repeat.source && <Place workspace={workspace} location={repeat.source} />}
    </details>
  );
}
