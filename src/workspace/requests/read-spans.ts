/** Reads a recorded request: its steps as a tree, and what is told of a step by name. */
import type { RequestSpan, RequestTrace } from '../../runtimes/trace.ts';

/** A step with those that are part of it, in the order in which they began. */
export interface SpanNode {
  readonly span: RequestSpan;
  readonly children: readonly SpanNode[];
}

/** A step whose parent was not recorded stands at the top. */
export function readTree({ spans }: RequestTrace): readonly SpanNode[] {
  const known = new Set(spans.map(({ id }) => id));
  const byParent = Map.groupBy(spans, ({ parent }) => (known.has(parent) ? parent : 0));
  const nodesBelow = (parent: number): readonly SpanNode[] =>
    (byParent.get(parent) ?? [])
      .toSorted((a, b) => a.startMs - b.startMs || a.id - b.id)
      .map((span) => ({ span, children: nodesBelow(span.id) }));
  return nodesBelow(0);
}

export function durationOf({ startMs, endMs }: RequestSpan): number {
  return Math.max(0, endMs - startMs);
}

/** What the recorder noted under a name, where it is a number. */
export function numberOf(span: RequestSpan, name: string): number | undefined {
  const value = span.details?.[name];
  return typeof value === 'number' ? value : undefined;
}

export function textOf(span: RequestSpan, name: string): string | undefined {
  const value = span.details?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A list, or a single text as a list of one. */
export function textsOf(span: RequestSpan, name: string): readonly string[] {
  const value = span.details?.[name];
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' ? value : [];
}

/** The whole statement of a query: its label may be cut. */
export function sqlOf(span: RequestSpan): string {
  return textOf(span, 'sql') ?? span.label;
}

/** The file with its folder: `shop/views.py`, also of `shop/templates/shop/books.html` the end. */
export function shortenPath(path: string): string {
  return path.split('/').slice(-2).join('/');
}

/** `0.42 ms`, `12.3 ms`, `1.2 s`: steps are short, so they keep their fractions. */
export function describeSpanMs(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 100) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
}
