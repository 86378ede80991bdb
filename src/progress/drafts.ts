/** Drafts: the learner's code of each exercise, and the earlier versions that something else took the place of. */
import type { Draft, EarlierDraft, KeepReason } from './record-kinds.ts';
import type { RecordStore } from './record-store.ts';

/** An edit is written this long after the first one not yet written, in ms; half a second is promised. */
const WRITE_DELAY_MS = 250;

/** More earlier drafts of an exercise than this are let go, oldest first. */
export const EARLIER_DRAFTS_LIMIT = 10;

/** Keeps drafts. Edits are gathered for a moment; reading sees them at once. */
export class Drafts {
  readonly #store: RecordStore;
  readonly #now: () => Date;
  readonly #pending = new Map<string, Draft>();
  /** `savedAt` of the stored draft as this tab knows it: another value means that another tab wrote. */
  readonly #known = new Map<string, string | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onWrite: (kind: 'draft' | 'earlier-drafts', exerciseId: string) => void;

  constructor(
    store: RecordStore,
    now: () => Date,
    onWrite: (kind: 'draft' | 'earlier-drafts', exerciseId: string) => void,
  ) {
    this.#store = store;
    this.#now = now;
    this.#onWrite = onWrite;
  }

  /** The draft as it is now; nothing when the learner has not changed the exercise. */
  read(exerciseId: string): Draft | undefined {
    const pending = this.#pending.get(exerciseId);
    if (pending) return pending;
    const draft = this.#store.read('draft', exerciseId);
    this.#known.set(exerciseId, draft?.savedAt);
    return draft;
  }

  /** Takes in an edit. Written within half a second, at the latest when the page is hidden. */
  save(exerciseId: string, files: Draft['files']): void {
    this.#pending.set(exerciseId, { files, savedAt: this.#now().toISOString() });
    this.#timer ??= setTimeout(() => this.flush(), WRITE_DELAY_MS);
  }

  /** Makes the present draft an earlier one, before a reset or the solution takes its place. */
  keep(exerciseId: string, reason: KeepReason): void {
    const draft = this.read(exerciseId);
    if (draft) this.#addEarlier(exerciseId, { ...draft, reason });
  }

  /** Forgets the present draft: the exercise is as its author wrote it. Earlier drafts stay. */
  discard(exerciseId: string): void {
    this.#pending.delete(exerciseId);
    this.#store.remove('draft', exerciseId);
    this.#known.set(exerciseId, undefined);
    this.#onWrite('draft', exerciseId);
  }

  /** Earlier drafts, newest first. */
  earlier(exerciseId: string): readonly EarlierDraft[] {
    return this.#store.read('earlier-drafts', exerciseId) ?? [];
  }

  /** Ids of all exercises with a draft. */
  exerciseIds(): string[] {
    return [...new Set([...this.#store.ids('draft'), ...this.#pending.keys()])];
  }

  /** Writes what is pending, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const [exerciseId, draft] of pending) this.#write(exerciseId, draft);
  }

  /** Forgets what is pending without writing it: everything is being cleared. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
    this.#known.clear();
  }

  #write(exerciseId: string, draft: Draft): void {
    const stored = this.#store.read('draft', exerciseId);
    const isFromOtherTab = stored && this.#known.has(exerciseId) && stored.savedAt !== this.#known.get(exerciseId);
    if (isFromOtherTab) this.#addEarlier(exerciseId, { ...stored, reason: 'other-tab' });
    this.#store.write('draft', draft, exerciseId);
    this.#known.set(exerciseId, draft.savedAt);
    this.#onWrite('draft', exerciseId);
  }

  #addEarlier(exerciseId: string, draft: EarlierDraft): void {
    const earlier = this.earlier(exerciseId);
    if (earlier[0] && haveSameFiles(earlier[0], draft)) return;
    this.#store.write('earlier-drafts', [draft, ...earlier].slice(0, EARLIER_DRAFTS_LIMIT), exerciseId);
    this.#onWrite('earlier-drafts', exerciseId);
  }
}

/** Whether two drafts have the same text in the same files. */
export function haveSameFiles(a: Draft, b: Draft): boolean {
  const paths = Object.keys(a.files);
  return paths.length === Object.keys(b.files).length && paths.every((path) => a.files[path] === b.files[path]);
}
