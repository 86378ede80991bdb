import { exposeMethods, requireInternal } from './native-class.ts';
import type { Row } from './statement.ts';

/** What an iterator does with its statement. */
export interface RowSource {
  /** The next row, or undefined after the last. */
  step(): Row | undefined;
  stop(): void;
}

/** What `iterate` returns: an iterator in the sense of JavaScript, with the helpers of `Iterator.prototype`. */
export class StatementSyncIterator {
  readonly #source: RowSource;
  #isDone = false;

  constructor(key: symbol, source: RowSource) {
    requireInternal(key);
    this.#source = source;
  }

  next(): object {
    if (this.#isDone) return iteratorResult(true, null);
    const row = this.#source.step();
    if (row !== undefined) return iteratorResult(false, row);
    this.#isDone = true;
    return iteratorResult(true, null);
  }

  return(): object {
    if (!this.#isDone) this.#source.stop();
    this.#isDone = true;
    return iteratorResult(true, null);
  }
}

const arrayIteratorPrototype: object = Object.getPrototypeOf([][Symbol.iterator]());
Object.setPrototypeOf(StatementSyncIterator.prototype, Object.getPrototypeOf(arrayIteratorPrototype));
exposeMethods(StatementSyncIterator);

function iteratorResult(done: boolean, value: Row | null): object {
  return Object.assign(Object.create(null), { done, value });
}
