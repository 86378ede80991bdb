import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LostRun } from '../../src/workspace/model/lost-run.ts';
import { type Activity, Work } from '../../src/workspace/model/work.ts';

let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A page with the exercise open. */
function openPage() {
  const work = new Work();
  const page = new EventTarget();
  const { lost } = new LostRun('hello', work, page);
  const begin = (activity: Activity) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = work.begin(activity, () => promise);
    return () => {
      resolve();
      return done;
    };
  };
  return { lost, begin, say: (type: string) => void page.dispatchEvent(new Event(type)) };
}

test.each(['run', 'check'] as const)(
  'a page that never went away in order during a %s tells the next one',
  (activity) => {
    openPage().begin(activity);
    expect(openPage().lost.value).toBe(activity);
  },
);

test('a run that ended is not lost', async () => {
  await openPage().begin('run')();
  expect(openPage().lost.value).toBeUndefined();
});

test('a page that is left or loaded anew during a run loses nothing', () => {
  const page = openPage();
  page.begin('run');
  page.say('pagehide');
  expect(openPage().lost.value).toBeUndefined();
});

test('a page that comes back with its run can still lose it', () => {
  const page = openPage();
  page.begin('run');
  page.say('pagehide');
  page.say('pageshow');
  expect(openPage().lost.value).toBe('run');
});

test('it is told once, and no longer when the learner begins something', async () => {
  openPage().begin('check');
  const page = openPage();
  expect(openPage().lost.value).toBeUndefined();
  expect(page.lost.value).toBe('check');
  const end = page.begin('run');
  expect(page.lost.value).toBeUndefined();
  await end();
});

test('without storage, or with nonsense in it, nothing is told', () => {
  kept.set('twinstack/at-work/hello', 'nonsense');
  expect(openPage().lost.value).toBeUndefined();
  vi.stubGlobal('sessionStorage', undefined);
  const page = openPage();
  page.begin('run');
  expect(openPage().lost.value).toBeUndefined();
});
