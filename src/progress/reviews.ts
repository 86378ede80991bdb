/** Which questions come back, and when: those of finished lessons. Read from what is kept, and from nothing else. */
import type { Answers } from './answers.ts';

/** Before its first review, a question comes back this many days after it was answered. */
const FIRST_REVIEW_AFTER_DAYS = 1;

/** A question that comes back. */
export interface Review {
  readonly questionId: string;
  /** Slug. */
  readonly lesson: string;
  readonly dueAt: Date;
}

/** All questions of a finished lesson that were answered, or skipped. */
export function listReviews(lesson: string, questionIds: readonly string[], answers: Answers): Review[] {
  return questionIds.flatMap((questionId) => {
    const review = answers.readReview(questionId);
    if (review) return [{ questionId, lesson, dueAt: new Date(review.dueAt) }];
    const answer = answers.read(questionId);
    return answer ? [{ questionId, lesson, dueAt: addDays(new Date(answer.first.at), FIRST_REVIEW_AFTER_DAYS) }] : [];
  });
}

/** Days count, not hours: what was answered in the evening is due the next morning. */
export function isDue({ dueAt }: Pick<Review, 'dueAt'>, now: Date): boolean {
  return startOfDay(dueAt) <= startOfDay(now);
}

/** Days from today until it is due, by the learner's calendar; 0 or less when it is due. */
export function daysUntil(dueAt: Date, now: Date): number {
  // Rounded: a day on which the clocks are changed has 23 or 25 hours.
  return Math.round((startOfDay(dueAt).getTime() - startOfDay(now).getTime()) / 86_400_000);
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}

function startOfDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
