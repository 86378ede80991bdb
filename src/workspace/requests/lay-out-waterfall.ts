/** From a recorded request to the rows of its picture: nested, in order, with repeated queries folded into one row. */
import type { RequestSpan, RequestTrace } from '../../runtimes/trace.ts';
import { readTree, type SpanNode, sqlOf } from './read-spans.ts';

/** A piece of a row's bar, as shares of the picture's width from 0 to 1. */
export interface BarPiece {
  readonly span: RequestSpan;
  readonly start: number;
  readonly width: number;
}

export interface WaterfallRow {
  /** The step, or the first of those that are folded into the row. */
  readonly span: RequestSpan;
  /** More than one in a row that stands for the same query, sent again and again. */
  readonly pieces: readonly BarPiece[];
  /** 1 for the outermost. */
  readonly level: number;
  /** Set for a folded row: whether its queries stand below it too. */
  readonly isOpen?: boolean;
}

/** Two of the same may be by chance; three are a loop. */
const FOLDED_FROM = 3;

/** `totalMs`: the length of the axis; `open`: ids of the first queries of folded rows that are unfolded. */
export function layOutWaterfall(
  trace: RequestTrace,
  totalMs: number,
  open: ReadonlySet<number>,
): readonly WaterfallRow[] {
  const place = (span: RequestSpan) => placeBar(span, totalMs);
  const rowsOf = (nodes: readonly SpanNode[], level: number): readonly WaterfallRow[] =>
    foldRepeats(nodes).flatMap((group): readonly WaterfallRow[] => {
      const [node] = group;
      if (!node) return [];
      if (group.length === 1) {
        return [{ span: node.span, pieces: [place(node.span)], level }, ...rowsOf(node.children, level + 1)];
      }
      const isOpen = open.has(node.span.id);
      const folded = { span: node.span, pieces: group.map(({ span }) => place(span)), level, isOpen };
      const queries = isOpen ? group.map(({ span }) => ({ span, pieces: [place(span)], level: level + 1 })) : [];
      return [folded, ...queries];
    });
  return rowsOf(readTree(trace), 1);
}

/** Where the request's last step ends, ms: a step may outlast the answer. */
export function lengthOf({ ms, spans }: RequestTrace): number {
  return Math.max(ms, ...spans.map(({ endMs }) => endMs), 0.001);
}

/** Round numbers along the axis, ms: three to six of them, 0 included. */
export function ticksOf(totalMs: number): readonly number[] {
  const rough = totalMs / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  return Array.from({ length: Math.floor(totalMs / step) + 1 }, (_, index) => index * step);
}

function placeBar(span: RequestSpan, totalMs: number): BarPiece {
  const start = clampShare(span.startMs / totalMs);
  return { span, start, width: clampShare(span.endMs / totalMs) - start };
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}

/** Siblings that sent the same statement become one group, at the place of the first. */
function foldRepeats(nodes: readonly SpanNode[]): readonly (readonly SpanNode[])[] {
  const repeated = Map.groupBy(
    nodes.filter(({ span, children }) => span.kind === 'sql' && children.length === 0),
    ({ span }) => sqlOf(span),
  );
  return nodes.flatMap((node) => {
    const group = node.span.kind === 'sql' ? (repeated.get(sqlOf(node.span)) ?? []) : [];
    if (group.length < FOLDED_FROM) return [[node]];
    return group[0] === node ? [group] : [];
  });
}
