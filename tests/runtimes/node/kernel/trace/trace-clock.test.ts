/** When the clock of a trace is read, and how callbacks share a reading. */
import { expect, test } from 'vitest';
import { LoopClock } from '../../../../../src/runtimes/node/kernel/loop-clock.ts';
import { ASKED_BY_NOBODY, callbackKind } from '../../../../../src/runtimes/node/kernel/trace/callback-kinds.ts';
import { Tracer } from '../../../../../src/runtimes/node/kernel/trace/tracer.ts';
import { CallbackTrace } from '../../../../../src/runtimes/read-callback-trace.ts';
import type { CallbackSpan } from '../../../../../src/runtimes/trace.ts';

const TICK = callbackKind('tick', 'nextTick', 'at once');

/** Ticks that take as long as they are told to, recorded as the tracer does. */
function openRecording() {
  let nowUs = 0;
  let readings = 0;
  const loopClock = new LoopClock({
    now() {
      readings += 1;
      return nowUs / 1000;
    },
  });
  const trace = new CallbackTrace();
  const tracer = new Tracer({
    clock: loopClock,
    send: (batch) => batch.kind === 'callbacks' && trace.add(batch),
    onFull: () => undefined,
    decode: { stdout: String, stderr: String },
  });
  return {
    clock: tracer.clock,
    readings: () => readings,
    tick(us: number, during?: () => void) {
      tracer.begin(TICK, ASKED_BY_NOBODY);
      during?.();
      nowUs += us;
      tracer.end();
    },
    spans(): CallbackSpan[] {
      tracer.flush();
      return Array.from({ length: trace.length }, (_, index) => trace.at(index + 1) as CallbackSpan);
    },
  };
}

const lengths = (spans: readonly CallbackSpan[]) => spans.map(({ startUs, endUs }) => endUs - startUs);

test('the first callbacks are timed one by one', () => {
  const { tick, spans } = openRecording();
  for (let us = 1; us <= 60; us += 1) tick(us % 9);
  const all = spans();
  expect(lengths(all)).toEqual(Array.from({ length: 60 }, (_, index) => (index + 1) % 9));
  expect(all.every(({ sharedBy }) => sharedBy === 1)).toBe(true);
});

test('of a long row of small ones, 16 share one reading and the time between two', () => {
  const { tick, spans, readings } = openRecording();
  for (let count = 0; count < 64 + 160; count += 1) tick(3);
  expect(readings()).toBeLessThan(64 + 16);
  const all = spans();
  expect(all.slice(64).map(({ sharedBy }) => sharedBy)).toEqual(Array(160).fill(16));
  expect(lengths(all)).toEqual(Array(224).fill(3));
  expect(all.every(({ startUs }, index) => startUs === 3 * index)).toBe(true);
});

test('a reading in the middle of a callback counts for those before it', () => {
  const { tick, spans, clock } = openRecording();
  for (let count = 0; count < 66; count += 1) tick(2);
  tick(10, () => expect(clock.now()).toBe(2 * 66));
  const all = spans();
  expect(lengths(all.slice(64, 66))).toEqual([1, 1]);
  expect(all[66]).toMatchObject({ startUs: 130, endUs: 142 });
});

test('what runs within another callback shares no time with it', () => {
  const { tick, spans } = openRecording();
  for (let count = 0; count < 70; count += 1) tick(1);
  tick(5, () => tick(3));
  tick(1);
  const all = spans();
  expect(all.slice(70, 72)).toMatchObject([
    { startUs: 69, endUs: 78 },
    { startUs: 70, endUs: 73, sharedBy: 1 },
  ]);
});

test('callbacks that take long are timed one by one again', () => {
  const { tick, spans } = openRecording();
  for (let count = 0; count < 64; count += 1) tick(1);
  for (let count = 0; count < 16; count += 1) tick(50);
  tick(70);
  const all = spans();
  expect(all[79]?.sharedBy).toBe(16);
  expect(all[80]).toMatchObject({ sharedBy: 1, startUs: 64 + 800, endUs: 64 + 870 });
});

test('what says that it may take long is timed alone', () => {
  const { tick, spans, clock } = openRecording();
  for (let count = 0; count < 70; count += 1) tick(1);
  tick(40_000, () => clock.timeAlone());
  tick(1);
  const all = spans();
  expect(all[70]?.endUs).toBe(40_070);
  expect((all[70]?.endUs ?? 0) - (all[70]?.startUs ?? 0)).toBeGreaterThanOrEqual(40_000);
  expect(lengths(all.slice(64, 70))).toEqual([0, 1, 1, 1, 1, 1]);
  expect(lengths(all.slice(71))).toEqual([1]);
});
