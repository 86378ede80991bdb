import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from '../../src/workspace/model/throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first event is drawn at once, a flood of them some twenty times a second', () => {
  const draw = vi.fn();
  const drawing = throttle(draw);
  drawing.flush();
  drawing.request();
  vi.advanceTimersByTime(1);
  expect(draw).toHaveBeenCalledTimes(2);
  for (let ms = 0; ms < 1000; ms += 1) {
    drawing.request();
    vi.advanceTimersByTime(1);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(15);
  expect(draw.mock.calls.length).toBeLessThan(30);
});

test('nothing is drawn after the last flush', () => {
  const draw = vi.fn();
  const drawing = throttle(draw);
  drawing.request();
  drawing.flush();
  vi.advanceTimersByTime(1000);
  expect(draw).toHaveBeenCalledTimes(1);
});
