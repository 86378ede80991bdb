/** `FileHandle` of the binding: what `fs/promises` keeps behind its own `FileHandle`. */

import { AsyncWrap } from '../../async-wrap.ts';
import type { Kernel } from '../../kernel.ts';
import type { FileCalls } from './file-calls.ts';
import type { FsCalls } from './requests.ts';

const CLOSED = -1;

export function createFileHandleClass(kernel: Kernel, files: FileCalls, calls: FsCalls) {
  return class FileHandle extends AsyncWrap {
    #descriptor: number;

    constructor(descriptor: number) {
      super(kernel, 'FILEHANDLE');
      this.#descriptor = descriptor;
    }

    get fd(): number {
      return this.#descriptor;
    }

    close(): Promise<unknown> {
      const descriptor = this.releaseFD();
      return calls.promise(() => files.close(descriptor));
    }

    closeSync(): void {
      files.close(this.releaseFD());
    }

    /** Gives the descriptor away: whoever has it closes it. */
    releaseFD(): number {
      const descriptor = this.#descriptor;
      this.#descriptor = CLOSED;
      return descriptor;
    }
  };
}
