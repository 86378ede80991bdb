import { expect, test } from 'vitest';
import { scheduleReview } from '../../src/practice/review/schedule.ts';
import type { AnswerOutcome, GivenAnswer, ReviewState } from '../../src/progress/record-kinds.ts';

const DAY_MS = 86_400_000;
const ANSWERED: GivenAnswer = { outcome: 'wrong', given: ['a'], at: '2026-01-01T20:00:00.000Z' };

/** Days from each review to the next, when every review is done on the day it is due; the first after one day. */
function intervalsOf(outcomes: readonly AnswerOutcome[], first = ANSWERED): number[] {
  let now = new Date(Date.parse(first.at) + DAY_MS);
  let state: ReviewState | undefined;
  return outcomes.map((outcome) => {
    state = scheduleReview(first, state, outcome, now);
    const interval = (Date.parse(state.dueAt) - now.getTime()) / DAY_MS;
    now = new Date(state.dueAt);
    return interval;
  });
}

test('right answers come back after 3, 7 and 21 days, then later and later', () => {
  const [third, seventh, twentyFirst, ...later] = intervalsOf(Array(6).fill('right'));
  expect([third, seventh, twentyFirst]).toEqual([3, 7, 21]);
  expect(later[0]).toBeGreaterThan(21);
  expect(later[1]).toBeGreaterThan(later[0] ?? 0);
});

test('how the lesson went does not change the first steps', () => {
  expect(intervalsOf(['right', 'right'], { ...ANSWERED, outcome: 'right' })).toEqual([3, 7]);
  expect(intervalsOf(['right', 'right'], { ...ANSWERED, outcome: 'skipped' })).toEqual([3, 7]);
});

test.each(['wrong', 'partly-right', 'skipped'] as const)(
  'after an answer that is %s it starts again at one day',
  (outcome) => {
    expect(intervalsOf(['right', 'right', outcome, 'right', 'right'])).toEqual([3, 7, 1, 3, 7]);
    expect(intervalsOf([...Array(5).fill('right'), outcome, 'right']).slice(-2)).toEqual([1, 3]);
  },
);

test('a review that comes late keeps the steps', () => {
  const late = new Date(Date.parse(ANSWERED.at) + 40 * DAY_MS);
  const state = scheduleReview(ANSWERED, undefined, 'right', late);
  expect(Date.parse(state.dueAt) - late.getTime()).toBe(3 * DAY_MS);
  expect(state).toMatchObject({ step: 1, reviews: 1, lapses: 0 });
});

test('no interval is longer than a year', () => {
  // ts-fsrs keeps its three ratings apart by a day each, also at the limit.
  expect(Math.max(...intervalsOf(Array(15).fill('right')))).toBeLessThanOrEqual(366);
});
