import type { StorageArea, StoredItems } from '../frame/messages.ts';

/** What pages keep in `localStorage` and `sessionStorage`, by origin, as long as the preview is there. */
export class PageStorage {
  readonly #items = new Map<string, StoredItems>();

  read(area: StorageArea, origin: string): StoredItems {
    return this.#items.get(`${area} ${origin}`) ?? {};
  }

  write(area: StorageArea, origin: string, items: StoredItems): void {
    this.#items.set(`${area} ${origin}`, items);
  }
}
