/** One question of a review, asked as its lesson asks it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerOutcome } from '../../progress/record-kinds.ts';
import { connectPractice } from '../connect.ts';
import { fetchQuestion, QuestionUnavailable } from './fetch-question.ts';
import type { ReviewedLesson } from './ReviewDesk.tsx';

export interface ReviewedQuestionProps {
  readonly lesson: ReviewedLesson;
  readonly questionId: string;
  readonly onAnswer: (questionId: string, outcome: AnswerOutcome) => void;
  readonly onNext: () => void;
  /** When it comes back, in words; empty until it is answered. */
  readonly comesBack: string;
}

export function ReviewedQuestion({ lesson, questionId, onAnswer, onNext, comesBack }: ReviewedQuestionProps) {
  const place = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<QuestionUnavailable>();
  // The question on the page calls what was there when it was connected.
  const answer = useRef(onAnswer);
  answer.current = onAnswer;

  useEffect(() => {
    let isGone = false;
    fetchQuestion(lesson.url, questionId).then(
      (element) => {
        if (isGone || !place.current) return;
        place.current.replaceChildren(element);
        connectPractice(place.current, { where: 'review', onAnswer: (id, outcome) => answer.current(id, outcome) });
      },
      (error: unknown) => {
        if (!isGone) setFailure(asUnavailable(error));
      },
    );
    return () => {
      isGone = true;
    };
  }, [lesson.url, questionId]);

  return (
    <>
      <p class="review-lesson">
        From <a href={`${lesson.url}#question-${questionId}`}>{lesson.title}</a>
      </p>
      {failure && (
        <p class="question-trouble" role="alert">
          {failure.message} {failure.hint}
        </p>
      )}
      <div ref={place} class="review-question prose" />
      <p class="question-actions">
        {(comesBack !== '' || failure) && (
          <button type="button" class="ts-button ts-button-main" onClick={onNext}>
            Go on
          </button>
        )}
        <span role="status">{comesBack !== '' && `It comes back ${comesBack}.`}</span>
      </p>
    </>
  );
}

function asUnavailable(error: unknown): QuestionUnavailable {
  if (error instanceof QuestionUnavailable) return error;
  return new QuestionUnavailable('The question could not be shown.', 'Reload the page.', { cause: error });
}
