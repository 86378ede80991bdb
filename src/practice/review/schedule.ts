/**
 * When a question comes back: one day after the lesson, then after 3, 7 and 21 days, then as ts-fsrs sees fit. An answer
 * that is not right starts again at one day.
 */
import {
  type Card,
  createEmptyCard,
  fsrs,
  Rating,
  State,
  type StepUnit,
  StrategyMode,
  type TLearningStepsStrategy,
} from 'ts-fsrs';
import type { AnswerOutcome, GivenAnswer, ReviewState } from '../../progress/record-kinds.ts';

/** Days from one review to the next while the answers are right. */
export const REVIEW_STEPS_DAYS = [1, 3, 7, 21] as const;

const MINUTES_PER_DAY = 24 * 60;

/** After the last step, ts-fsrs chooses the interval; longer than this it is of no use to a course, in days. */
const INTERVAL_AT_MOST_DAYS = 365;

/**
 * ts-fsrs has steps for minutes and hours before its own intervals; a step of a day or more ends them. So cards are
 * handed to it as still being learned while they are on a step, and this says which step follows.
 */
const climb: TLearningStepsStrategy = (_parameters, state, step) => {
  const start = { scheduled_minutes: MINUTES_PER_DAY * REVIEW_STEPS_DAYS[0], next_step: 0 };
  if (state === State.New) return { [Rating.Again]: start, [Rating.Good]: start };
  const days = state === State.Learning ? REVIEW_STEPS_DAYS[step + 1] : undefined;
  const next = days === undefined ? undefined : { scheduled_minutes: MINUTES_PER_DAY * days, next_step: step + 1 };
  return { [Rating.Again]: start, ...(next && { [Rating.Good]: next }) };
};

const scheduler = fsrs({
  enable_fuzz: false,
  maximum_interval: INTERVAL_AT_MOST_DAYS,
  learning_steps: REVIEW_STEPS_DAYS.map((days): StepUnit => `${days}d`),
}).useStrategy(StrategyMode.LEARNING_STEPS, climb);

/** The state after a review at `now`. `review`: the state before, absent when this was the first one. */
export function scheduleReview(
  first: GivenAnswer,
  review: ReviewState | undefined,
  outcome: AnswerOutcome,
  now: Date,
): ReviewState {
  const card = review ? toCard(review) : startCard(first);
  const isRight = outcome === 'right';
  const { card: next } = scheduler.next(card, now, rate(outcome));
  return {
    step: isRight ? (review?.step ?? 0) + 1 : 0,
    dueAt: next.due.toISOString(),
    reviewedAt: now.toISOString(),
    outcome,
    reviews: (review?.reviews ?? 0) + 1,
    lapses: (review?.lapses ?? 0) + (isRight ? 0 : 1),
    stability: next.stability,
    difficulty: next.difficulty,
  };
}

/** The answer in the lesson is where the memory starts. */
function startCard({ at, outcome }: GivenAnswer): Card {
  const answeredAt = new Date(at);
  const { card } = scheduler.next(createEmptyCard(answeredAt), answeredAt, rate(outcome));
  return { ...card, state: State.Learning };
}

function toCard({ step, dueAt, reviewedAt, reviews, lapses, stability, difficulty }: ReviewState): Card {
  const isOnSteps = step < REVIEW_STEPS_DAYS.length;
  return {
    ...createEmptyCard(new Date(reviewedAt)),
    due: new Date(dueAt),
    last_review: new Date(reviewedAt),
    state: isOnSteps ? State.Learning : State.Review,
    learning_steps: isOnSteps ? step : 0,
    reps: reviews + 1,
    lapses,
    stability,
    difficulty,
  };
}

/** Half right is not known yet. */
function rate(outcome: AnswerOutcome): Rating.Again | Rating.Good {
  return outcome === 'right' ? Rating.Good : Rating.Again;
}
