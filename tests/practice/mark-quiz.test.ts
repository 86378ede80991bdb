import { expect, test } from 'vitest';
import type { Quiz } from '../../src/course/question.ts';
import { markQuiz } from '../../src/practice/quizzes/mark-quiz.ts';

function quiz(select: Quiz['select'], ...right: boolean[]): Quiz {
  return { kind: 'quiz', id: 'q', select, choices: right.map((isRight) => ({ html: '', why: '', isRight })) };
}

test('one choice is right or wrong', () => {
  expect(markQuiz(quiz('one', false, true), new Set([1])).outcome).toBe('right');
  expect(markQuiz(quiz('one', false, true), new Set([0])).outcome).toBe('wrong');
});

test('of several, all and no others must be chosen', () => {
  const several = quiz('several', true, false, true);
  expect(markQuiz(several, new Set([0, 2])).outcome).toBe('right');
  expect(markQuiz(several, new Set([0, 1, 2]))).toEqual({
    outcome: 'partly-right',
    verdict: 'Partly right: 2 of 3 choices are as they should be.',
  });
  expect(markQuiz(several, new Set([0])).outcome).toBe('partly-right');
  expect(markQuiz(several, new Set([1])).outcome).toBe('wrong');
});
