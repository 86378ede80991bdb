/** How calls of the fs binding are made: at once, with a request object, or as a promise (Node.js src/node_file.cc). */

import { AsyncWrap } from '../../async-wrap.ts';
import { FileSystemError } from '../../file-system/file-system-error.ts';
import type { Kernel } from '../../kernel.ts';

/** `FSReqCallback`: carries the callback of one asynchronous call as `oncomplete`. */
export interface FsRequest extends AsyncWrap {
  readonly oncomplete?: unknown;
}

export function createFsRequestClass(kernel: Kernel) {
  return class FSReqCallback extends AsyncWrap {
    constructor(_bigint?: boolean) {
      super(kernel, 'FSREQCALLBACK');
    }

    cancel(): void {
      // The work is done when the request comes to its turn: there is nothing to call back.
    }
  };
}

/** Carries out operations for the library's three kinds of call. */
export class FsCalls {
  readonly #kernel: Kernel;
  readonly #usePromises: unknown;

  /** `usePromises` is the symbol that asks for a promise. */
  constructor(kernel: Kernel, usePromises: unknown) {
    this.#kernel = kernel;
    this.#usePromises = usePromises;
  }

  /** Without a request the result is returned or the error thrown; with one, both come in a later poll phase. */
  perform(request: FsRequest | symbol | undefined, operation: () => unknown): unknown {
    if (request === undefined) return operation();
    if (request === this.#usePromises) return this.promise(operation);
    this.#complete(request as FsRequest, operation);
    return undefined;
  }

  /** The outcome of `operation`, which runs in a later poll phase. */
  promise(operation: () => unknown): Promise<unknown> {
    const { loop, natives } = this.#kernel;
    return new natives.Promise((resolve, reject) => {
      loop.postIo(() => {
        const { error, result } = attempt(operation);
        if (error === undefined) resolve(result);
        else reject(error);
      });
    });
  }

  #complete(request: FsRequest, operation: () => unknown): void {
    const { handles, loop } = this.#kernel;
    handles.requests.add(request);
    loop.postIo(() => {
      handles.requests.delete(request);
      const { error, result } = attempt(operation);
      if (error !== undefined) request.makeCallback(request.oncomplete, error);
      else if (result === undefined) request.makeCallback(request.oncomplete, null);
      else request.makeCallback(request.oncomplete, null, result);
    });
  }
}

/** The outcome of an operation of the thread pool; its errors have no stack frames. */
export function attempt(operation: () => unknown): { readonly error?: Error; readonly result?: unknown } {
  try {
    return { result: operation() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const stack = `Error: ${error.message}`;
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true, enumerable: false });
    return { error };
  }
}

/** Runs a call on the file system; its failure becomes the exception that Node throws for that syscall and paths. */
export function asSyscall<Result>(
  kernel: Kernel,
  syscall: string,
  paths: readonly [path?: string, destination?: string],
  call: () => Result,
): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof FileSystemError) throw kernel.uvErrors.exception(error.code, syscall, ...paths);
    throw error;
  }
}
