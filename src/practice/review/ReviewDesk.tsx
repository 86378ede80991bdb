/** The review page: one question after the other, as they are due. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Progress } from '../../progress/progress.ts';
import { isDue, type Review } from '../../progress/reviews.ts';
import { sharedProgress } from '../../progress/shared-progress.ts';
import { describeDay, describeNothingDue } from './describe-reviews.ts';
import { ReviewedQuestion } from './ReviewedQuestion.tsx';
import { scheduleReview } from './schedule.ts';

export interface ReviewDeskProps {
  readonly lessons: readonly ReviewedLesson[];
  /** Where the course is, for who has nothing to review. */
  readonly courseUrl: string;
}

/** Where the questions of a lesson are. */
export interface ReviewedLesson {
  readonly slug: string;
  readonly title: string;
  /** With the site's base. */
  readonly url: string;
}

export default function ReviewDesk({ lessons, courseUrl }: ReviewDeskProps) {
  const progress = sharedProgress();
  const [reviews, setReviews] = useState(() => listKnown(progress, lessons));
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const [comesBack, setComesBack] = useState('');
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(
    () =>
      progress.onChange(({ from }) => {
        // What this tab answers is taken in when the learner goes on.
        if (from === 'other-tab') setReviews(listKnown(progress, lessons));
      }),
    [progress, lessons],
  );

  const now = new Date();
  const due = reviews.filter((review) => isDue(review, now) && !passed.has(review.questionId));
  const [current] = due;
  const lesson = lessons.find(({ slug }) => slug === current?.lesson);

  function goOn(): void {
    if (current) setPassed(new Set([...passed, current.questionId]));
    setReviews(listKnown(progress, lessons));
    setComesBack('');
    heading.current?.focus();
  }

  return (
    <div class="review">
      <p ref={heading} class="review-count" tabIndex={-1} role="status">
        {current
          ? `${due.length} due`
          : describeNothingDue(
              reviews.filter((review) => !isDue(review, now)),
              now,
            )}
      </p>
      {!current && reviews.length === 0 && (
        <p>
          Predictions and quizzes of a lesson come back here one day after you have answered or skipped all of its
          questions, then after 3, 7 and 21 days. What you answer wrongly comes back the next day.
        </p>
      )}
      {!current && (
        <p>
          <a href={courseUrl}>Go on in the course</a>
        </p>
      )}
      {current && lesson && (
        <ReviewedQuestion
          key={current.questionId}
          lesson={lesson}
          questionId={current.questionId}
          onAnswer={(questionId, outcome) => {
            const first = progress.answers.read(questionId)?.first;
            if (!first || comesBack !== '') return;
            const state = scheduleReview(first, progress.answers.readReview(questionId), outcome, new Date());
            progress.answers.recordReview(questionId, state);
            setComesBack(describeDay(new Date(state.dueAt), new Date()));
          }}
          onNext={goOn}
          comesBack={comesBack}
        />
      )}
    </div>
  );
}

/** Questions whose lesson is still in the course. */
function listKnown(progress: Progress, lessons: readonly ReviewedLesson[]): readonly Review[] {
  return progress.listReviews().filter((review) => lessons.some(({ slug }) => slug === review.lesson));
}
