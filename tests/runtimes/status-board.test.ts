import { describe, expect, test } from 'vitest';
import { RuntimeError, type RuntimeStatus } from '../../src/runtimes/runtime.ts';
import { StatusBoard } from '../../src/runtimes/status-board.ts';

function watched(): { board: StatusBoard; seen: RuntimeStatus[] } {
  const board = new StatusBoard();
  const seen: RuntimeStatus[] = [];
  board.watch((status) => seen.push(status));
  return { board, seen };
}

describe('a step of loading', () => {
  test('is not shown while nobody waits', () => {
    const { board, seen } = watched();
    board.showStep('Starting Python', 0.5);
    expect(seen).toEqual([]);
  });

  test('is shown as long as the last of several still waits', async () => {
    const { board, seen } = watched();
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const waits = [board.showLoading(() => first.promise), board.showLoading(() => second.promise)];
    first.resolve();
    await waits[0];
    board.showStep('Starting Django', 0.8);
    expect(seen).toEqual([{ state: 'loading', step: 'Starting Django', progress: 0.8 }]);
    second.resolve();
    await waits[1];
    board.showStep('Starting Django', 0.9);
    expect(seen).toHaveLength(1);
  });
});

test('a failure while loading is shown with its hint, and passed on', async () => {
  const { board } = watched();
  const failure = new RuntimeError('The engine could not be loaded.', 'Check the connection.');
  await expect(board.showLoading(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(board.current).toEqual({ state: 'failed', message: failure.message, hint: failure.hint });
});

test('a listener that has left hears nothing more', () => {
  const board = new StatusBoard();
  const seen: RuntimeStatus[] = [];
  const leave = board.watch((status) => seen.push(status));
  leave();
  board.show({ state: 'ready' });
  expect(seen).toEqual([]);
  expect(board.current).toEqual({ state: 'ready' });
});
