/** Files that runs leave behind: shown after a run, and, where the author says so, found by the next one. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import {
  type FilesByPath,
  KEPT_FILES_LIMIT_BYTES,
  readKeptFiles,
  watchKeptFiles,
  writeKeptFiles,
} from '../../progress/kept-files.ts';
import type { RunEvent } from '../../runtimes/runtime.ts';
import { describeBytes } from './describe-run.ts';

/** Where files are kept from one visit to the next. */
export interface KeptFileStore {
  read: typeof readKeptFiles;
  write: typeof writeKeptFiles;
  /** Tells of what other tabs write. */
  watch: typeof watchKeptFiles;
}

const BROWSER_STORE: KeptFileStore = { read: readKeptFiles, write: writeKeptFiles, watch: watchKeptFiles };

const LAST_FOR_THIS_PAGE = 'It lasts until you leave this page.';

/** The one writer of what runs left behind. */
export class RunFiles {
  readonly #exercise: Exercise;
  readonly #store: KeptFileStore;
  readonly #files = signal<FilesByPath>({});
  readonly #dropped = signal<FilesByPath | undefined>(undefined);
  readonly #problem = signal<string | undefined>(undefined);
  readonly #changedElsewhere = signal(false);
  readonly #endWatching: (() => void) | undefined;
  /** Something of this tab is in the files: what another tab writes must not take its place unasked. */
  #isOwn = false;
  #writing: Promise<void> = Promise.resolve();
  /** What was kept on an earlier visit is there. */
  readonly loaded: Promise<void>;
  /** Whether there is anything that the next run would find. */
  readonly hasKept: ReadonlySignal<boolean>;

  constructor(exercise: Exercise, store: KeptFileStore = BROWSER_STORE) {
    this.#exercise = exercise;
    this.#store = store;
    this.hasKept = computed(() => Object.keys(this.#pickKept()).length > 0);
    this.loaded = this.#load();
    if (exercise.keep?.length) this.#endWatching = store.watch(exercise.id, () => this.#noticeOtherTab());
  }

  dispose(): void {
    this.#endWatching?.();
  }

  /** The latest content of each file. */
  get files(): ReadonlySignal<FilesByPath> {
    return this.#files;
  }

  /** What was dropped last, until that is undone or dismissed. */
  get dropped(): ReadonlySignal<FilesByPath | undefined> {
    return this.#dropped;
  }

  /** Why a file is not kept, for the learner. */
  get problem(): ReadonlySignal<string | undefined> {
    return this.#problem;
  }

  /** Another tab has kept other files of this exercise. Until the learner has chosen, this tab writes nothing. */
  get changedElsewhere(): ReadonlySignal<boolean> {
    return this.#changedElsewhere;
  }

  /** What a run is to hand back. */
  get wanted(): readonly string[] {
    const { database, keep = [] } = this.#exercise;
    return [...new Set([...(database === undefined ? [] : [database]), ...keep])];
  }

  /** A run begins: it finds what is kept, and nothing else of the one before. */
  async begin(): Promise<FilesByPath> {
    await this.loaded;
    const kept = this.#pickKept();
    this.#files.value = kept;
    return kept;
  }

  /** Takes in what a run says of its files. */
  take(event: Extract<RunEvent, { type: 'file-kept' | 'file-not-kept' }>): void {
    if (!this.wanted.includes(event.path)) return;
    if (event.type === 'file-not-kept') {
      const sizes = `${describeBytes(event.bytes)}; up to ${describeBytes(event.limitBytes)} can be`;
      this.#problem.value = `${event.path} is too large to be shown or kept (${sizes}).`;
      return;
    }
    const { [event.path]: _before, ...others } = this.#files.value;
    this.#files.value = event.content ? { ...others, [event.path]: event.content } : others;
    if (this.#exercise.keep?.includes(event.path)) this.#save();
  }

  /** The next run starts afresh. Can be undone. */
  drop(): void {
    this.#dropped.value = this.#files.value;
    this.#files.value = {};
    this.#save();
  }

  undoDrop(): void {
    if (!this.#dropped.value) return;
    this.#files.value = this.#dropped.value;
    this.#dropped.value = undefined;
    this.#save();
  }

  dismissDrop(): void {
    this.#dropped.value = undefined;
  }

  dismissProblem(): void {
    this.#problem.value = undefined;
  }

  /** Goes on with what the other tab kept. */
  async takeOtherTab(): Promise<void> {
    this.#changedElsewhere.value = false;
    this.#dropped.value = undefined;
    this.#isOwn = false;
    this.#files.value = await this.#readKnown();
  }

  /** Goes on with this tab's files, and keeps them in the place of the other's. */
  keepThisTab(): void {
    this.#changedElsewhere.value = false;
    this.#save();
  }

  async #load(): Promise<void> {
    if (!this.#exercise.keep?.length) return;
    const known = await this.#readKnown();
    if (Object.keys(this.#files.value).length === 0) this.#files.value = known;
  }

  async #readKnown(): Promise<FilesByPath> {
    const kept = await this.#store.read(this.#exercise.id);
    return Object.fromEntries(Object.entries(kept).filter(([path]) => this.#exercise.keep?.includes(path)));
  }

  #noticeOtherTab(): void {
    if (this.#isOwn) this.#changedElsewhere.value = true;
    else void this.takeOtherTab();
  }

  #pickKept(): FilesByPath {
    const entries = Object.entries(this.#files.value);
    return Object.fromEntries(entries.filter(([path]) => this.#exercise.keep?.includes(path)));
  }

  /** One after another: a later state must not be overtaken by an earlier one. */
  #save(): void {
    if (!this.#exercise.keep?.length || this.#changedElsewhere.value) return;
    this.#isOwn = true;
    this.#writing = this.#writing.then(async () => {
      // The other tab may have written while this waited for its turn.
      if (this.#changedElsewhere.value) return;
      const refusal = await this.#store.write(this.#exercise.id, this.#pickKept());
      if (refusal === 'full')
        this.#problem.value = `The database is not kept: the browser’s storage is full, or it is larger than ${describeBytes(KEPT_FILES_LIMIT_BYTES)}. ${LAST_FOR_THIS_PAGE}`;
      if (refusal === 'forbidden')
        this.#problem.value = `The database is not kept: your browser does not let this site store it. ${LAST_FOR_THIS_PAGE}`;
    });
  }
}
