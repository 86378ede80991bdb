/** Calls on open files and whole files. */

import type { OpenFile } from '../../file-system/open-file.ts';
import type { Kernel } from '../../kernel.ts';
import { bytesOf, encodeText, encodingNumber } from '../../text-encodings.ts';
import { type PathArgument, pathText } from './paths.ts';
import { asSyscall } from './requests.ts';

/** A position argument: a number or bigint, or anything else (`null`, NaN, -1) for the file's own position. */
function positionOf(position: unknown): number | undefined {
  const at = typeof position === 'bigint' ? Number(position) : position;
  return Number.isSafeInteger(at) && (at as number) >= 0 ? (at as number) : undefined;
}

export class FileCalls {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Opens and returns a descriptor. */
  open(pathArgument: PathArgument, flags: number, mode: number): number {
    const path = pathText(this.#kernel, pathArgument);
    const { fileSystem } = this.#kernel;
    return asSyscall(this.#kernel, 'open', [path], () =>
      fileSystem.descriptors.add(fileSystem.open(path, flags, mode)),
    );
  }

  close(descriptor: number): void {
    asSyscall(this.#kernel, 'close', [], () => this.#kernel.fileSystem.descriptors.close(descriptor));
  }

  read(descriptor: number, buffer: ArrayBufferView, offset: number, length: number, position: unknown): number {
    const target = bytesOf(buffer).subarray(offset, offset + length);
    return this.#onFile('read', descriptor, (file) => file.read(target, positionOf(position)));
  }

  readBuffers(descriptor: number, buffers: readonly ArrayBufferView[], position: unknown): number {
    const start = positionOf(position);
    let total = 0;
    for (const buffer of buffers) {
      const at = start === undefined ? undefined : start + total;
      const count = this.#onFile('read', descriptor, (file) => file.read(bytesOf(buffer), at));
      total += count;
      if (count < buffer.byteLength) break;
    }
    return total;
  }

  writeBuffer(
    descriptor: number,
    buffer: ArrayBufferView,
    offset: unknown,
    length: unknown,
    position: unknown,
  ): number {
    const bytes = bytesOf(buffer);
    const start = Number(offset ?? 0);
    const end = typeof length === 'number' ? start + length : bytes.length;
    // A copy: the program may change its buffer before a watcher or a device looks at it.
    const source = bytes.slice(start, end);
    return this.#onFile('write', descriptor, (file) => file.write(source, positionOf(position)));
  }

  writeBuffers(descriptor: number, buffers: readonly ArrayBufferView[], position: unknown): number {
    const start = positionOf(position);
    let total = 0;
    for (const buffer of buffers) {
      total += this.writeBuffer(descriptor, buffer, 0, undefined, start === undefined ? undefined : start + total);
    }
    return total;
  }

  writeString(descriptor: number, text: string, position: unknown, encoding: unknown): number {
    const source = encodeText(text, encodingNumber(encoding));
    return this.#onFile('write', descriptor, (file) => file.write(source, positionOf(position)));
  }

  truncate(descriptor: number, size: number): void {
    this.#onFile('ftruncate', descriptor, (file) => file.truncate(size));
  }

  /** For `fsync` and `fdatasync`: memory is always in sync, so only the descriptor is checked. */
  sync(syscall: 'fsync' | 'fdatasync', descriptor: number): void {
    this.#onFile(syscall, descriptor, () => undefined);
  }

  readFileUtf8(pathOrDescriptor: PathArgument | number, flags: number): string {
    const bytes = this.#withFile(pathOrDescriptor, flags, 0o666, (descriptor) =>
      this.#onFile('read', descriptor, (file) => file.readToEnd()),
    );
    return this.#kernel.natives.decodeUtf8(bytes);
  }

  writeFileUtf8(pathOrDescriptor: PathArgument | number, text: string, flags: number, mode: number): void {
    this.#withFile(pathOrDescriptor, flags, mode, (descriptor) =>
      this.writeString(descriptor, text, undefined, 'utf8'),
    );
  }

  /** Runs `use` on a descriptor that is the program's, or is opened for the time being. */
  #withFile<Result>(
    pathOrDescriptor: PathArgument | number,
    flags: number,
    mode: number,
    use: (descriptor: number) => Result,
  ): Result {
    if (typeof pathOrDescriptor === 'number') return use(pathOrDescriptor);
    const descriptor = this.open(pathOrDescriptor, flags, mode);
    try {
      return use(descriptor);
    } finally {
      this.close(descriptor);
    }
  }

  #onFile<Result>(syscall: string, descriptor: number, use: (file: OpenFile) => Result): Result {
    return asSyscall(this.#kernel, syscall, [], () => use(this.#kernel.fileSystem.descriptors.get(descriptor)));
  }
}
