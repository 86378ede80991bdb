/** `internalBinding('stream_wrap')`: requests of streams and the state they share (Node.js src/stream_wrap.cc). */

import { AsyncWrap } from '../../async-wrap.ts';
import type { Binding, BindingFactory, Kernel } from '../../kernel.ts';

/** Fields of `streamBaseState` (Node.js src/stream_base.h). */
const READ_BYTES_OR_ERROR = 0;
const ARRAY_BUFFER_OFFSET = 1;
const BYTES_WRITTEN = 2;
const LAST_WRITE_WAS_ASYNC = 3;
const LAST_WRITE_ERROR = 4;

/** A write or shutdown under way; the library sets `oncomplete`. */
export interface StreamRequest extends AsyncWrap {
  oncomplete?: unknown;
}

export const createStreamWrapBinding: BindingFactory = (kernel, stub) => {
  class WriteWrap extends AsyncWrap {
    /** The status of a write that completed before the library could set `oncomplete`: never here. */
    writeStatus: number | null = null;

    constructor() {
      super(kernel, 'WRITEWRAP');
    }
  }

  class ShutdownWrap extends AsyncWrap {
    constructor() {
      super(kernel, 'SHUTDOWNWRAP');
    }
  }

  return Object.assign(stub, { WriteWrap, ShutdownWrap, streamBaseState: new Int32Array(5) });
};

interface StreamWrapBinding extends Binding {
  readonly streamBaseState: Int32Array;
  readonly WriteWrap: new () => StreamRequest;
}

/** Tells the library about reads and writes through the array it shares with the binding. */
export class StreamState {
  readonly #binding: StreamWrapBinding;

  constructor(kernel: Kernel) {
    this.#binding = kernel.binding('stream_wrap') as StreamWrapBinding;
  }

  /** Number of bytes, or a negative error number. */
  setRead(bytesOrError: number): void {
    this.#binding.streamBaseState[READ_BYTES_OR_ERROR] = bytesOrError;
    this.#binding.streamBaseState[ARRAY_BUFFER_OFFSET] = 0;
  }

  setWritten(bytes: number, completion: 'sync' | 'async'): void {
    const state = this.#binding.streamBaseState;
    state[BYTES_WRITTEN] = bytes;
    state[LAST_WRITE_WAS_ASYNC] = completion === 'async' ? 1 : 0;
    state[LAST_WRITE_ERROR] = 0;
  }

  newWriteRequest(): StreamRequest {
    return new this.#binding.WriteWrap();
  }
}
