import { beforeEach, describe, expect, test } from 'vitest';
import { Progress } from '../../src/progress/progress.ts';
import { watchPage } from '../../src/progress/shared-progress.ts';
import { FakeStorage } from './fake-storage.ts';

let storage: FakeStorage;
let page: EventTarget & { document: EventTarget };
let progress: Progress;

beforeEach(() => {
  storage = new FakeStorage();
  page = Object.assign(new EventTarget(), { document: new EventTarget() });
  progress = new Progress(storage);
  watchPage(page as unknown as Window, progress);
});

function readStoredDraft(): string | undefined {
  return storage.entries.get('twinstack/draft/loops');
}

function leave(): Event {
  const event = new Event('beforeunload', { cancelable: true });
  page.dispatchEvent(event);
  return event;
}

describe('before the page goes away', () => {
  test.each([
    ['pagehide', () => page.dispatchEvent(new Event('pagehide'))],
    ['visibilitychange', () => page.document.dispatchEvent(new Event('visibilitychange'))],
    ['beforeunload', leave],
  ])('the latest edit is stored at %s', (_event, dispatch) => {
    progress.drafts.save('loops', { 'main.js': 'last words' });
    expect(readStoredDraft()).toBeUndefined();
    dispatch();
    expect(readStoredDraft()).toContain('last words');
  });

  test('the learner is not asked when all is stored', () => {
    progress.drafts.save('loops', { 'main.js': 'mine' });
    expect(leave().defaultPrevented).toBe(false);
  });

  test('the learner is asked when code would be lost, not for other records', () => {
    storage.limit = 10;
    progress.recordPlace({ path: '/', title: 'Home' });
    expect(leave().defaultPrevented).toBe(false);
    progress.drafts.save('loops', { 'main.js': 'too long for it' });
    expect(leave().defaultPrevented).toBe(true);
  });
});

test('what another tab writes is announced, by kind and exercise; other keys are not', () => {
  const heard: unknown[] = [];
  progress.onChange((change) => heard.push(change));
  for (const key of ['twinstack/draft/loops', 'neighbour', 'twinstack/settings', 'twinstack/set-aside/draft/x', null]) {
    page.dispatchEvent(Object.assign(new Event('storage'), { key }));
  }
  expect(heard).toEqual([
    { kind: 'draft', id: 'loops', from: 'other-tab' },
    { kind: 'settings', from: 'other-tab' },
  ]);
});
