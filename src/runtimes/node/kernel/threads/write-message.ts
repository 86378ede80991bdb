import { AsyncWrap } from '../async-wrap.ts';
import type { Kernel, LibraryFunction } from '../kernel.ts';
import { createKindOf, type KindOf } from '../serialization/object-kinds.ts';
import { ValueWriter } from '../serialization/value-writer.ts';
import { dataCloneError } from './clone-error.ts';
import { cloneableHandles } from './cloneable-handles.ts';
import { HOST_HANDLE, HOST_IN_LIST, type Message, type MessageHost } from './message.ts';
import { portHandleOf } from './port-handle.ts';

/** Bits of an object's transfer mode (Node.js `internalBinding('util').constants`). */
const TRANSFERABLE = 1;
const CLONEABLE = 2;

const UNSUPPORTED_CLONE = 'Cannot clone object of unsupported type.';
const UNSUPPORTED_TRANSFER = 'Cannot transfer object of unsupported type.';
const NOT_LISTED = 'Object that needs transfer was found in message but not listed in transferList';

interface ListedHost {
  readonly object: object;
  readonly how: 'transfer' | 'clone';
}

const kinds = new WeakMap<Kernel, KindOf>();

/** Writes a value; what is in `transferList` moves and is gone here afterwards. Throws a `DataCloneError`. */
export function writeMessage(
  kernel: Kernel,
  value: unknown,
  transferList: readonly unknown[],
  sourcePort?: object,
): Message {
  return new MessageWriting(kernel, sourcePort).write(value, transferList);
}

class MessageWriting {
  readonly #kernel: Kernel;
  readonly #sourcePort: object | undefined;
  readonly #writer: ValueWriter;
  readonly #hosts: ListedHost[] = [];
  readonly #buffers: ArrayBuffer[] = [];
  readonly #sharedBuffers: SharedArrayBuffer[] = [];
  readonly #modules: (WebAssembly.Module | WebAssembly.Memory)[] = [];

  constructor(kernel: Kernel, sourcePort: object | undefined) {
    this.#kernel = kernel;
    this.#sourcePort = sourcePort;
    const kindOf = kinds.get(kernel) ?? createKindOf(kernel);
    kinds.set(kernel, kindOf);
    this.#writer = new ValueWriter({
      kindOf,
      isHostObject: (object) => this.#isHostObject(object),
      writeHostObject: (object) => this.#writeHostObject(object),
      refuse: (message) => this.#refuse(message),
      sharedArrayBufferId: (buffer) => indexIn(this.#sharedBuffers, buffer),
      wasmModuleId: (module) => indexIn(this.#modules, module),
    });
  }

