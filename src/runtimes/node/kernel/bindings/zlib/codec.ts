/** What a compression algorithm gives to the streams of the zlib binding: one part of the engine for each. */

/** Where a codec reads and writes; it moves the positions and counts as zlib moves those of a `z_stream`. */
export interface CodecBuffers {
  readonly input: Uint8Array;
  nextIn: number;
  availIn: number;
  readonly output: Uint8Array;
  nextOut: number;
  availOut: number;
}

/** What `onerror` of a handle gets: the message, and what becomes `errno` and `code` of the error. */
export interface CodecError {
  readonly message: string;
  readonly errno: number;
  readonly code: string;
}

/** One compression or decompression under way. */
export interface Codec {
  /** Works until the input is used up or the output is full; a failure is told by `error`. */
  write(flush: number, buffers: CodecBuffers): void;
  /** What went wrong in the last call, given how it was asked to flush and what was left. */
  readonly error: CodecError | undefined;
  /** Begins anew with the same parameters. */
  reset(): void;
  /** Changes level and strategy of a compression. */
  setParameters?(level: number, strategy: number): void;
  /** Lets go of memory that no garbage collector sees; nothing is called afterwards. */
  free?(): void;
}
