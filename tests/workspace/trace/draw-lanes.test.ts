import { expect, test } from 'vitest';
import type { CallbackTrace } from '../../../src/runtimes/read-callback-trace.ts';
import { LANES } from '../../../src/workspace/trace/describe-callback.ts';
import {
  COLUMN_WIDTH,
  drawLanes,
  drawOverview,
  LANE_HEIGHT,
  type LanePicture,
  TITLE_WIDTH,
} from '../../../src/workspace/trace/draw-lanes.ts';
import { IMMEDIATE, SCRIPT, traceOf } from './traces.ts';

const WIDTH = TITLE_WIDTH + 10 * COLUMN_WIDTH;

/** A canvas that only remembers what was asked of it. */
function watchCanvas() {
  const calls: { readonly name: string; readonly args: readonly number[] }[] = [];
  const context = new Proxy({} as CanvasRenderingContext2D, {
    get:
      (_, name) =>
      (...args: number[]) =>
        calls.push({ name: String(name), args }),
    set: () => true,
  });
  const argsOf = (name: string) => calls.filter((call) => call.name === name).map(({ args }) => args);
  return { context, argsOf };
}

function pictureOf(trace: CallbackTrace, position: number): LanePicture {
  const ids = Int32Array.from({ length: trace.length }, (_, index) => index + 1);
  const colors = { ink: 'ink', muted: 'muted', line: 'line', accent: 'accent', lanes: LANES.map(({ phase }) => phase) };
  return { trace, ids, position, colors, font: '' };
}

/** Which column and lane a point of the picture is in. */
const placeOf = ([x = 0, y = 0]: readonly number[]) => [
  Math.floor((x - TITLE_WIDTH) / COLUMN_WIDTH),
  LANES[Math.floor(y / LANE_HEIGHT)]?.phase,
];

const NESTED = traceOf([
  SCRIPT,
  { phase: 'tick', origin: 'nextTick', cause: 1 },
  { phase: 'microtask', origin: 'then', cause: 1 },
  { phase: 'timer', origin: 'setTimeout', cause: 2 },
]);

test('each callback is one block, in its lane, in the order in which they ran', () => {
  const { context, argsOf } = watchCanvas();
  drawLanes(context, WIDTH, pictureOf(NESTED, 0));
  expect(argsOf('roundRect').map(placeOf)).toEqual([
    [0, 'script'],
    [1, 'tick'],
    [2, 'microtask'],
    [3, 'timer'],
  ]);
  expect(argsOf('fillText').map(([title]) => title)).toEqual(LANES.map(({ title }) => title));
});

test('arrows lead to the callback at the playhead from who asked for it, back to the beginning', () => {
  const { context, argsOf } = watchCanvas();
  drawLanes(context, WIDTH, pictureOf(NESTED, 3));
  expect(argsOf('strokeRect').map(placeOf)).toEqual([[3, 'timer']]);
  const starts = argsOf('moveTo').filter(([x = 0]) => x > TITLE_WIDTH);
  // Each arrow has a line and a head.
  expect(starts.map(placeOf)).toEqual([
    [1, 'tick'],
    [3, 'timer'],
    [0, 'script'],
    [1, 'tick'],
  ]);
  expect(argsOf('bezierCurveTo').map((args) => placeOf(args.slice(4)))).toEqual([
    [3, 'timer'],
    [1, 'tick'],
  ]);
});

test('of 100,000 callbacks those around the playhead are blocks, and a strip folds all of them', () => {
  const trace = traceOf([SCRIPT, ...Array.from({ length: 99_999 }, () => IMMEDIATE)]);
  const { context, argsOf } = watchCanvas();
  drawLanes(context, WIDTH, pictureOf(trace, 50_000));
  expect(argsOf('roundRect').map(placeOf)).toEqual(Array.from({ length: 10 }, (_, column) => [column, 'check']));
  const strip = watchCanvas();
  drawOverview(strip.context, WIDTH, pictureOf(trace, 50_000));
  const check = LANES.findIndex(({ phase }) => phase === 'check');
  expect(strip.argsOf('fillRect').map(([x, y]) => [x, y])).toEqual([
    [0, 0],
    ...Array.from({ length: WIDTH }, (_, x) => [x, 4 * check]),
  ]);
});
