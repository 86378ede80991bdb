/** When questions come back, in words. */
import { daysUntil, type Review } from '../../progress/reviews.ts';

/** `today`, `tomorrow`, `in 7 days`. */
export function describeDay(dueAt: Date, now: Date): string {
  const days = daysUntil(dueAt, now);
  if (days <= 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** What a learner reads when nothing is due; `coming`: what is known to come back, soonest first. */
export function describeNothingDue(coming: readonly Review[], now: Date): string {
  const [next] = coming;
  if (!next) return 'Nothing comes back yet.';
  const onThatDay = coming.filter(({ dueAt }) => daysUntil(dueAt, now) === daysUntil(next.dueAt, now)).length;
  const what = onThatDay === 1 ? '1 question comes' : `${onThatDay} questions come`;
  return `Nothing is due. ${what} back ${describeDay(next.dueAt, now)}.`;
}
