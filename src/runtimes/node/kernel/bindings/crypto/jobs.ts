/** Work that Node gives to its thread pool: at once, with a callback, or as a promise (Node.js src/crypto/crypto_util.h). */
import { AsyncWrap } from '../../async-wrap.ts';
import type { Kernel } from '../../kernel.ts';
import { doNothing } from '../do-nothing.ts';

export const ASYNC = 0;
export const SYNC = 1;
export const WEB_CRYPTO = 2;

type LazyDomException = (message: string, options: { name: string; cause: unknown }) => Error;

/** `OperationError`, which Web Crypto makes of everything that fails inside. */
export function operationError(kernel: Kernel, cause: unknown): Error {
  const { lazyDOMException } = kernel.requireBuiltin('internal/util') as { lazyDOMException: LazyDomException };
  return lazyDOMException('The operation failed for an operation-specific reason', { name: 'OperationError', cause });
}

interface Outcome {
  readonly error?: unknown;
  readonly result?: unknown;
}

/** Longer than any work takes. */
const FAR_MS = 1e9;

export abstract class CryptoJob extends AsyncWrap {
  ondone?: unknown;
  readonly #kernel: Kernel;
  readonly #mode: number;

  constructor(kernel: Kernel, provider: string, mode: number) {
    super(kernel, provider);
    this.#kernel = kernel;
    this.#mode = mode;
  }

  /** `[error, result]` at once, nothing when `ondone` will be called, or a promise for Web Crypto. */
  run(): unknown {
    if (this.#mode === SYNC) {
      const { error, result } = this.#attempt();
      return error === undefined ? [undefined, result] : [error, undefined];
    }
    if (this.#mode === WEB_CRYPTO) return this.#runAsPromise();
    this.#later(({ error, result }) => {
      if (error === undefined) this.makeCallback(this.ondone, undefined, result);
      else this.makeCallback(this.ondone, error, undefined);
    });
    return undefined;
  }

  /** Does the work; what it throws is the job's error. */
  protected abstract work(): unknown;

  /** What Web Crypto gets for a result. */
  protected forWebCrypto(result: unknown): unknown {
    return result;
  }

  /** Starts the work outside of this thread where the browser can; undefined where it cannot. */
  protected workElsewhere(): Promise<unknown> | undefined {
    return undefined;
  }

  #attempt(): Outcome {
    try {
      return { result: this.work() };
    } catch (error) {
      return { error };
    }
  }

  #later(done: (outcome: Outcome) => void): void {
    const { handles, loop } = this.#kernel;
    handles.requests.add(this);
    const end = (outcome: Outcome) => {
      handles.requests.delete(this);
      done(outcome);
    };
    const elsewhere = this.workElsewhere();
    if (elsewhere) this.#await(elsewhere, end);
    else loop.postIo(() => end(this.#attempt()));
  }

  /** Keeps the loop alive until the browser has done the work; does it here when the browser would not. */
  #await(elsewhere: Promise<unknown>, end: (outcome: Outcome) => void): void {
    const { loop, natives } = this.#kernel;
    const release = loop.after(FAR_MS, doNothing);
    const settle = (outcome: () => Outcome) =>
      loop.postExternal(() => {
        release();
        end(outcome());
      });
    natives.then.call(
      elsewhere,
      (result) => settle(() => ({ result })),
      () => settle(() => this.#attempt()),
    );
  }

  #runAsPromise(): Promise<unknown> {
    const { promise, resolve, reject } = this.#kernel.natives.Promise.withResolvers<unknown>();
    this.#later(({ error, result }) => {
      this.makeCallback(() => {
        if (error === undefined) resolve(this.forWebCrypto(result));
        else reject(operationError(this.#kernel, error));
      });
    });
    return promise;
  }
}
