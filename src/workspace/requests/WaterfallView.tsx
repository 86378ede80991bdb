/** The waterfall of a request, and the step that is open beside it. */
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { JumpButton } from '../panes/JumpButton.tsx';
import { lengthOf } from './lay-out-waterfall.ts';
import { SpanDetails } from './SpanDetails.tsx';
import { Waterfall } from './Waterfall.tsx';

export interface WaterfallViewProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

export function WaterfallView({ workspace, request: { trace } }: WaterfallViewProps) {
  const { requests } = workspace;
  const opened = trace.spans.find(({ id }) => id === requests.spanId.value);
  return (
    <div class="ws-request-sides">
      <Waterfall
        trace={trace}
        totalMs={lengthOf(trace)}
        label={`Steps of ${trace.method} ${trace.path}`}
        openedId={opened?.id}
        onOpen={(id) => requests.openSpan(id)}
      />
      {opened && (
        <SpanDetails
          key={opened.id}
          span={opened}
          onClose={() => requests.openSpan(undefined)}
          showPlace={(location) => (
            <JumpButton workspace={workspace} location={location} label={`${location.file}, line ${location.line}`} />
          )}
        />
      )}
    </div>
  );
}
