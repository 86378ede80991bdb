/** The same request through both stacks, on one time axis; a part that is pointed at lights in both. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { STACK_NAMES } from '../../../course/stack-names.ts';
import type { SourceLocation } from '../../../runtimes/runtime.ts';
import type { RequestSpan, RequestTrace } from '../../../runtimes/trace.ts';
import { Icon } from '../../layout/Icon.tsx';
import type { RecordedRequest } from '../../model/recorded-requests.ts';
import type { Workspace } from '../../model/workspace.ts';
import { openEngine } from '../../open-engine.ts';
import { lengthOf } from '../lay-out-waterfall.ts';
import { Place } from '../Place.tsx';
import { SpanDetails } from '../SpanDetails.tsx';
import { type Step, stepOf } from '../span-kinds.ts';
import { Waterfall } from '../Waterfall.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';
import { loadTwin } from './load-twin.ts';
import { isSameRequest } from './request-again.ts';
import { TwinRequest, type TwinState } from './twin-request.ts';

export interface TwinViewProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

export function TwinView({ workspace, request }: TwinViewProps) {
  const twin = useMemo(() => openTwin(workspace), [workspace]);
  useEffect(() => () => twin.dispose(), [twin]);
  useEffect(() => workspace.panes.widenResults(), [workspace]);
  const state = twin.state.value;
  const other = STACK_NAMES[request.trace.stack === 'node' ? 'django' : 'node'];
  const isOfThis = state.state === 'there' && isSameRequest(state.request, request.trace);
  const [opened, setOpened] = useState<RequestSpan>();
  const there = isOfThis ? state.trace : undefined;
  const isHere = opened !== undefined && request.trace.spans.includes(opened);
  return (
    <div class="ws-request-sides">
      <div class="ws-request-scroll ws-twin">
        <div class="ws-twin-head">
          <button
            type="button"
            class="ts-button"
            aria-disabled={state.state === 'busy'}
            onClick={() => state.state !== 'busy' && void twin.send(request.trace)}
          >
            <Icon name="compare" />
            {isOfThis ? `Send it to ${other} again` : `Send the same request to ${other}`}
          </button>
          <p role="status">{describeState(state, other)}</p>
        </div>
        {there && <TwinPictures here={request.trace} there={there} opened={opened} onOpen={setOpened} />}
      </div>
      {opened && (isHere || there?.spans.includes(opened)) && (
        <SpanDetails
          key={`${isHere} ${opened.id}`}
          span={opened}
          onClose={() => setOpened(undefined)}
          showPlace={(location) =>
            isHere ? <Place workspace={workspace} location={location} /> : <There {...location} />
          }
        />
      )}
    </div>
  );
}

function openTwin(workspace: Workspace): TwinRequest {
  return new TwinRequest({
    loadTwin: () => loadTwin(workspace, workspace.twinUrl ?? ''),
    openEngine: (exercise) =>
      openEngine(exercise, {
        runtime: 'embedded',
        cancel: new AbortController().signal,
        onFallback: () => undefined,
      }),
  });
}

function describeState(state: TwinState, other: string): string {
  switch (state.state) {
    case 'idle':
      return `It runs your code of the ${other} twin, or its starter, beside this one.`;
    case 'busy':
      return `${state.step} …`;
    case 'there':
      return [
        state.code === 'draft' ? `${other} ran your code.` : `${other} ran the starter: you have not changed it yet.`,
        state.leftOut,
      ]
        .filter(Boolean)
        .join(' ');
    case 'failed':
      return `${state.message} ${state.hint}`;
  }
}

interface TwinPicturesProps {
  readonly here: RequestTrace;
  readonly there: RequestTrace;
  readonly opened: RequestSpan | undefined;
  readonly onOpen: (span: RequestSpan | undefined) => void;
}

function TwinPictures({ here, there, opened, onOpen }: TwinPicturesProps) {
  const [pointed, setPointed] = useState<Step>();
  const totalMs = Math.max(lengthOf(here), lengthOf(there));
  const lit = pointed ?? (opened && stepOf(opened, here.spans.includes(opened) ? here : there));
  // Node's on the left in either exercise, as everywhere in the course.
  const sides = here.stack === 'node' ? [here, there] : [there, here];
  return (
    <>
      <ComparisonTable here={here} there={there} lit={lit} onPoint={setPointed} />
      <div class="ws-twin-sides">
        {sides.map((trace) => (
          <section key={trace.stack} class={`ws-twin-side ts-stack-${trace.stack}`} data-stack={trace.stack}>
            <h2 class="ts-stack">
              <span class="ts-stack-shape" aria-hidden="true" />
              {STACK_NAMES[trace.stack]}
            </h2>
            <Waterfall
              trace={trace}
              totalMs={totalMs}
              label={`${STACK_NAMES[trace.stack]}: steps of ${trace.method} ${trace.path}`}
              openedId={trace.spans.find((span) => span === opened)?.id}
              onOpen={(id) => onOpen(trace.spans.find((span) => span.id === id))}
              lit={lit}
              onPoint={setPointed}
            />
          </section>
        ))}
      </div>
    </>
  );
}

/** A file of the other exercise cannot be opened here. */
function There({ file, line }: SourceLocation) {
  return (
    <code>
      {file}, line {line}
    </code>
  );
}
