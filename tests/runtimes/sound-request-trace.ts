/** What holds of the trace of every request, whichever engine recorded it. */
import { expect } from 'vitest';
import { isTraceBatch } from '../../src/runtimes/parse-trace-batch.ts';
import type { RequestSpan, RequestTrace, TraceBatch } from '../../src/runtimes/trace.ts';

/** The traces of requests among some events, in the order in which they came. */
export function requestTraces(
  events: readonly { readonly type: string; readonly batch?: TraceBatch }[],
): readonly RequestTrace[] {
  return events.flatMap(({ batch }) => (batch?.kind === 'request' ? [batch.trace] : []));
}

/** Fails unless ids, parents and times of the steps fit together. */
export function expectSoundTrace(trace: RequestTrace): void {
  const { id, ms, spans } = trace;
  const where = `trace ${id} of ${trace.method} ${trace.path}`;
  expect(isTraceBatch({ kind: 'request', trace }), where).toBe(true);
  expect(
    spans.map((span) => span.id),
    where,
  ).toEqual(spans.map((_, index) => index + 1));
  const [request, ...steps] = spans;
  expect(request, where).toMatchObject({ kind: 'request', parent: 0, startMs: 0, endMs: ms });
  const byId = new Map(spans.map((span) => [span.id, span]));
  for (const span of spans) {
    expect(span.label, where).toMatch(/\S/);
    expect(span.label.length, where).toBeLessThanOrEqual(400);
    expect(span.endMs, `${where}, ${span.label}`).toBeGreaterThanOrEqual(span.startMs);
  }
  for (const step of steps) {
    const parent = byId.get(step.parent) as RequestSpan;
    expect(parent, `${where}: the parent of ${step.label}`).toBeDefined();
    expect(step.startMs, `${where}, ${step.label}`).toBeGreaterThanOrEqual(parent.startMs);
    expect(step.endMs, `${where}, ${step.label}`).toBeLessThanOrEqual(parent.endMs);
  }
}

/** The steps of one kind, in their order. */
export function stepsOf({ spans }: RequestTrace, kind: RequestSpan['kind']): RequestSpan[] {
  return spans.filter((span) => span.kind === kind);
}
