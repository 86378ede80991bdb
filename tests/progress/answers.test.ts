import { beforeEach, describe, expect, test } from 'vitest';
import { Progress } from '../../src/progress/progress.ts';
import type { ReviewState } from '../../src/progress/record-kinds.ts';
import { daysUntil, isDue } from '../../src/progress/reviews.ts';
import { FakeStorage } from './fake-storage.ts';

let now: Date;
let progress: Progress;

beforeEach(() => {
  now = new Date(2026, 0, 1, 20, 30);
  progress = new Progress(new FakeStorage(), () => now);
});

function answer(id: string, outcome: 'right' | 'wrong' | 'skipped' = 'right'): void {
  progress.answers.record(id, { outcome, given: outcome === 'skipped' ? [] : ['a'] });
}

const REVIEW: ReviewState = {
  ...{ step: 1, dueAt: new Date(2026, 0, 5, 9).toISOString(), reviewedAt: new Date(2026, 0, 2, 9).toISOString() },
  ...{ outcome: 'right', reviews: 1, lapses: 0, stability: 2, difficulty: 5 },
};

describe('answers', () => {
  test('the first one stays, the latest is beside it', () => {
    answer('order', 'wrong');
    now = new Date(2026, 0, 1, 21);
    answer('order', 'right');
    expect(progress.answers.read('order')).toMatchObject({
      first: { outcome: 'wrong' },
      latest: { outcome: 'right', at: now.toISOString() },
      count: 2,
    });
  });

  test('a skip is kept, and looking again after an answer is none', () => {
    answer('order', 'skipped');
    expect(progress.answers.read('order')?.first.outcome).toBe('skipped');
    answer('pick', 'wrong');
    answer('pick', 'skipped');
    expect(progress.answers.read('pick')).toMatchObject({ latest: { outcome: 'wrong' }, count: 1 });
  });
});

describe('reviews', () => {
  test('questions of a lesson that is not finished do not come back', () => {
    progress.recordLessonOpened('event-loop');
    answer('order');
    expect(progress.listReviews()).toEqual([]);
  });

  test('those of a finished lesson are due from the next morning on', () => {
    answer('order');
    answer('pick', 'skipped');
    progress.recordLessonFinished('event-loop', ['order', 'pick']);
    expect(progress.countDue()).toBe(0);
    expect(progress.listReviews()).toHaveLength(2);
    now = new Date(2026, 0, 2, 6);
    expect(progress.countDue()).toBe(2);
  });

  test('after a review, its own day counts', () => {
    answer('order');
    progress.recordLessonFinished('event-loop', ['order']);
    progress.answers.recordReview('order', REVIEW);
    now = new Date(2026, 0, 4, 23, 59);
    expect(progress.countDue()).toBe(0);
    now = new Date(2026, 0, 5, 0, 1);
    expect(progress.countDue()).toBe(1);
  });

  test('days are the learner’s: over midnight, and over a change of the clocks', () => {
    expect(isDue({ dueAt: new Date(2026, 0, 2, 23) }, new Date(2026, 0, 2, 0, 5))).toBe(true);
    expect(daysUntil(new Date(2026, 2, 30, 1), new Date(2026, 2, 28, 23))).toBe(2);
  });

  test('a lesson that gets another question is finished again when that is answered', () => {
    answer('order');
    progress.recordLessonFinished('event-loop', ['order']);
    answer('new');
    progress.recordLessonFinished('event-loop', ['order', 'new']);
    expect(progress.listReviews().map(({ questionId }) => questionId)).toEqual(['order', 'new']);
  });
});

test('answers and reviews go to another browser by export and import, and nothing newer is lost', () => {
  answer('order', 'wrong');
  progress.recordLessonFinished('event-loop', ['order']);
  const file = progress.exportAll();

  const there = new Progress(new FakeStorage(), () => new Date(2026, 0, 3));
  there.answers.record('order', { outcome: 'right', given: ['b'] });
  there.answers.recordReview('order', REVIEW);
  expect(there.importAll(file)).toMatchObject({ outcome: 'imported', skipped: [] });
  expect(there.answers.read('order')).toMatchObject({ first: { outcome: 'wrong' }, latest: { outcome: 'right' } });
  expect(there.answers.readReview('order')).toEqual(REVIEW);
  expect(there.listReviews()).toHaveLength(1);
});

test('a damaged answer is set aside and costs nothing else', () => {
  const storage = new FakeStorage();
  storage.setItem('twinstack/answers/order', '{"version":1,"value":{"first":{"outcome":"brilliant"}}}');
  const damaged = new Progress(storage, () => now);
  expect(damaged.answers.read('order')).toBeUndefined();
  expect(damaged.problems[0]?.message).toBe('Your answer of “order” is damaged and could not be read.');
});
