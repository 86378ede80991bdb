import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PreviewLink } from '../../src/workspace/model/preview-link.ts';
import type { Program, ProgramRun } from '../../src/workspace/model/program.ts';

const STEADY_MS = 300;

let kept: Map<string, string>;

beforeEach(() => {
  vi.useFakeTimers();
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A link to a program whose run the test writes; `brought` counts how often the preview came forward. */
function link() {
  const run = signal<ProgramRun | undefined>(undefined);
  const brought = vi.fn();
  const preview = new PreviewLink('hello', { run } as unknown as Program, brought);
  const begin = (turn: number, ports: readonly number[]) => {
    run.value = { turn, command: ['node', 'main.js'], blocks: [], ports, readsInput: false };
  };
  const end = () => {
    if (run.value) run.value = { ...run.value, end: { outcome: 'stopped', ms: 1 } };
  };
  return { run, brought, preview, begin, end };
}

test('a server that stays brings the preview forward, once in a run', () => {
  const { brought, preview, begin } = link();
  begin(1, [3000]);
  expect(brought).not.toHaveBeenCalled();
  vi.advanceTimersByTime(STEADY_MS);
  expect(preview.served.value).toEqual({ turn: 1, ports: [3000] });
  begin(1, [3000, 4000]);
  vi.advanceTimersByTime(STEADY_MS);
  expect(brought).toHaveBeenCalledTimes(1);
  expect(preview.served.value?.ports).toEqual([3000, 4000]);
});

test('a server that is closed at once does not', () => {
  const { brought, preview, begin, end } = link();
  begin(1, [3000]);
  begin(1, []);
  vi.advanceTimersByTime(STEADY_MS);
  begin(2, [3000]);
  end();
  vi.advanceTimersByTime(STEADY_MS);
  expect(brought).not.toHaveBeenCalled();
  expect(preview.isWanted.value).toBe(false);
});

test('a page that is loaded anew finds what was running; after the end of a program it does not', () => {
  const first = link();
  first.begin(1, [3000]);
  vi.advanceTimersByTime(STEADY_MS);
  first.preview.keep({ address: 'http://localhost:3000/x' });
  const command = ['node', 'main.js'];
  expect(link().preview.kept).toEqual({ isServing: true, command, address: 'http://localhost:3000/x' });
  first.end();
  expect(first.preview.served.value).toBeUndefined();
  expect(link().preview.kept.isServing).toBe(false);
});

test('what is kept and makes no sense is nothing', () => {
  kept.set('twinstack/preview/hello', '{"command": "rm -rf"}');
  expect(link().preview.kept).toEqual({});
  kept.set('twinstack/preview/hello', 'no json');
  expect(link().preview.kept).toEqual({});
});
