/** What a question may do on the page it is on; its form knows nothing else of the page. */
import type { AnswerOutcome, GivenAnswer } from '../../progress/record-kinds.ts';
import type { TraceKind, TraceLocation } from '../../runtimes/trace.ts';
import type { ProgramEnd } from './run-program.ts';

export interface WantedRun {
  /** In place of the program's own code. */
  readonly code?: string;
  /** What to record; nothing when absent. */
  readonly trace?: readonly TraceKind[];
}

export interface QuestionHost {
  /** Whether the learner has answered or skipped it before; not asked in a review. */
  readonly isAnswered: boolean;
  /** Keeps an answer, and shows how it turned out. */
  record(answer: Omit<GivenAnswer, 'at'>): void;
  /** Runs the program of the question, or other code in its place. */
  run(wanted: WantedRun): Promise<ProgramEnd>;
  /** Lights lines of the program on the page; none without a place. */
  light(location: TraceLocation | undefined): void;
  /** Shows what was hidden until now: the author's answer. */
  reveal(): void;
}

/** Outcomes as the learner reads them: a sign and a word. */
export const OUTCOME_WORDS: Readonly<Record<AnswerOutcome, string>> = {
  right: '✓ right',
  'partly-right': '◐ partly right',
  wrong: '✗ not right',
  skipped: '↷ skipped',
};
