/** What is read out by screen readers: one sentence at a time, in a polite live region. */
import { type ReadonlySignal, signal } from '@preact/signals';

export interface Announcement {
  readonly text: string;
  /** Grows with each announcement, so that the same sentence twice is read twice. */
  readonly turn: number;
}

export class Announcer {
  readonly #latest = signal<Announcement>({ text: '', turn: 0 });

  get latest(): ReadonlySignal<Announcement> {
    return this.#latest;
  }

  announce(text: string): void {
    this.#latest.value = { text, turn: this.#latest.value.turn + 1 };
  }
}
