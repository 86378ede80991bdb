/** Which files have a tab, which one is open, and where the learner was sent in it. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import type { SourceLocation } from '../../runtimes/runtime.ts';

/** A file with a tab. */
export interface FileTab {
  readonly path: string;
  /** `yours` can be changed; `given` belongs to the exercise; `test` was opened from a test's result. */
  readonly kind: 'yours' | 'given' | 'test';
}

/** The learner is sent to a line. `turn` grows, so that the same line twice is gone to twice. */
export interface Jump {
  readonly location: SourceLocation;
  readonly turn: number;
}

export class OpenFiles {
  readonly #exercise: Exercise;
  readonly #openPath: Signal<string>;
  readonly #testPaths = signal<readonly string[]>([]);
  readonly #jump = signal<Jump | undefined>(undefined);
  readonly tabs: ReadonlySignal<readonly FileTab[]>;

  constructor(exercise: Exercise) {
    this.#exercise = exercise;
    this.#openPath = signal<string>(exercise.files[0] ?? '');
    this.tabs = computed(() => [
      ...exercise.files.map((path) => ({ path, kind: exercise.readOnly.includes(path) ? 'given' : 'yours' }) as const),
      ...this.#testPaths.value.map((path) => ({ path, kind: 'test' }) as const),
    ]);
  }

  get openPath(): ReadonlySignal<string> {
    return this.#openPath;
  }

  get jump(): ReadonlySignal<Jump | undefined> {
    return this.#jump;
  }

  /** Shows a file that has a tab. */
  open(path: string): void {
    if (this.tabs.value.some((tab) => tab.path === path)) this.#openPath.value = path;
  }

  /** Whether `goTo` can show this file. */
  canShow(path: string): boolean {
    return this.#exercise.files.includes(path) || path in this.#exercise.tests.text;
  }

  /** Sends the learner to a line. A test file gets a tab. */
  goTo(location: SourceLocation): void {
    if (!this.canShow(location.file)) return;
    const isNew = !this.tabs.value.some(({ path }) => path === location.file);
    if (isNew) this.#testPaths.value = [...this.#testPaths.value, location.file];
    this.#openPath.value = location.file;
    this.#jump.value = { location, turn: (this.#jump.value?.turn ?? 0) + 1 };
  }

  /** Takes the tab of a test file away. */
  closeTest(path: string): void {
    this.#testPaths.value = this.#testPaths.value.filter((testPath) => testPath !== path);
    if (this.#openPath.value === path) this.#openPath.value = this.#exercise.files[0] ?? '';
  }
}
