/** Whole-file jobs that Node does in one round trip to its thread pool, and the copying of directories. */

import { AsyncWrap } from '../../async-wrap.ts';
import { RegularFile } from '../../file-system/inode.ts';
import type { Kernel } from '../../kernel.ts';
import { bytesOf } from '../../text-encodings.ts';
import { type CopyOptions, copyDirectory } from './copy-directory.ts';
import type { FileCalls } from './file-calls.ts';
import { type PathArgument, pathText } from './paths.ts';
import { asSyscall, attempt } from './requests.ts';

const NO_DESCRIPTOR = -1;

interface BufferModule {
  readonly Buffer: { from(buffer: ArrayBufferLike): unknown };
}

abstract class FsJob extends AsyncWrap {
  ondone?: unknown;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    super(kernel, 'FSREQCALLBACK');
    this.#kernel = kernel;
  }

  /** Starts the job; returns an error only when it may not start, which never happens here. */
  run(): undefined {
    const { handles, loop } = this.#kernel;
    handles.requests.add(this);
    loop.postIo(() => {
      handles.requests.delete(this);
      const { error, result } = attempt(() => this.work());
      if (error === undefined) this.makeCallback(this.ondone, null, ...(result as unknown[]));
      else this.makeCallback(this.ondone, error, ...this.failureResults);
    });
    return undefined;
  }

  /** What follows `null` in the arguments of `ondone`. */
  protected abstract work(): unknown[];

  /** What follows an error. */
  protected get failureResults(): unknown[] {
    return [];
  }
}

export function createJobClasses(kernel: Kernel, files: FileCalls) {
  class ReadFileJob extends FsJob {
    readonly #path: string;
    readonly #flags: number;
    readonly #limit: number;

    constructor(path: PathArgument, flags: number, limit: number) {
      super(kernel);
      this.#path = pathText(kernel, path);
      this.#flags = flags;
      this.#limit = limit;
    }

    /** `(buffer, -1)` for a file of up to `limit` bytes, else `(undefined, descriptor, size)` for reading in chunks. */
    protected override work(): unknown[] {
      const descriptor = files.open(this.#path, this.#flags, 0o666);
      const file = kernel.fileSystem.descriptors.get(descriptor);
      if (file.inode instanceof RegularFile && file.inode.size > this.#limit) {
        return [undefined, descriptor, file.inode.size, undefined];
      }
      try {
        const bytes = asSyscall(kernel, 'read', [this.#path], () => file.readToEnd());
        const { Buffer } = kernel.requireBuiltin('buffer') as unknown as BufferModule;
        return [Buffer.from(bytes.slice().buffer), NO_DESCRIPTOR, undefined, undefined];
      } finally {
        files.close(descriptor);
      }
    }

    protected override get failureResults(): unknown[] {
      return [undefined, NO_DESCRIPTOR, undefined, undefined];
    }
  }

  class WriteFileJob extends FsJob {
    readonly #path: string;
    readonly #flags: number;
    readonly #mode: number;
    readonly #data: Uint8Array;

    constructor(path: PathArgument, flags: number, mode: number, data: ArrayBufferView) {
      super(kernel);
      this.#path = pathText(kernel, path);
      this.#flags = flags;
      this.#mode = mode;
      this.#data = bytesOf(data);
    }

    protected override work(): unknown[] {
      const descriptor = files.open(this.#path, this.#flags, this.#mode);
      try {
        files.writeBuffer(descriptor, this.#data, 0, this.#data.length, undefined);
        return [];
      } finally {
        files.close(descriptor);
      }
    }
  }

  class CpDirJob extends FsJob {
    readonly #from: string;
    readonly #to: string;
    readonly #options: CopyOptions;

    constructor(from: PathArgument, to: PathArgument, ...options: [boolean, boolean, boolean, boolean, boolean]) {
      super(kernel);
      this.#from = pathText(kernel, from);
      this.#to = pathText(kernel, to);
      const [force, dereference, errorOnExist, verbatimSymlinks, preserveTimestamps] = options;
      this.#options = { force, dereference, errorOnExist, verbatimSymlinks, preserveTimestamps };
    }

    protected override work(): unknown[] {
      copyDirectory(kernel, this.#from, this.#to, this.#options);
      return [];
    }
  }

  return { ReadFileJob, WriteFileJob, CpDirJob };
}
