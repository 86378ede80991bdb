/** Puts the trace of a request together, when it is answered and all of its callbacks are known. */
import type { CallbackTrace } from '../../../../read-callback-trace.ts';
import type { SourceLocation } from '../../../../runtime.ts';
import {
  type CallbackSpan,
  type RequestSpan,
  type RequestTrace,
  TRACE_LIMIT_REQUEST_SPANS,
  type TraceLocation,
} from '../../../../trace.ts';
import { nameCallback, nameWait, sourceOfWait } from './describe-steps.ts';
import type { OpenRequest } from './open-request.ts';

/** A shorter gap is the loop going from one callback to the next. */
const SHORTEST_WAIT_US = 20;
const US_PER_MS = 1000;

/** A step before it has an id and a parent. */
interface Step extends Pick<RequestSpan, 'kind' | 'label' | 'error'> {
  readonly startUs: number;
  readonly endUs: number;
  readonly source?: SourceLocation | undefined;
  readonly details?: RequestSpan['details'];
}

export interface TraceFacts {
  readonly callbacks: CallbackTrace;
  readonly placeOf: (site: number) => TraceLocation | undefined;
  /** Whether the trace of callbacks is sent too: then steps name those that they are. */
  readonly namesCallbacks: boolean;
  /** What was sent, in base64, when all of it is known. */
  readonly body: string | undefined;
}

export function buildRequestTrace(request: OpenRequest, facts: TraceFacts): RequestTrace {
  const arrival = facts.callbacks.at(request.handler?.callback ?? 0);
  const connection = request.connection === undefined ? undefined : facts.callbacks.at(request.connection);
  const handlerStart = request.handler?.startUs ?? 0;
  const startUs = Math.min(connection?.startUs ?? arrival?.startUs ?? handlerStart, handlerStart);
  const endUs = Math.max(request.finishedUs ?? 0, startUs);
  const steps = [
    ...(connection ? [step('connection', 'the connection is accepted', connection)] : []),
    ...handlerSteps(request, arrival, facts),
    ...callbackSteps(request, facts),
    ...request.writes.map(({ bytes, ...write }) => ({ ...write, ...(bytes > 0 && { details: { bytes } }) })),
  ].filter((one) => one.startUs <= endUs);
  const all = [...steps, ...waits(steps, endUs, { ...facts, last: nameLastWait(request) })];
  const { spans, leftOut } = nest(all, requestStep(request, startUs, endUs, connection !== undefined));
  return {
    id: request.id,
    stack: 'node',
    method: request.method,
    path: request.path,
    ...(request.status !== undefined && { status: request.status }),
    ms: toMs(endUs - startUs),
    sent: { headers: request.headers, ...(facts.body !== undefined && { body: facts.body }) },
    spans,
    ...(leftOut > 0 && { leftOut }),
  };
}

function requestStep(request: OpenRequest, startUs: number, endUs: number, isFirst: boolean): Step {
  const { method, path, status, bytes, handler, upgraded } = request;
  return {
    kind: 'request',
    label: `${method} ${path}`,
    startUs,
    endUs,
    details: {
      ...(status !== undefined && { status }),
      bytes,
      ...(!isFirst && { keptConnection: true }),
      ...upgraded?.details,
    },
    ...(handler?.error !== undefined && { error: handler.error }),
  };
}

function handlerSteps(request: OpenRequest, arrival: CallbackSpan | undefined, facts: TraceFacts): Step[] {
  const { handler } = request;
  if (!handler) return [];
  const { callback, site, startUs, endUs, error } = handler;
  const parse = arrival ? [step('parse', 'the head is read', { ...arrival, endUs: startUs })] : [];
  return [
    ...parse,
    {
      kind: 'handler',
      label: `listener of "${request.upgraded ? 'upgrade' : 'request'}"`,
      startUs,
      endUs,
      source: placeInSource(facts.placeOf(site) ?? arrival?.runsAt),
      ...(facts.namesCallbacks && { details: { callback } }),
      ...(error !== undefined && { error }),
    },
  ];
}

