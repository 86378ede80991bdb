import { describe, expect, it } from 'vitest';
import { layOutWaterfall, lengthOf, ticksOf } from '../../../src/workspace/requests/lay-out-waterfall.ts';
import { loopOver, traceOf } from './traces.ts';

const NONE: ReadonlySet<number> = new Set();

describe('layOutWaterfall', () => {
  it('nests steps below the step they are part of, in the order in which they began', () => {
    const trace = traceOf([
      { kind: 'request', label: 'GET /', startMs: 0, endMs: 10 },
      { kind: 'view', label: 'shop.views.books', parent: 1, startMs: 4, endMs: 9 },
      { kind: 'resolve', label: '/', parent: 1, startMs: 1, endMs: 2 },
      { kind: 'template', label: 'books.html', parent: 2, startMs: 5, endMs: 8 },
    ]);
    const rows = layOutWaterfall(trace, 10, NONE);
    expect(rows.map(({ span, level }) => `${level} ${span.kind}`)).toEqual([
      '1 request',
      '2 resolve',
      '2 view',
      '3 template',
    ]);
    expect(rows[3]?.pieces).toMatchObject([{ start: 0.5, width: expect.closeTo(0.3) }]);
  });

  it('folds a query that is repeated into one row, which can be unfolded', () => {
    const trace = traceOf(loopOver(4));
    const folded = layOutWaterfall(trace, 5, NONE);
    expect(folded.map(({ pieces, isOpen }) => [pieces.length, isOpen])).toEqual([
      [1, undefined],
      [4, false],
    ]);
    const open = layOutWaterfall(trace, 5, new Set([2]));
    expect(open).toHaveLength(6);
    expect(open[1]?.isOpen).toBe(true);
    expect(open.slice(2).map(({ level }) => level)).toEqual([2, 2, 2, 2]);
  });

  it('leaves two of the same as two', () => {
    expect(layOutWaterfall(traceOf(loopOver(2)), 3, NONE)).toHaveLength(3);
  });

  it('draws a step whose parent is not there at the top, and nothing beyond the axis', () => {
    const trace = traceOf([{ kind: 'write', label: 'piece', parent: 0, startMs: 5, endMs: 30 }]);
    const [row] = layOutWaterfall(
      { ...trace, spans: trace.spans.map((span) => ({ ...span, id: 9, parent: 3 })) },
      20,
      NONE,
    );
    expect(row).toMatchObject({ level: 1, pieces: [{ start: 0.25, width: 0.75 }] });
  });

  it('makes the axis as long as the last step', () => {
    expect(lengthOf(traceOf([{ kind: 'write', label: 'late', startMs: 0, endMs: 40 }], { ms: 10 }))).toBe(40);
  });

  it.each([
    [3.7, [0, 1, 2, 3]],
    [0.8, [0, 0.2, 0.4, 0.6, 0.8]],
    [120, [0, 50, 100]],
  ])('marks %s ms at round numbers', (ms, ticks) => {
    expect(ticksOf(ms).map((tick) => Number(tick.toFixed(6)))).toEqual(ticks);
  });
});
