import { describe, expect, test } from 'vitest';
import { openWithFallback } from '../../src/runtimes/fallback-runtime.ts';
import { RuntimeError } from '../../src/runtimes/runtime.ts';
import { RuntimeUnavailable } from '../../src/runtimes/runtime-unavailable.ts';
import { FakeRuntime } from '../workspace/fake-runtime.ts';

async function openBoth() {
  const [first, second] = [new FakeRuntime(), new FakeRuntime()];
  const reasons: string[] = [];
  const runtime = await openWithFallback({
    openFirst: async () => first,
    openSecond: async () => second,
    onFallback: ({ message }) => reasons.push(message),
  });
  return { first, second, reasons, runtime };
}

const BLOCKED = new RuntimeUnavailable('It is blocked.', 'Unblock it.');
const COMMAND = ['node', 'main.js'];
const options = { onEvent: () => undefined };

describe('a runtime with another one in reserve', () => {
  test('runs on the first as long as that can be had', async () => {
    const { first, second, reasons, runtime } = await openBoth();
    await runtime.run({}, COMMAND, options);
    expect([first.commands.length, second.commands.length, reasons]).toEqual([1, 0, []]);
  });

  test('goes over to the second for good, with the same program, and says why once', async () => {
    const { first, second, reasons, runtime } = await openBoth();
    first.refusal = BLOCKED;
    const states: string[] = [];
    runtime.onStatus(({ state }) => states.push(state));
    const failed = { state: 'failed', message: 'It is blocked.', hint: 'Unblock it.' } as const;
    first.report(failed);
    const running = Promise.all([runtime.start(), runtime.run({}, COMMAND, options)]);
    // Both calls fail; the second failure comes when the change is under way.
    await Promise.resolve();
    first.report(failed);
    const [started, run] = await running;
    expect([started, run.outcome, second.commands, reasons]).toEqual([
      undefined,
      'exited',
      [COMMAND],
      ['It is blocked.'],
    ]);
    expect(first.isDisposed).toBe(true);
    expect(states).not.toContain('failed');
    await runtime.check({}, options);
    expect(second.projects).toHaveLength(2);
  });

  test('does not go over for what is no absence', async () => {
    const { first, reasons, runtime } = await openBoth();
    first.refusal = new RuntimeError('Something is already running.', 'Stop it.');
    await expect(runtime.run({}, COMMAND, options)).rejects.toThrow('already running');
    expect(reasons).toEqual([]);
  });

  test('gives the first one’s reason when the second cannot serve either', async () => {
    const { first, second, reasons, runtime } = await openBoth();
    first.refusal = BLOCKED;
    second.refusal = new RuntimeError('It lacks a package.', 'Choose another.');
    await expect(runtime.run({}, COMMAND, options)).rejects.toThrow('It is blocked.');
    expect(reasons).toEqual([]);
  });

  test('opens the second when the code of the first cannot be loaded', async () => {
    const second = new FakeRuntime();
    const reasons: RuntimeError[] = [];
    const runtime = await openWithFallback({
      openFirst: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
      openSecond: async () => second,
      onFallback: (reason) => reasons.push(reason),
    });
    expect(runtime).toBe(second);
    expect(reasons[0]?.message).toBe('Its code could not be loaded.');
  });
});
