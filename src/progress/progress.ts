/** All that is kept of a learner, and what is told of it. */
import { Answers } from './answers.ts';
import { Drafts } from './drafts.ts';
import { ProblemList, type ProgressProblem } from './problems.ts';
import type { Place, RecordKind, Settings } from './record-kinds.ts';
import { parseKey, RecordStore } from './record-store.ts';
import { Results } from './results.ts';
import { isDue, listReviews, type Review } from './reviews.ts';
import { KEY_PREFIX, type KeyValueStorage, StorageArea } from './storage-area.ts';
import { exportRecords, type ImportReport, importRecords } from './transfer.ts';

/** A record changed, here or in another tab of this browser. */
export interface ProgressChange {
  readonly kind: RecordKind;
  /** Of the exercise, lesson or question. */
  readonly id?: string;
  readonly from: 'this-tab' | 'other-tab';
}

/**
 * Everything that is kept of a learner. It lives in local storage: its writes are synchronous, so the last edit is
 * stored even while the page goes away, and other tabs hear of each. Nothing here throws; what goes wrong is in `problems`.
 */
export class Progress {
  readonly drafts: Drafts;
  readonly results: Results;
  readonly answers: Answers;
  readonly #area: StorageArea;
  readonly #store: RecordStore;
  readonly #now: () => Date;
  readonly #problems = new ProblemList(() => {
    for (const listener of this.#problemListeners) listener(this.problems);
  });
  readonly #changeListeners = new Set<(change: ProgressChange) => void>();
  readonly #problemListeners = new Set<(problems: readonly ProgressProblem[]) => void>();

  /** `storage` is `undefined` where the browser forbids it. */
  constructor(storage: KeyValueStorage | undefined, now: () => Date = () => new Date()) {
    this.#now = now;
    this.#area = new StorageArea(storage, (refusal) => this.#problems.setRefusal(refusal));
    this.#store = new RecordStore(this.#area, (record) => this.#problems.addUnreadable(record));
    this.drafts = new Drafts(this.#store, now, (kind, id) => this.#announce({ kind, id, from: 'this-tab' }));
    this.results = new Results(this.#store, now, (id) => this.#announce({ kind: 'result', id, from: 'this-tab' }));
    this.answers = new Answers(this.#store, now, (kind, id) => this.#announce({ kind, id, from: 'this-tab' }));
  }

  /** Where the learner was last. */
  readPlace(): Place | undefined {
    return this.#store.read('place');
  }

  recordPlace({ path, title }: Pick<Place, 'path' | 'title'>): void {
    this.#store.write('place', { path, title, visitedAt: this.#now().toISOString() });
    this.#announce({ kind: 'place', from: 'this-tab' });
  }

  /** When a lesson was opened for the first time, ISO 8601. */
  readLessonOpenedAt(slug: string): string | undefined {
    return this.#store.read('lesson', slug)?.openedAt;
  }

  recordLessonOpened(slug: string): void {
    if (this.readLessonOpenedAt(slug) !== undefined) return;
    this.#store.write('lesson', { openedAt: this.#now().toISOString() }, slug);
    this.#announce({ kind: 'lesson', id: slug, from: 'this-tab' });
  }

  /**
   * A lesson is finished when each of its questions was answered or skipped. From then on, those of `questionIds` come
   * back in reviews.
   */
  recordLessonFinished(slug: string, questionIds: readonly string[]): void {
    const now = this.#now().toISOString();
    const visit = this.#store.read('lesson', slug) ?? { openedAt: now };
    const isKnown = questionIds.every((id) => visit.questions?.includes(id));
    if (visit.finishedAt !== undefined && isKnown) return;
    const finished = { ...visit, finishedAt: visit.finishedAt ?? now, questions: questionIds };
    this.#store.write('lesson', finished, slug);
    this.#announce({ kind: 'lesson', id: slug, from: 'this-tab' });
  }

  /** The questions of finished lessons, those that are due longest first. */
  listReviews(): Review[] {
    const reviews = this.#store
      .ids('lesson')
      .flatMap((slug) => listReviews(slug, this.#store.read('lesson', slug)?.questions ?? [], this.answers));
    return reviews.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  }

  /** How many questions are due now. */
  countDue(): number {
    const now = this.#now();
    return this.listReviews().filter((review) => isDue(review, now)).length;
  }

  readSettings(): Settings {
    return this.#store.read('settings') ?? { panes: {} };
  }

  /** Changes what is named; a `theme` of `undefined` means as the system has it. */
  changeSettings(change: Partial<Settings>): void {
    const before = this.readSettings();
    this.#store.write('settings', { ...before, ...change, panes: { ...before.panes, ...change.panes } });
    this.#announce({ kind: 'settings', from: 'this-tab' });
  }

  /** All that is kept, as the text of a JSON file. */
  exportAll(): string {
    this.drafts.flush();
    return exportRecords(this.#area, this.#now());
  }

  /** Takes in the text of an exported file; see `importRecords`. */
  importAll(text: string): ImportReport {
    this.drafts.flush();
    const report = importRecords(text, this.#store, (exerciseId) => this.drafts.keep(exerciseId, 'import'));
    this.#announceAll();
    return report;
  }

  /** Forgets everything, for good. Ask the learner before. */
  clearAll(): void {
    this.drafts.drop();
    this.#announceAll(() => this.#area.clear());
    for (const { id } of this.problems.filter(({ kind }) => kind !== 'forbidden')) this.dismissProblem(id);
  }

  /** What the learner should know about how progress is kept; empty when all is well. */
  get problems(): readonly ProgressProblem[] {
    return this.#problems.all;
  }

  dismissProblem(id: string): void {
    this.#problems.dismiss(id);
  }

  /** Calls `listener` whenever `problems` changes; returns how to end that. */
  onProblems(listener: (problems: readonly ProgressProblem[]) => void): () => void {
    this.#problemListeners.add(listener);
    return () => this.#problemListeners.delete(listener);
  }

  /** Calls `listener` at each change of a record; returns how to end that. */
  onChange(listener: (change: ProgressChange) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Writes what is pending, and what storage did not take before. */
  writeAll(): void {
    this.drafts.flush();
    this.#area.storeUnsaved();
  }

  /** Whether code would be lost with the page: storage has not taken it. */
  hasUnsavedDraft(): boolean {
    return this.#area.unsavedKeys().some((key) => parseKey(key)?.kind === 'draft');
  }

  /** Another tab has written the record with this key of the storage. */
  hearOtherTab(storageKey: string): void {
    if (!storageKey.startsWith(KEY_PREFIX)) return;
    const record = parseKey(storageKey.slice(KEY_PREFIX.length));
    if (record) this.#announce({ ...record, from: 'other-tab' });
  }

  /** Announces every record there is before or after `change`. */
  #announceAll(change: () => void = () => undefined): void {
    const before = this.#area.keys();
    change();
    for (const key of new Set([...before, ...this.#area.keys()])) {
      const record = parseKey(key);
      if (record) this.#announce({ ...record, from: 'this-tab' });
    }
  }

  #announce(change: ProgressChange): void {
    for (const listener of [...this.#changeListeners]) listener(change);
  }
}
