/** Answers: what the learner answered to the questions of lessons, and when each is to come back. */
import type { GivenAnswer, QuestionAnswers, ReviewState } from './record-kinds.ts';
import type { RecordStore } from './record-store.ts';

/** Keeps answers and reviews. Each change reads the stored record first, so that two tabs do not undo each other's. */
export class Answers {
  readonly #store: RecordStore;
  readonly #now: () => Date;
  readonly #onWrite: (kind: 'answers' | 'review', questionId: string) => void;

  constructor(store: RecordStore, now: () => Date, onWrite: (kind: 'answers' | 'review', questionId: string) => void) {
    this.#store = store;
    this.#now = now;
    this.#onWrite = onWrite;
  }

  /** Nothing when the learner has neither answered nor skipped it. */
  read(questionId: string): QuestionAnswers | undefined {
    return this.#store.read('answers', questionId);
  }

  /** Takes in an answer. The first one stays; looking at the answer after having answered is no skip. */
  record(questionId: string, { outcome, given }: Omit<GivenAnswer, 'at'>): void {
    const present = this.read(questionId);
    if (present && outcome === 'skipped') return;
    const answer: GivenAnswer = { outcome, given, at: this.#now().toISOString() };
    const answers = { first: present?.first ?? answer, latest: answer, count: (present?.count ?? 0) + 1 };
    this.#store.write('answers', answers, questionId);
    this.#onWrite('answers', questionId);
  }

  /** Nothing before the first review. */
  readReview(questionId: string): ReviewState | undefined {
    return this.#store.read('review', questionId);
  }

  recordReview(questionId: string, review: ReviewState): void {
    this.#store.write('review', review, questionId);
    this.#onWrite('review', questionId);
  }
}
