/** Local storage for tests: a map with a limit, that two "tabs" may share. */
import type { KeyValueStorage } from '../../src/progress/storage-area.ts';

export class FakeStorage implements KeyValueStorage {
  readonly entries = new Map<string, string>();
  /** In characters, of all texts together. */
  limit = Number.POSITIVE_INFINITY;
  /** Thrown by every access while set, as a browser does that forbids storage. */
  denial: Error | undefined;

  get length(): number {
    this.#deny();
    return this.entries.size;
  }

  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    this.#deny();
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    this.#deny();
    const others = [...this.entries].filter(([other]) => other !== key);
    const size = others.reduce((sum, [, other]) => sum + other.length, 0);
    if (size + text.length > this.limit) throw new DOMException('No room.', 'QuotaExceededError');
    this.entries.set(key, text);
  }

  removeItem(key: string): void {
    this.#deny();
    this.entries.delete(key);
  }

  #deny(): void {
    if (this.denial) throw this.denial;
  }
}
