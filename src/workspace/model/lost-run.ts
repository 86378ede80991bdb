/**
 * Finds a run that took its whole tab with it. A browser gives the memory of a worker no limit of its own: a program
 * that fills it ends every script of the tab, so only the page that comes after it can say what happened.
 */
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Activity, Work } from './work.ts';

const KEY_PREFIX = 'twinstack/at-work/';

/**
 * While the engine is busy the tab's session storage says with what. A page that goes away in order takes that back;
 * one that finds it was preceded by one that could not.
 */
export class LostRun {
  readonly #key: string;
  readonly #lost: Signal<Activity | undefined>;
  readonly #ending = new AbortController();

  /** `page`: hears when the page goes away and when it comes back. */
  constructor(exerciseId: string, work: Work, page: EventTarget) {
    this.#key = KEY_PREFIX + exerciseId;
    this.#lost = signal(readActivity(this.#key));
    const follow = () => keepActivity(this.#key, work.activity.peek());
    const endFollowing = effect(() => {
      if (work.activity.value) this.dismiss();
      follow();
    });
    const { signal: end } = this.#ending;
    end.addEventListener('abort', endFollowing);
    page.addEventListener('pagehide', () => keepActivity(this.#key, undefined), { signal: end });
    // Back from the browser's cache of pages, where the engine went on as if nothing had been.
    page.addEventListener('pageshow', follow, { signal: end });
  }

  /** What went on when the tab was lost, until the learner has read it or begins something. */
  get lost(): ReadonlySignal<Activity | undefined> {
    return this.#lost;
  }

  dismiss(): void {
    this.#lost.value = undefined;
  }

  dispose(): void {
    this.#ending.abort();
    keepActivity(this.#key, undefined);
  }
}

function readActivity(key: string): Activity | undefined {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === 'run' || kept === 'check' ? kept : undefined;
  } catch {
    // No storage: nothing is known of the page before.
    return undefined;
  }
}

function keepActivity(key: string, activity: Activity | undefined): void {
  try {
    if (activity) sessionStorage.setItem(key, activity);
    else sessionStorage.removeItem(key);
  } catch {
    // Without storage a lost run is not told of. The learner's code does not depend on it.
  }
}
