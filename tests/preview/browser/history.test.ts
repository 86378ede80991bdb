import { expect, test } from 'vitest';
import { type HistoryEntry, PreviewHistory } from '../../../src/preview/browser/history.ts';

const entry = (url: string, document = 1): HistoryEntry => ({
  request: { url, method: 'GET', headers: [] },
  document,
  state: undefined,
});
const present = (history: PreviewHistory) => history.present.value?.request.url;

test('a new page takes the place of what lay ahead', () => {
  const history = new PreviewHistory();
  for (const url of ['/a', '/b', '/c']) history.push(entry(url));
  history.move(-2);
  expect(present(history)).toBe('/a');
  expect([history.canGoBack.value, history.canGoForward.value]).toEqual([false, true]);
  history.push(entry('/d'));
  expect(history.canGoForward.value).toBe(false);
  expect(history.peek(-1)?.request.url).toBe('/a');
});

test('steps beyond its ends lead nowhere', () => {
  const history = new PreviewHistory();
  history.move(-1);
  history.replace(entry('/a'));
  history.move(5);
  expect(present(history)).toBe('/a');
  expect(history.length).toBe(1);
});

test('the same address again is no new place, and stays where it was scrolled to', () => {
  const history = new PreviewHistory();
  history.arrive({ url: '/a', method: 'GET', headers: [] }, 1, 'push');
  history.keepScroll({ x: 0, y: 200 });
  history.arrive({ url: '/a', method: 'GET', headers: [] }, 2, 'push');
  expect(history.length).toBe(1);
  expect(history.present.value).toMatchObject({ document: 2, scroll: { x: 0, y: 200 } });
  history.arrive({ url: '/a', method: 'POST', headers: [] }, 3, 'push');
  expect(history.length).toBe(2);
});
