import { expect, test } from 'vitest';
import { Progress } from '../../src/progress/progress.ts';
import { Panes } from '../../src/workspace/model/panes.ts';
import { FakeStorage } from '../progress/fake-storage.ts';

function openPanes(width: number, storage = new FakeStorage()): Panes {
  const panes = new Panes('page', new Progress(storage));
  panes.fit(width);
  return panes;
}

const sharesOf = (panes: Panes) => [panes.share('task'), panes.share('code')];

test('results get room for a while, and give it back', () => {
  const panes = openPanes(1440);
  panes.resize('code', 20);
  const narrow = panes.widenResults();
  expect(sharesOf(panes)).toEqual([17, 20]);
  narrow();
  expect(sharesOf(panes)).toEqual([30, 20]);
});

test('a separator that is moved meanwhile stays where it was put, and only that is remembered', () => {
  const storage = new FakeStorage();
  const panes = openPanes(1440, storage);
  const narrow = panes.widenResults();
  panes.resize('code', 40);
  panes.keepShares();
  expect(sharesOf(panes)).toEqual([17, 40]);
  expect(sharesOf(openPanes(1440, storage))).toEqual([30, 40]);
  narrow();
  expect(sharesOf(panes)).toEqual([30, 40]);
});

test('where results are as wide as they can be, nothing moves', () => {
  const panes = openPanes(1000);
  const before = sharesOf(panes);
  panes.widenResults();
  expect(sharesOf(panes)).toEqual(before);
});
