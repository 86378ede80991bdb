import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TracePlayer } from '../../../src/workspace/trace/trace-player.ts';
import { batchOf, type Callback, IMMEDIATE, SCRIPT } from './traces.ts';

/** Runs none of the program's lines and writes nothing. */
const OF_NODE: Callback = { phase: 'tick', origin: 'nextTick' };

function play(callbacks: readonly Callback[]): TracePlayer {
  const player = new TracePlayer();
  player.begin();
  player.take(batchOf(callbacks));
  player.complete();
  return player;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('plays at its speed, also when that changes on the way, and pauses at the end', () => {
  const player = play([SCRIPT, IMMEDIATE, IMMEDIATE, IMMEDIATE]);
  player.setSpeed(1);
  player.play();
  vi.advanceTimersByTime(1000);
  expect(player.position.value).toBe(1);
  player.setSpeed(20);
  vi.advanceTimersByTime(50);
  expect([player.position.value, player.isPlaying.value]).toEqual([2, true]);
  vi.advanceTimersByTime(50);
  expect([player.position.value, player.isPlaying.value]).toEqual([3, false]);
  player.play();
  expect(player.position.value, 'from the beginning').toBe(0);
});

test('a step pauses, and nothing leads past the ends', () => {
  const player = play([SCRIPT, IMMEDIATE]);
  player.play();
  player.step(1);
  expect(player.isPlaying.value).toBe(false);
  player.step(1);
  expect(player.position.value).toBe(1);
  player.goTo(-5);
  expect(player.position.value).toBe(0);
});

test('lights the line that the callback at the playhead runs', () => {
  const player = play([SCRIPT, IMMEDIATE]);
  player.goToCallback(2);
  expect(player.lit.value).toEqual({ file: 'main.js', line: 2 });
});

test('Node’s own callbacks are shown when they are asked for, and the playhead stays where it is', () => {
  const player = play([SCRIPT, OF_NODE, OF_NODE, IMMEDIATE]);
  expect([...player.ids.value]).toEqual([1, 4]);
  player.goToCallback(4);
  player.show('all');
  expect([...player.ids.value]).toEqual([1, 2, 3, 4]);
  expect(player.current.value).toBe(4);
});

test('a recorded run takes the place of the one before', () => {
  const player = play([SCRIPT, IMMEDIATE, IMMEDIATE]);
  player.take({ kind: 'truncated', of: 'callbacks', limit: 100_000 });
  player.step(1);
  expect(player.limit.value).toBe(100_000);
  player.begin();
  expect([player.trace.value, player.limit.value, player.position.value]).toEqual([undefined, undefined, 0]);
  player.take(batchOf([SCRIPT]));
  player.complete();
  expect(player.trace.value?.length).toBe(1);
});
