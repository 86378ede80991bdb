/** Where the programs of a workspace run: what the site offers, what the learner chose, and what takes its place. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import type { Progress } from '../../progress/progress.ts';
import type { RuntimePreference } from '../../progress/record-kinds.ts';
import type { Runtime, RuntimeError } from '../../runtimes/runtime.ts';

export type RuntimeId = RuntimePreference;

/** Said when the embedded engine has taken the place of a runtime that cannot be had. */
export const FALLBACK_SENTENCE = 'The embedded Node.js runs this exercise meanwhile.';

/** What a runtime is opened with. */
export interface RuntimeRequest {
  readonly runtime: RuntimeId;
  /** Aborting it gives up a start that goes on. */
  readonly cancel: AbortSignal;
  /** The wanted runtime cannot be had; the embedded engine has taken its place. */
  readonly onFallback: (reason: RuntimeError) => void;
}

interface RuntimeChoiceSetting {
  readonly exercise: Exercise;
  readonly progress: Progress;
  /** The first one is the default. */
  readonly offered: readonly RuntimeId[];
  readonly open: (request: RuntimeRequest) => Promise<Runtime>;
  readonly onFallback: (reason: RuntimeError) => void;
}

export class RuntimeChoice {
  readonly offered: readonly RuntimeId[];
  readonly #progress: Progress;
  readonly #open: RuntimeChoiceSetting['open'];
  readonly #onFallback: RuntimeChoiceSetting['onFallback'];
  readonly #chosen: Signal<RuntimeId>;
  readonly #fallback = signal<RuntimeError | undefined>(undefined);
  readonly #isFallbackNoticed = signal(false);
  #cancel = new AbortController();
  /** The one whose programs run: the chosen one, or what took its place. */
  readonly active: ReadonlySignal<RuntimeId>;
  /** Why the chosen runtime is not the active one, until the learner has taken notice. */
  readonly notice: ReadonlySignal<RuntimeError | undefined>;

  constructor({ exercise, progress, offered, open, onFallback }: RuntimeChoiceSetting) {
    this.offered = offered;
    this.#progress = progress;
    this.#open = open;
    this.#onFallback = onFallback;
    // Packages from npm are what WebContainer is for, until the learner says otherwise.
    const wanted = progress.readSettings().runtime ?? (exercise.npm ? 'webcontainer' : 'embedded');
    this.#chosen = signal<RuntimeId>(offered.includes(wanted) ? wanted : 'embedded');
    this.active = computed(() => (this.#fallback.value ? 'embedded' : this.chosen.value));
    this.notice = computed(() => (this.#isFallbackNoticed.value ? undefined : this.#fallback.value));
  }

  get chosen(): ReadonlySignal<RuntimeId> {
    return this.#chosen;
  }

  /**
   * Whether the runtime may get ready before the learner wants it to. A service of others is not spoken to unasked: the
   * learner chooses it, or starts something on it.
   */
  get mayWarmUp(): boolean {
    return this.chosen.value === 'embedded' || this.#progress.readSettings().runtime === this.chosen.value;
  }

  /** Remembers the learner's choice; the next `open` obeys it. */
  choose(runtime: RuntimeId): void {
    this.#chosen.value = runtime;
    this.#fallback.value = undefined;
    this.#progress.changeSettings({ runtime });
  }

  /** Opens the chosen runtime. */
  open(): Promise<Runtime> {
    this.#cancel = new AbortController();
    const { signal: cancel } = this.#cancel;
    this.#fallback.value = undefined;
    return this.#open({
      runtime: this.chosen.value,
      cancel,
      onFallback: (reason) => {
        // One that was closed meanwhile has nothing to say.
        if (this.#cancel.signal !== cancel) return;
        this.#fallback.value = reason;
        this.#isFallbackNoticed.value = false;
        this.#onFallback(reason);
      },
    });
  }

  /** Gives up a start that goes on: the embedded engine takes its place. */
  cancelStart(): void {
    this.#cancel.abort();
  }

  dismissNotice(): void {
    this.#isFallbackNoticed.value = true;
  }
}

/** For the learner. */
export const RUNTIME_NAMES: Readonly<Record<RuntimeId, string>> = {
  embedded: 'Embedded',
  webcontainer: 'WebContainer',
};
