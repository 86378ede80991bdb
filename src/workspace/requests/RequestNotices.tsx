/** What a request says at a glance: its queries against the time before, an error, queries that repeat, what is left out. */
import { Icon } from '../layout/Icon.tsx';
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { JumpButton } from '../panes/JumpButton.tsx';
import { describeRepeat } from './describe-repeat.ts';
import { countQueries, findError } from './describe-span.ts';
import { findRepeats, type Repeat } from './find-repeats.ts';
import { describeSpanMs } from './read-spans.ts';

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
      <p class="ws-request-summary">{summarize(request, workspace.requests.before(request))}</p>
      {failed && (
        <p class="ws-request-notice" data-tone="bad">
          <Icon name="alert" />
          <span>
            <strong>{failed.error}</strong>
            {failed.source && (
              <JumpButton
                workspace={workspace}
                location={failed.source}
                label={`${failed.source.file}, line ${failed.source.line}`}
              />
            )}
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
    <div class="ws-request-notice" data-tone={repeat.kind === 'n-plus-one' ? 'warn' : 'plain'}>
      <Icon name="table" />
      <div>
        <p>
          <strong>{headline}</strong>
        </p>
        <p>{explanation}</p>
        {repeat.source && (
          <JumpButton
            workspace={workspace}
            location={repeat.source}
            label={`Go to ${repeat.source.file}, line ${repeat.source.line}`}
          />
        )}
      </div>
    </div>
  );
}

/** `13 queries, 4.20 ms. The time before: 2 queries, 1.10 ms.` */
function summarize({ trace }: RecordedRequest, before: RecordedRequest | undefined): string {
  const queries = ({ trace: other }: Pick<RecordedRequest, 'trace'>) => {
    if (other.stack === 'node') return describeSpanMs(other.ms);
    const count = countQueries(other);
    return `${count} ${count === 1 ? 'query' : 'queries'}, ${describeSpanMs(other.ms)}`;
  };
  const now = `${queries({ trace })} from the request to the end of its answer.`;
  return before ? `${now} The time before: ${queries(before)}.` : now;
}
