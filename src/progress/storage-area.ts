/** Text by key in the browser's storage, with memory in its place where the browser refuses. */

/** The part of the Web Storage interface that is used; tests bring their own. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What the browser refuses: everything (`forbidden`), or more of it (`full`). */
export type StorageRefusal = 'forbidden' | 'full';

/** All keys of this site start with this: other sites may share the origin. */
export const KEY_PREFIX = 'twinstack/';

/**
 * Reads and writes at once, never throws: what cannot be stored is kept in memory, read back from there, and stored as
 * soon as a later write succeeds. `onRefusal` is told when that state changes.
 */
export class StorageArea {
  readonly #storage: KeyValueStorage | undefined;
  readonly #onRefusal: (refusal: StorageRefusal | undefined) => void;
  /** What storage did not take: text, or `undefined` for a removal. */
  readonly #unsaved = new Map<string, string | undefined>();
  /** Keys whose stored text must stay as it is, for instance because a newer version of the site wrote it. */
  readonly #held = new Set<string>();
  #refusal: StorageRefusal | undefined;

  constructor(storage: KeyValueStorage | undefined, onRefusal: (refusal: StorageRefusal | undefined) => void) {
    this.#storage = storage;
    this.#onRefusal = onRefusal;
    if (!storage) this.#refuse('forbidden');
  }

  /** Keys whose text lives in memory only and would be lost with the page. */
  unsavedKeys(): string[] {
    return [...this.#unsaved].filter(([, text]) => text !== undefined).map(([key]) => key);
  }

  get(key: string): string | undefined {
    if (this.#unsaved.has(key)) return this.#unsaved.get(key);
    return this.getStored(key);
  }

  /** What storage has, also when it is held. */
  getStored(key: string): string | undefined {
    return this.#tryStorage((storage) => storage.getItem(KEY_PREFIX + key)) ?? undefined;
  }

  set(key: string, text: string): void {
    this.#unsaved.set(key, text);
    this.#storeUnsaved();
  }

  remove(key: string): void {
    this.#unsaved.set(key, undefined);
    this.#storeUnsaved();
  }

  /** Keeps the stored text of `key` as it is from now on; what is written to it lives in memory. */
  hold(key: string): void {
    this.#held.add(key);
    if (!this.#unsaved.has(key)) this.#unsaved.set(key, undefined);
  }

  /** Keys without the prefix, held ones included, in no order. */
  keys(): string[] {
    const stored = this.#tryStorage((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    );
    const keys = new Set(
      (stored ?? []).filter((key) => key.startsWith(KEY_PREFIX)).map((key) => key.slice(KEY_PREFIX.length)),
    );
    for (const [key, text] of this.#unsaved) {
      if (text !== undefined) keys.add(key);
      else if (!this.#held.has(key)) keys.delete(key);
    }
    return [...keys];
  }

  /** Removes everything of this site, held or not. */
  clear(): void {
    this.#unsaved.clear();
    this.#held.clear();
    for (const key of this.keys()) this.#unsaved.set(key, undefined);
    this.#storeUnsaved();
    if (this.#storage) this.#refuse(undefined);
  }

  /** Tries again to store what storage did not take, for instance when the tab comes back. */
  storeUnsaved(): void {
    if (this.#unsaved.size > 0) this.#storeUnsaved();
  }

  #storeUnsaved(): void {
    let refusal: StorageRefusal | undefined;
    // Removals first: they make room.
    const pending = [...this.#unsaved].sort(([, a], [, b]) => Number(a !== undefined) - Number(b !== undefined));
    for (const [key, text] of pending) {
      if (this.#held.has(key)) continue;
      refusal = this.#store(key, text) ?? refusal;
    }
    this.#refuse(refusal);
  }

  #store(key: string, text: string | undefined): StorageRefusal | undefined {
    if (!this.#storage) return 'forbidden';
    try {
      if (text === undefined) this.#storage.removeItem(KEY_PREFIX + key);
      else this.#storage.setItem(KEY_PREFIX + key, text);
      this.#unsaved.delete(key);
      return undefined;
    } catch (error) {
      // "QuotaExceededError" is the name in the HTML standard, the other one Firefox's before 2025.
      const name = error instanceof Error ? error.name : '';
      return /QuotaExceeded|QUOTA_REACHED/.test(name) ? 'full' : 'forbidden';
    }
  }

  #tryStorage<Value>(read: (storage: KeyValueStorage) => Value): Value | undefined {
    if (!this.#storage) return undefined;
    try {
      return read(this.#storage);
    } catch {
      // The browser may take the permission away at any time; the learner is told and memory takes over.
      this.#refuse('forbidden');
      return undefined;
    }
  }

  #refuse(refusal: StorageRefusal | undefined): void {
    if (refusal === this.#refusal) return;
    this.#refusal = refusal;
    this.#onRefusal(refusal);
  }
}

/** The browser's local storage, or `undefined` where reaching for it is forbidden. */
export function findLocalStorage(): KeyValueStorage | undefined {
  try {
    return window.localStorage ?? undefined;
  } catch {
    // Cookies and site data are blocked: the getter itself throws a SecurityError (HTML standard, Web storage).
    return undefined;
  }
}
