/** What is recorded of a learner: the kinds of records, their format versions, and how each is read back. */

/** A learner's files of one exercise, as they are now. */
export interface Draft {
  /** Text by path; only files that the learner can change. */
  readonly files: Readonly<Record<string, string>>;
  /** ISO 8601 */
  readonly savedAt: string;
}

/** Why a draft became an earlier one. `other-tab`: this tab wrote over what another one had saved. */
export type KeepReason = 'reset' | 'solution' | 'import' | 'other-tab';

/** A draft that another one took the place of. */
export interface EarlierDraft extends Draft {
  readonly reason: KeepReason;
}

/** What the learner has reached in one exercise. */
export interface ExerciseResult {
  /** Of the latest check; absent before the first. */
  readonly latest?: LatestGrade;
  /** When it passed for the first time, ISO 8601. A later failure does not take it away. */
  readonly passedAt?: string;
  /** How often it was checked. */
  readonly checks: number;
  /** How many hints were opened. */
  readonly hintsSeen: number;
  /** ISO 8601 */
  readonly solutionSeenAt?: string;
}

/** The verdict of the latest check, without its tests. */
export interface LatestGrade {
  readonly outcome: 'passed' | 'failed' | 'could-not-run';
  readonly passed: number;
  /** Tests that ran: skipped ones are not counted. */
  readonly total: number;
  /** ISO 8601 */
  readonly checkedAt: string;
}

/** Where in the course the learner was last. */
export interface Place {
  /** Path of the page, starting with `/`, base included. */
  readonly path: string;
  readonly title: string;
  /** ISO 8601 */
  readonly visitedAt: string;
}

/** A lesson that was opened. */
export interface LessonVisit {
  /** ISO 8601 */
  readonly openedAt: string;
  /** When the last of its questions was answered or skipped, ISO 8601; absent before. */
  readonly finishedAt?: string;
  /** Ids of its questions that come back in reviews, once it is finished. */
  readonly questions?: readonly string[];
}

/** How an answer to a question of a lesson turned out. `skipped`: the learner looked without answering. */
export type AnswerOutcome = 'right' | 'partly-right' | 'wrong' | 'skipped';

/** One answer to a question of a lesson. */
export interface GivenAnswer {
  readonly outcome: AnswerOutcome;
  /** What was chosen or written: lines in order, choices by number from 1, a text, a number. Empty when skipped. */
  readonly given: readonly string[];
  /** ISO 8601 */
  readonly at: string;
}

/** What the learner answered to a question. The first answer is the prediction; later ones know what came. */
export interface QuestionAnswers {
  readonly first: GivenAnswer;
  readonly latest: GivenAnswer;
  readonly count: number;
}

/** Where a question stands in the spaced review. Absent before its first review. */
export interface ReviewState {
  /** How many steps it has climbed, see `src/practice/review/schedule.ts`. */
  readonly step: number;
  /** ISO 8601 */
  readonly dueAt: string;
  /** ISO 8601 */
  readonly reviewedAt: string;
  readonly outcome: AnswerOutcome;
  /** How often it was reviewed, and how often not rightly. */
  readonly reviews: number;
  readonly lapses: number;
  /** Of the memory model: days until one in ten is forgotten, and how hard it is from 1 to 10. */
  readonly stability: number;
  readonly difficulty: number;
}

/** Where a learner's Node.js programs run. */
export type RuntimePreference = 'embedded' | 'webcontainer';

/** How the learner likes the site to be. */
export interface Settings {
  /** Absent: as the system has it. */
  readonly theme?: 'light' | 'dark';
  /** Absent: as the exercise has it. */
  readonly runtime?: RuntimePreference;
  /** Sizes of panes by name, in percent. */
  readonly panes: Readonly<Record<string, number>>;
}

/**
 * The records by kind. `draft`, `earlier-drafts` and `result` are one per exercise, `lesson` one per lesson, `answers` and
 * `review` one per question of a lesson.
 */
export interface RecordValues {
  draft: Draft;
  'earlier-drafts': readonly EarlierDraft[];
  result: ExerciseResult;
  lesson: LessonVisit;
  answers: QuestionAnswers;
  review: ReviewState;
  place: Place;
  settings: Settings;
}
export type RecordKind = keyof RecordValues;

/** How one kind of record is stored. */
interface RecordFormat<Value> {
  /** Raised with each change that older code cannot read. */
  readonly version: number;
  /** One for each exercise, lesson or question, or one in all. */
  readonly per: 'exercise' | 'lesson' | 'question' | 'learner';
  /** In messages, before "of <exercise>". */
  readonly name: string;
  isValid(value: unknown): value is Value;
}

