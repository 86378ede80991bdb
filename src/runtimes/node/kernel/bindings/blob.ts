import { FileSystemError } from '../file-system/file-system-error.ts';
import { type Inode, RegularFile } from '../file-system/inode.ts';
import { concatBytes } from '../file-system/open-file.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';
import { bytesOf } from '../text-encodings.ts';

/** What the callback of `pull` is told. */
const END = 0;
const CHUNK = 1;

/** The URLs of `URL.createObjectURL` in Node. */
const OBJECT_URL = /^blob:nodedata:([^?#]*)/;

const FILE_READ_BYTES = 65536;

type PullCallback = (status: number, chunk?: ArrayBufferLike) => void;

interface BlobReader {
  pull(callback: PullCallback): void;
  /** Takes what to call when data comes late, which it never does here. */
  setWakeup(callback: unknown): void;
}

/** One stretch of a blob's content. */
interface Stretch {
  readonly length: number;
  /** Whether reading takes the event loop, as files do. */
  readonly isFile: boolean;
  slice(start: number, end: number): Stretch;
  /** A copy, or a negative error number. */
  read(): Uint8Array | number;
}

class MemoryStretch implements Stretch {
  readonly #bytes: Uint8Array;
  readonly isFile = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  slice(start: number, end: number): Stretch {
    return new MemoryStretch(this.#bytes.subarray(start, end));
  }

  read(): Uint8Array {
    return this.#bytes.slice();
  }
}

/** Part of a file that must not change from when the blob was made. */
class FileStretch implements Stretch {
  readonly isFile = true;
  readonly length: number;
  readonly #kernel: Kernel;
  readonly #path: string;
  readonly #start: number;
  readonly #made: Pick<Inode, 'size' | 'modified'>;

  constructor(kernel: Kernel, path: string, start: number, end: number, made: Pick<Inode, 'size' | 'modified'>) {
    this.#kernel = kernel;
    this.#path = path;
    this.#start = start;
    this.length = end - start;
    this.#made = made;
  }

  slice(start: number, end: number): Stretch {
    return new FileStretch(this.#kernel, this.#path, this.#start + start, this.#start + end, this.#made);
  }

  read(): Uint8Array | number {
    const file = this.#kernel.fileSystem.inodeAt(this.#path);
    const isUnchanged = file?.size === this.#made.size && file.modified === this.#made.modified;
    if (!isUnchanged || !(file instanceof RegularFile)) return this.#kernel.uvErrors.errno('EACCES');
    return file.content.slice(this.#start, this.#start + this.length);
  }
}

/** The native side of a `Blob`: content that never changes (Node.js src/node_blob.cc). */
class BlobHandle {
  readonly #kernel: Kernel;
  readonly #stretches: readonly Stretch[];

  constructor(kernel: Kernel, stretches: readonly Stretch[]) {
    this.#kernel = kernel;
    // An empty file stays: reading it tells whether it is empty still.
    this.#stretches = stretches.filter(({ length, isFile }) => length > 0 || isFile);
  }

  static stretchesOf(part: BlobPart): readonly Stretch[] {
    if (part instanceof BlobHandle) return part.#stretches;
    return [new MemoryStretch(bytesOfPart(part))];
  }

  slice(start: number, end: number): BlobHandle {
    const kept: Stretch[] = [];
    let position = 0;
    for (const stretch of this.#stretches) {
      const from = Math.max(0, start - position);
      const to = Math.min(stretch.length, end - position);
      if (from < to) kept.push(stretch.slice(from, to));
      position += stretch.length;
    }
    return new BlobHandle(this.#kernel, kept);
  }

  getReader(): BlobReader {
    const stretches = this.#stretches.flatMap(inReadableParts);
    let next = 0;
    const pull = (callback: PullCallback): void => {
      const stretch = stretches[next];
      next += 1;
      if (!stretch) callback(END);
      else if (stretch.isFile) this.#kernel.loop.postIo(() => read(stretch, callback));
      else read(stretch, callback);
    };
    const read = (stretch: Stretch, callback: PullCallback): void => {
      const content = stretch.read();
      if (typeof content === 'number') callback(content);
      else if (content.length === 0) pull(callback);
      else callback(CHUNK, content.buffer);
    };
    return { pull, setWakeup: () => undefined };
  }
}

/** Files are read in parts, and may have changed by the next one. */
function inReadableParts(stretch: Stretch): Stretch[] {
  if (!stretch.isFile || stretch.length <= FILE_READ_BYTES) return [stretch];
  return Array.from({ length: Math.ceil(stretch.length / FILE_READ_BYTES) }, (_, index) =>
    stretch.slice(index * FILE_READ_BYTES, Math.min((index + 1) * FILE_READ_BYTES, stretch.length)),
  );
}

/** What `createBlob` gets: bytes, or the handle of another blob. */
type BlobPart = Uint8Array | ArrayBuffer | BlobHandle;

export const createBlobBinding: BindingFactory = (kernel, stub) => {
  const stored = new Map<string, readonly [handle: BlobHandle, length: number, type: string]>();
  return Object.assign(stub, {
    createBlob: (parts: readonly BlobPart[]) => new BlobHandle(kernel, parts.flatMap(BlobHandle.stretchesOf)),
    createBlobFromFilePath: (path: string) => blobOfFile(kernel, path),
    concat: (parts: readonly (Uint8Array | ArrayBuffer)[]) => concatBytes(parts.map(bytesOfPart)).buffer,
    storeDataObject(id: string, handle: BlobHandle, length: number, type: string): void {
      stored.set(id, [handle, length, type]);
    },
    getDataObject: (id: string) => stored.get(id),
    revokeObjectURL(url: string): void {
      const id = OBJECT_URL.exec(url)?.[1];
      if (id !== undefined) stored.delete(id);
    },
  });
};

function bytesOfPart(part: ArrayBufferView | ArrayBuffer): Uint8Array {
  return ArrayBuffer.isView(part) ? bytesOf(part) : new Uint8Array(part);
}

/** Handle and length, or undefined when there is no such file. */
function blobOfFile(kernel: Kernel, path: string): readonly [BlobHandle, number] | undefined {
  try {
    const { path: realPath, inode } = kernel.fileSystem.locate(path, 'follow');
    if (!(inode instanceof RegularFile)) return undefined;
    const { size, modified } = inode;
    return [new BlobHandle(kernel, [new FileStretch(kernel, realPath, 0, size, { size, modified })]), size];
  } catch (error) {
    if (error instanceof FileSystemError) return undefined;
    throw error;
  }
}
