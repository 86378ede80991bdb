/** The waterfall of a request, and the step that is open beside it. */
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { lengthOf } from './lay-out-waterfall.ts';
import { Place } from './Place.tsx';
import { RequestNotices } from './RequestNotices.tsx';
import { SpanDetails } from './SpanDetails.tsx';
import { Waterfall } from './Waterfall.tsx';

export interface WaterfallViewProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

export function WaterfallView({ workspace, request }: WaterfallViewProps) {
  const { trace } = request;
  const { requests } = workspace;
  const opened = trace.spans.find(({ id }) => id === requests.spanId.value);
  return (
    <div class="ws-request-sides">
      <div class="ws-request-scroll">
        <RequestNotices workspace={workspace} request={request} />
        <Waterfall
          trace={trace}
          totalMs={lengthOf(trace)}
          label={`Steps of ${trace.method} ${trace.path}`}
          openedId={opened?.id}
          onOpen={(id) => requests.openSpan(id)}
        />
      </div>
      {opened && (
        <SpanDetails
          key={opened.id}
          span={opened}
          onClose={() => requests.openSpan(undefined)}
          showPlace={(location) => <Place workspace={workspace} location={location} />}
        />
      )}
    </div>
  );
}