  write(value: unknown, transferList: readonly unknown[]): Message {
    for (const entry of transferList) this.#takeEntry(entry);
    this.#writer.writeHeader();
    this.#writer.writeValue(value);
    // Objects that the library writes may contain further ones: the list grows meanwhile.
    const hosts: MessageHost[] = [];
    for (let index = 0; index < this.#hosts.length; index += 1) {
      const host = this.#hosts[index];
      if (host) hosts.push(this.#finishHost(host));
    }
    return {
      type: 'message',
      bytes: this.#writer.bytes.take(),
      buffers: this.#buffers.map((buffer) => moveBuffer(buffer)),
      sharedBuffers: this.#sharedBuffers,
      modules: this.#modules,
      hosts,
    };
  }

  #refuse(message: string): never {
    throw dataCloneError(this.#kernel, message);
  }

  #takeEntry(entry: unknown): void {
    if (typeof entry !== 'object' || entry === null) this.#refuse('Found invalid value in transferList.');
    if (isArrayBuffer(entry)) {
      const isMovable = !(entry as { detached?: boolean }).detached && !this.#has(entry, 'untransferable_object');
      if (!isMovable) this.#refuse(UNSUPPORTED_TRANSFER);
      if (this.#buffers.includes(entry)) this.#refuse('Transfer list contains duplicate ArrayBuffer');
      this.#writer.transferArrayBuffer(this.#buffers.push(entry) - 1, entry);
      return;
    }
    const port = portHandleOf(entry);
    if (port?.isDetached) this.#refuse('MessagePort in transfer list is already detached');
    if (entry === this.#sourcePort) this.#refuse('Transfer list contains source port');
    if (!port && !this.#isHostObject(entry)) this.#refuse('Found invalid value in transferList.');
    if (this.#hosts.some(({ object }) => object === entry)) {
      this.#refuse(`Transfer list contains duplicate ${entry.constructor.name}`);
    }
    if (this.#has(entry, 'untransferable_object') || !(this.#modeOf(entry) & TRANSFERABLE)) {
      this.#refuse(UNSUPPORTED_TRANSFER);
    }
    this.#hosts.push({ object: entry, how: 'transfer' });
    const nested = this.#call(entry, 'messaging_transfer_list_symbol');
    if (Array.isArray(nested)) for (const part of nested) this.#takeEntry(part);
  }

  #has(object: object, name: 'untransferable_object' | 'transfer_mode'): boolean {
    const symbol = this.#kernel.symbols.private[`${name}_private_symbol`];
    return symbol !== undefined && Object.hasOwn(object, symbol);
  }

  #modeOf(object: object): number {
    if (portHandleOf(object)) return TRANSFERABLE;
    const { transfer_mode_private_symbol: symbol } = this.#kernel.symbols.private;
    return symbol && Object.hasOwn(object, symbol) ? Number(Reflect.get(object, symbol)) : 0;
  }

  #isHostObject(object: object): boolean {
    return (
      this.#has(object, 'transfer_mode') ||
      portHandleOf(object) !== undefined ||
      object instanceof AsyncWrap ||
      cloneableHandles(this.#kernel).some((kind) => kind.owns(object))
    );
  }

  #writeHostObject(object: object): void {
    const { bytes } = this.#writer;
    const listed = this.#hosts.findIndex((host) => host.object === object);
    if (listed >= 0) {
      bytes.varint(HOST_IN_LIST);
      bytes.varint(listed);
      return;
    }
    const handle = cloneableHandles(this.#kernel).find((kind) => kind.owns(object));
    if (handle) {
      bytes.varint(HOST_HANDLE);
      this.#writer.writeValue([handle.name, handle.pack(object)]);
      return;
    }
    const mode = this.#modeOf(object);
    if (!(mode & CLONEABLE)) this.#refuse(mode & TRANSFERABLE ? NOT_LISTED : UNSUPPORTED_CLONE);
    bytes.varint(HOST_IN_LIST);
    bytes.varint(this.#hosts.push({ object, how: 'clone' }) - 1);
  }

  #finishHost({ object, how }: ListedHost): MessageHost {
    const port = portHandleOf(object);
    if (port) return { type: 'port', data: port.detach() };
    const made =
      (how === 'transfer' ? this.#call(object, 'messaging_transfer_symbol') : undefined) ??
      this.#call(object, 'messaging_clone_symbol');
    if (typeof made !== 'object' || made === null) {
      return this.#refuse(how === 'transfer' ? UNSUPPORTED_TRANSFER : UNSUPPORTED_CLONE);
    }
    const { data, deserializeInfo } = made as { data: unknown; deserializeInfo: string };
    this.#writer.writeValue(data);
    return { type: 'library', deserializeInfo };
  }

  #call(object: object, name: string): unknown {
    const symbol = this.#kernel.symbols.isolate[name];
    const method = symbol && (Reflect.get(object, symbol) as LibraryFunction | undefined);
    return typeof method === 'function' ? method.call(object) : undefined;
  }
}

const byteLengthOf = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')?.get;

function isArrayBuffer(value: object): value is ArrayBuffer {
  try {
    byteLengthOf?.call(value);
    return true;
  } catch {
    // The brand check's answer.
    return false;
  }
}

function moveBuffer(buffer: ArrayBuffer): ArrayBuffer {
  return (buffer as ArrayBuffer & { transfer(): ArrayBuffer }).transfer();
}

function indexIn<Item>(list: Item[], item: Item): number {
  const known = list.indexOf(item);
  return known >= 0 ? known : list.push(item) - 1;
}
