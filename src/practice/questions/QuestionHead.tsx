/** What kind of question it is, and how the learner's answer turned out: by a sign and a word. */
import type { AnswerOutcome } from '../../progress/record-kinds.ts';
import { OUTCOME_WORDS } from './question-host.ts';

export interface QuestionHeadProps {
  readonly label: string;
  readonly outcome: AnswerOutcome | undefined;
}

const SIGNS: Readonly<Record<AnswerOutcome, string>> = { right: '✓', 'partly-right': '◐', wrong: '✗', skipped: '↷' };

export function QuestionHead({ label, outcome }: QuestionHeadProps) {
  return (
    <p class="question-head">
      <span class="ts-label">{label}</span>
      {outcome && (
        <span class="question-state" data-outcome={outcome}>
          <span aria-hidden="true">{SIGNS[outcome]}</span> {OUTCOME_WORDS[outcome]}
        </span>
      )}
    </p>
  );
}
