/** What a question may do on the page it is on; its form knows nothing else of the page. */
import type { AnswerOutcome, GivenAnswer, QuestionAnswers } from '../../progress/record-kinds.ts';
import type { ProgramEnd } from './run-program.ts';

export interface QuestionHost {
  /** What the learner answered before; absent when not yet, and in a review. */
  readonly earlier: QuestionAnswers | undefined;
  /** Keeps an answer. */
  record(answer: Omit<GivenAnswer, 'at'>): void;
  /** Runs the program of the question, or `code` in its place. */
  run(code?: string): Promise<ProgramEnd>;
  /** Shows what was hidden until now: the author's answer. */
  reveal(): void;
}

/** Outcomes as the learner reads them. */
export const OUTCOME_WORDS: Readonly<Record<AnswerOutcome, string>> = {
  right: 'right',
  'partly-right': 'partly right',
  wrong: 'not right',
  skipped: 'skipped',
};