/** Callbacks in which the program's own code ran; Node's have no line to show. */
function callbackSteps(request: OpenRequest, facts: TraceFacts): Step[] {
  const found = [...request.callbacks].flatMap((id) => facts.callbacks.at(id) ?? []);
  return found
    .filter(({ id, runsAt }) => runsAt && id !== request.handler?.callback)
    .map((callback) => ({
      ...step('callback', nameCallback(callback), callback),
      source: placeInSource(callback.runsAt),
      details: detailsOf(callback, request, facts),
      callback,
    }));
}

function detailsOf({ id, phase }: CallbackSpan, { events }: OpenRequest, { namesCallbacks }: TraceFacts) {
  const event = events.get(id);
  return { phase, ...(event !== undefined && { event }), ...(namesCallbacks && { callback: id }) };
}

/** Gaps between steps, told by what ended them. */
function waits(
  steps: readonly Step[],
  endUs: number,
  { callbacks, last }: TraceFacts & { readonly last: string },
): Step[] {
  const found: Step[] = [];
  const inOrder = steps.toSorted((a, b) => a.startUs - b.startUs);
  let idleSince = inOrder[0]?.endUs ?? endUs;
  for (const next of [...inOrder, undefined]) {
    const untilUs = next?.startUs ?? endUs;
    if (untilUs - idleSince >= SHORTEST_WAIT_US) {
      found.push({
        kind: 'wait',
        startUs: idleSince,
        endUs: untilUs,
        ...(next ? describeWait(next, callbacks) : { label: last }),
      });
    }
    idleSince = Math.max(idleSince, next?.endUs ?? endUs);
  }
  return found;
}

function nameLastWait({ status, upgraded }: OpenRequest): string {
  if (upgraded && status !== undefined) return 'the connection to be closed';
  return status !== undefined ? 'the answer to go out' : 'an answer that did not come';
}

function describeWait(
  next: Step & { readonly callback?: CallbackSpan },
  callbacks: CallbackTrace,
): Pick<Step, 'label' | 'source' | 'details'> {
  if (next.kind === 'parse') return { label: 'the request to come' };
  if (!next.callback) return { label: 'the next piece' };
  const brought = sourceOfWait(callbacks, next.callback);
  return {
    label: nameWait(brought),
    source: placeInSource(next.callback.scheduledAt),
    details: { for: brought.origin },
  };
}

/** Ids in the order in which steps began; a step is part of the one that contains it. One thread: none overlap. */
function nest(steps: readonly Step[], root: Step): { spans: RequestSpan[]; leftOut: number } {
  const inOrder = steps.toSorted((a, b) => a.startUs - b.startUs || b.endUs - a.endUs);
  const kept = inOrder.slice(0, TRACE_LIMIT_REQUEST_SPANS - 1);
  const spans: RequestSpan[] = [];
  const open: { readonly id: number; readonly endUs: number }[] = [];
  for (const { startUs, endUs, source, ...rest } of [root, ...kept]) {
    while ((open.at(-1)?.endUs ?? Infinity) <= startUs && open.length > 1) open.pop();
    const parent = open.at(-1);
    const id = spans.length + 1;
    const end = Math.max(startUs, Math.min(endUs, parent?.endUs ?? endUs));
    const { callback: _callback, ...facts } = rest as typeof rest & { readonly callback?: CallbackSpan };
    spans.push({
      ...facts,
      id,
      parent: parent?.id ?? 0,
      startMs: toMs(startUs - root.startUs),
      endMs: toMs(end - root.startUs),
      label: facts.label.slice(0, 400),
      ...(source && { source }),
    });
    open.push({ id, endUs: end });
  }
  return { spans, leftOut: steps.length - kept.length };
}

function step(kind: Step['kind'], label: string, { startUs, endUs }: Pick<Step, 'startUs' | 'endUs'>): Step {
  return { kind, label, startUs, endUs };
}

function placeInSource(place: TraceLocation | undefined): SourceLocation | undefined {
  return place && { file: place.file, line: place.line, ...(place.column !== undefined && { column: place.column }) };
}

function toMs(us: number): number {
  return Math.round(us) / US_PER_MS;
}