/** The formats written now. */
export const RECORD_FORMATS: { readonly [Kind in RecordKind]: RecordFormat<RecordValues[Kind]> } = {
  draft: { version: 1, per: 'exercise', name: 'saved code', isValid: isDraft },
  'earlier-drafts': {
    version: 1,
    per: 'exercise',
    name: 'list of earlier versions',
    isValid: (value): value is readonly EarlierDraft[] => Array.isArray(value) && value.every(isEarlierDraft),
  },
  result: { version: 1, per: 'exercise', name: 'result', isValid: isExerciseResult },
  lesson: {
    version: 1,
    per: 'lesson',
    name: 'visit',
    isValid: isLessonVisit,
  },
  answers: { version: 1, per: 'question', name: 'answer', isValid: isQuestionAnswers },
  review: { version: 1, per: 'question', name: 'review', isValid: isReviewState },
  place: { version: 1, per: 'learner', name: 'place in the course', isValid: isPlace },
  settings: { version: 1, per: 'learner', name: 'record of settings', isValid: isSettings },
};

// The checks are written by hand: a schema library would weigh more than all of this on every lesson page.

/** An object that is no array, whose fields are not known yet. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDraft(value: unknown): value is Draft {
  return isObject(value) && isTime(value.savedAt) && isRecordOf(value.files, (text) => typeof text === 'string');
}

function isEarlierDraft(value: unknown): value is EarlierDraft {
  return isDraft(value) && ['reset', 'solution', 'import', 'other-tab'].includes((value as EarlierDraft).reason);
}

function isExerciseResult(value: unknown): value is ExerciseResult {
  return (
    isObject(value) &&
    (value.latest === undefined || isLatestGrade(value.latest)) &&
    (value.passedAt === undefined || isTime(value.passedAt)) &&
    isCount(value.checks) &&
    isCount(value.hintsSeen) &&
    (value.solutionSeenAt === undefined || isTime(value.solutionSeenAt))
  );
}

function isLatestGrade(value: unknown): value is LatestGrade {
  return (
    isObject(value) &&
    (value.outcome === 'passed' || value.outcome === 'failed' || value.outcome === 'could-not-run') &&
    isCount(value.passed) &&
    isCount(value.total) &&
    isTime(value.checkedAt)
  );
}

function isLessonVisit(value: unknown): value is LessonVisit {
  return (
    isObject(value) &&
    isTime(value.openedAt) &&
    (value.finishedAt === undefined || isTime(value.finishedAt)) &&
    (value.questions === undefined || isTextList(value.questions))
  );
}

function isQuestionAnswers(value: unknown): value is QuestionAnswers {
  return isObject(value) && isGivenAnswer(value.first) && isGivenAnswer(value.latest) && isCount(value.count);
}

function isGivenAnswer(value: unknown): value is GivenAnswer {
  return isObject(value) && isOutcome(value.outcome) && isTime(value.at) && isTextList(value.given);
}

function isReviewState(value: unknown): value is ReviewState {
  return (
    isObject(value) &&
    isTime(value.dueAt) &&
    isTime(value.reviewedAt) &&
    isOutcome(value.outcome) &&
    [value.step, value.reviews, value.lapses].every(isCount) &&
    [value.stability, value.difficulty].every((number) => Number.isFinite(number) && (number as number) > 0)
  );
}

function isOutcome(value: unknown): value is AnswerOutcome {
  return ['right', 'partly-right', 'wrong', 'skipped'].includes(value as AnswerOutcome);
}

function isPlace(value: unknown): value is Place {
  // A path that starts with "//" would lead to another site: an imported file may come from a stranger.
  return (
    isObject(value) &&
    typeof value.path === 'string' &&
    /^\/(?![/\\])[^\s\\]*$/.test(value.path) &&
    typeof value.title === 'string' &&
    isTime(value.visitedAt)
  );
}

function isSettings(value: unknown): value is Settings {
  return (
    isObject(value) &&
    (value.theme === undefined || value.theme === 'light' || value.theme === 'dark') &&
    (value.runtime === undefined || value.runtime === 'embedded' || value.runtime === 'webcontainer') &&
    isRecordOf(value.panes, (size) => typeof size === 'number' && size >= 0 && size <= 100)
  );
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isRecordOf(value: unknown, isValid: (entry: unknown) => boolean): boolean {
  return isObject(value) && Object.values(value).every(isValid);
}
