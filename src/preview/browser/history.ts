/** The pages that the preview has shown, and the one it shows (HTML standard, "session history"). */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import type { ScrollPlace } from '../frame/messages.ts';

/** What a page was asked for with. */
export interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: HttpHeaders;
  readonly body?: Uint8Array | undefined;
  /** The page that led here. */
  readonly referrer?: string | undefined;
}

export interface HistoryEntry {
  readonly request: PageRequest;
  /** Entries that share it are places of one document. */
  readonly document: number;
  readonly state: unknown;
  readonly scroll?: ScrollPlace | undefined;
}

/** Where a page that comes stands: behind the present one, or in its place. `stay`: it was stepped to. */
export type Arrival = 'push' | 'replace' | 'stay';

const MOST_ENTRIES = 100;

export class PreviewHistory {
  readonly #entries = signal<readonly HistoryEntry[]>([]);
  readonly #index = signal(-1);
  readonly present: ReadonlySignal<HistoryEntry | undefined>;
  readonly canGoBack: ReadonlySignal<boolean>;
  readonly canGoForward: ReadonlySignal<boolean>;

  constructor() {
    this.present = computed(() => this.#entries.value[this.#index.value]);
    this.canGoBack = computed(() => this.#index.value > 0);
    this.canGoForward = computed(() => this.#index.value < this.#entries.value.length - 1);
  }

  get length(): number {
    return this.#entries.value.length;
  }

  /** Takes the place of what lay ahead. */
  push(entry: HistoryEntry): void {
    this.#entries.value = [...this.#entries.value.slice(0, this.#index.value + 1), entry].slice(-MOST_ENTRIES);
    this.#index.value = this.#entries.value.length - 1;
  }

  /** Takes the place of the present entry. */
  replace(entry: HistoryEntry): void {
    if (this.#index.value < 0) this.push(entry);
    else this.#entries.value = this.#entries.value.with(this.#index.value, entry);
  }

  /** A document has come. */
  arrive(request: PageRequest, document: number, arrival: Arrival): void {
    const present = this.present.value;
    const entry = { request, document, state: arrival === 'push' ? undefined : present?.state };
    // The same address again is no new place, as in browsers.
    const isSame = arrival === 'push' && present?.request.url === request.url && request.method === 'GET';
    if (arrival === 'push' && !isSame) this.push(entry);
    else this.replace({ ...entry, ...(present?.scroll && { scroll: present.scroll }) });
  }

  /** Notes how far the present page is scrolled. */
  keepScroll(scroll: ScrollPlace): void {
    const present = this.present.value;
    if (present) this.replace({ ...present, scroll });
  }

  /** The entry so many steps away. */
  peek(delta: number): HistoryEntry | undefined {
    return this.#entries.value[this.#index.value + delta];
  }

  move(delta: number): void {
    if (this.peek(delta)) this.#index.value += delta;
  }
}
