/** `internalBinding('tty_wrap')`: terminals. The output pane is none, so `isatty` says so unless a device is one. */

import { S_IFCHR, S_IFMT } from '../../file-system/inode.ts';
import type { BindingFactory } from '../../kernel.ts';
import { StreamHandle } from './stream-handle.ts';
import { createFileTransport } from './transport.ts';

const COLUMNS = 80;
const ROWS = 24;

export const createTtyWrapBinding: BindingFactory = (kernel, stub) => {
  class TTY extends StreamHandle {
    readonly #descriptor: number;

    /** On failure the error's fields are left in `context`. */
    constructor(descriptor: number, context: object) {
      super(kernel, 'TTYWRAP');
      this.#descriptor = descriptor;
      const file = kernel.fileSystem.descriptors.find(descriptor);
      if (file === undefined) {
        const errno = kernel.uvErrors.errno('EINVAL');
        const [code, message] = kernel.uvErrors.describe(errno);
        Object.assign(context, { errno, code, message, syscall: 'uv_tty_init' });
        return;
      }
      this.attach(createFileTransport(file));
    }

    override get fd(): number {
      return this.#descriptor;
    }

    getWindowSize(target: number[]): number {
      target[0] = COLUMNS;
      target[1] = ROWS;
      return 0;
    }

    setRawMode(): number {
      return 0;
    }
  }

  return Object.assign(stub, {
    TTY,
    isTTY(descriptor: number) {
      const file = kernel.fileSystem.descriptors.find(descriptor);
      return file !== undefined && (file.inode.mode & S_IFMT) === S_IFCHR;
    },
  });
};
