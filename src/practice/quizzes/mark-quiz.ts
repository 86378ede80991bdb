/** Marks a quiz: what was chosen against what is right. */
import type { Quiz } from '../../course/question.ts';
import type { AnswerOutcome } from '../../progress/record-kinds.ts';

export interface QuizMarking {
  readonly outcome: Exclude<AnswerOutcome, 'skipped'>;
  readonly verdict: string;
}

/** `chosen`: numbers of choices, from 0. */
export function markQuiz({ choices, select }: Quiz, chosen: ReadonlySet<number>): QuizMarking {
  const wrong = choices.filter((choice, index) => choice.isRight !== chosen.has(index)).length;
  if (wrong === 0) return { outcome: 'right', verdict: 'Right.' };
  const hit = choices.some((choice, index) => choice.isRight && chosen.has(index));
  if (select === 'one' || !hit) return { outcome: 'wrong', verdict: 'Not this time. See why below.' };
  const right = choices.length - wrong;
  return {
    outcome: 'partly-right',
    verdict: `Partly right: ${right} of ${choices.length} choices are as they should be.`,
  };
}
