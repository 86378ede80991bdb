import { ByteWriter, isLatin1, varintLength } from './byte-writer.ts';
import { describeUncloneable, type KindOf } from './object-kinds.ts';
import {
  ERROR_TAG,
  ERROR_TYPES,
  REGEXP_FLAGS,
  TAG,
  VIEW_OF_RESIZABLE,
  VIEW_TRACKS_LENGTH,
  VIEW_TYPES,
  WIRE_FORMAT_VERSION,
} from './wire-format.ts';

/** What a writer leaves to whoever uses it (V8: `ValueSerializer::Delegate`). */
export interface WriterDelegate {
  readonly kindOf: KindOf;
  isHostObject(object: object): boolean;
  /** Writes what `readHostObject` of the other side understands. */
  writeHostObject(object: object): void;
  /** Throws the error for a value that cannot be cloned. */
  refuse(message: string): never;
  sharedArrayBufferId(buffer: SharedArrayBuffer): number;
  /** Undefined when modules cannot be sent. */
  wasmModuleId(module: WebAssembly.Module | WebAssembly.Memory): number | undefined;
}

const { hasOwn, keys, getOwnPropertyDescriptor } = Object;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const viewTag = getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get;
const viewTags = new Map(VIEW_TYPES);
const errorTags = new Map(ERROR_TYPES);
const BIGINT_DIGIT_BYTES = 8;

interface ResizableBuffer extends ArrayBuffer {
  readonly resizable: boolean;
  readonly maxByteLength: number;
  readonly detached: boolean;
}

/** Writes values as V8's `ValueSerializer`: shared and cyclic references stay what they are. */
export class ValueWriter {
  readonly bytes = new ByteWriter();
  /** Views go to the delegate, as Node's DefaultSerializer wants it. */
  treatsViewsAsHostObjects = false;
  readonly #delegate: WriterDelegate;
  readonly #ids = new Map<object, number>();
  readonly #transferred = new Map<object, number>();

  constructor(delegate: WriterDelegate) {
    this.#delegate = delegate;
  }

  /** In place of the buffer's content, its `id` is written. */
  transferArrayBuffer(id: number, buffer: object): void {
    this.#transferred.set(buffer, id);
  }

  writeHeader(): void {
    this.bytes.byte(TAG.version);
    this.bytes.byte(WIRE_FORMAT_VERSION);
  }

  writeValue(value: unknown): void {
    const { bytes } = this;
    switch (typeof value) {
      case 'undefined':
        bytes.byte(TAG.undefined);
        break;
      case 'boolean':
        bytes.byte(value ? TAG.true : TAG.false);
        break;
      case 'number':
        this.#writeNumber(value);
        break;
      case 'string':
        this.#writeString(value);
        break;
      case 'bigint':
        bytes.byte(TAG.bigInt);
        this.#writeBigInt(value);
        break;
      case 'object':
        if (value === null) bytes.byte(TAG.null);
        else this.#writeObject(value);
        break;
      default:
        this.#refuse(value);
        break;
    }
  }

  #refuse(value: unknown): never {
    return this.#delegate.refuse(`${describeUncloneable(value)} could not be cloned.`);
  }

  #writeNumber(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.bytes.byte(TAG.int32);
      this.bytes.zigZag(value);
    } else {
      this.bytes.byte(TAG.double);
      this.bytes.double(value);
    }
  }

  #writeString(text: string): void {
    const { bytes } = this;
    if (isLatin1(text)) {
      bytes.byte(TAG.oneByteString);
      bytes.varint(text.length);
      bytes.latin1(text);
      return;
    }
    const byteLength = text.length * 2;
    // The units lie at even positions.
    if ((bytes.length + 1 + varintLength(byteLength)) % 2 === 1) bytes.byte(TAG.padding);
    bytes.byte(TAG.twoByteString);
    bytes.varint(byteLength);
    bytes.utf16(text);
  }

  #writeBigInt(value: bigint): void {
    const hex = (value < 0n ? -value : value).toString(16);
    const digits = value === 0n ? 0 : Math.ceil(hex.length / (BIGINT_DIGIT_BYTES * 2));
    this.bytes.varint(((digits * BIGINT_DIGIT_BYTES) << 1) | (value < 0n ? 1 : 0));
    const padded = hex.padStart(digits * BIGINT_DIGIT_BYTES * 2, '0');
    for (let end = digits * BIGINT_DIGIT_BYTES * 2; end > 0; end -= 2) {
      this.bytes.byte(Number.parseInt(padded.slice(end - 2, end), 16));
    }
  }

  #writeObject(object: object): void {
    const known = this.#ids.get(object);
    if (known !== undefined) {
      this.bytes.byte(TAG.reference);
      this.bytes.varint(known);
      return;
    }
    const isHost = this.#delegate.isHostObject(object);
    const kind = isHost ? 'plain' : this.#delegate.kindOf(object);
    // A view refers to its buffer, which comes first.
    if (kind === 'view' && !this.treatsViewsAsHostObjects) this.#writeObject((object as ArrayBufferView).buffer);
    this.#ids.set(object, this.#ids.size);
    if (isHost || (kind === 'view' && this.treatsViewsAsHostObjects)) {
      this.bytes.byte(TAG.hostObject);
      this.#delegate.writeHostObject(object);
      return;
    }
    switch (kind) {
      case 'plain':
        this.#writePlain(object);
        break;
      case 'array':
        this.#writeArray(object as unknown[]);
        break;
      case 'date':
        this.bytes.byte(TAG.date);
        this.bytes.double(Date.prototype.getTime.call(object));
        break;
      case 'regexp':
        this.#writeRegExp(object as RegExp);
        break;
      case 'map':
        this.#writeMap(object as Map<unknown, unknown>);
        break;
      case 'set':
        this.#writeSet(object as Set<unknown>);
        break;
      case 'error':
        this.#writeError(object);
        break;
      case 'boxed':
        this.#writeBoxed(object);
        break;
      case 'array-buffer':
        this.#writeArrayBuffer(object as ResizableBuffer);
        break;
      case 'shared-array-buffer': {
        const id = this.#delegate.sharedArrayBufferId(object as SharedArrayBuffer);
        this.bytes.byte(TAG.sharedArrayBuffer);
        this.bytes.varint(id);
        break;
      }
      case 'view':
        this.#writeView(object as ArrayBufferView);
        break;
      case 'wasm-memory':
        // Memory of its own belongs to its instance.
        if ((object as WebAssembly.Memory).buffer instanceof ArrayBuffer) this.#refuse(object);
        this.#writeWasm(object as WebAssembly.Memory);
        break;
      case 'wasm-module':
        this.#writeWasm(object as WebAssembly.Module);
        break;
      case 'uncloneable':
        this.#refuse(object);
        break;
    }
  }

  #writeWasm(object: WebAssembly.Module | WebAssembly.Memory): void {
    const id = this.#delegate.wasmModuleId(object);
    this.bytes.byte(TAG.wasmModule);
    this.bytes.varint(id ?? this.#refuse(object));
  }

  #writePlain(object: object): void {
    this.bytes.byte(TAG.beginObject);
    const count = this.#writeProperties(object, keys(object));
    this.bytes.byte(TAG.endObject);
    this.bytes.varint(count);
  }

  /** Getters run here and may delete what comes later; returns how many properties were written. */
  #writeProperties(object: object, names: readonly string[]): number {
    let count = 0;
    for (const name of names) {
      if (!hasOwn(object, name)) continue;
      const value: unknown = Reflect.get(object, name);
      if (isArrayIndex(name)) this.#writeNumber(Number(name));
      else this.#writeString(name);
      this.writeValue(value);
      count += 1;
    }
    return count;
  }

  #writeArray(array: readonly unknown[]): void {
    const { bytes } = this;
    const { length } = array;
    const names = keys(array);
    // Own indices come first and in order: without holes they are as many as the length.
    const isDense = length === 0 || (names.length >= length && names[length - 1] === String(length - 1));
    bytes.byte(isDense ? TAG.beginDenseArray : TAG.beginSparseArray);
    bytes.varint(length);
    if (isDense) {
      for (let index = 0; index < length; index += 1) {
        if (hasOwn(array, index)) this.writeValue(array[index]);
        else bytes.byte(TAG.hole);
      }
    }
    const count = this.#writeProperties(array, isDense ? names.slice(length) : names);
    bytes.byte(isDense ? TAG.endDenseArray : TAG.endSparseArray);
    bytes.varint(count);
    bytes.varint(length);
  }

  #writeRegExp(expression: RegExp): void {
    this.bytes.byte(TAG.regExp);
    this.#writeString(expression.source);
    const { flags } = expression;
    this.bytes.varint(REGEXP_FLAGS.reduce((bits, [flag, bit]) => (flags.includes(flag) ? bits | bit : bits), 0));
  }

  #writeMap(map: Map<unknown, unknown>): void {
    const entries: unknown[] = [];
    mapForEach.call(map, (value, key) => entries.push(key, value));
    this.bytes.byte(TAG.beginMap);
    for (const entry of entries) this.writeValue(entry);
    this.bytes.byte(TAG.endMap);
    this.bytes.varint(entries.length);
  }

  #writeSet(set: Set<unknown>): void {
    const entries: unknown[] = [];
    setForEach.call(set, (value) => entries.push(value));
    this.bytes.byte(TAG.beginSet);
    for (const entry of entries) this.writeValue(entry);
    this.bytes.byte(TAG.endSet);
    this.bytes.varint(entries.length);
  }

  #writeError(error: object): void {
    const { bytes } = this;
    bytes.byte(TAG.error);
    const { name, stack } = error as { name?: unknown; stack?: unknown };
    const tag = errorTags.get(String(name));
    if (tag !== undefined) bytes.byte(tag);
    const message = getOwnPropertyDescriptor(error, 'message');
    if (message) {
      bytes.byte(ERROR_TAG.message);
      this.#writeString(String(message.value));
    }
    if (typeof stack === 'string') {
      bytes.byte(ERROR_TAG.stack);
      this.#writeString(stack);
    }
    const cause = getOwnPropertyDescriptor(error, 'cause');
    if (cause) {
      bytes.byte(ERROR_TAG.cause);
      this.writeValue(cause.value);
    }
    bytes.byte(ERROR_TAG.end);
  }

  #writeBoxed(object: object): void {
    const value: unknown = object.valueOf();
    switch (typeof value) {
      case 'boolean':
        this.bytes.byte(value ? TAG.trueObject : TAG.falseObject);
        break;
      case 'number':
        this.bytes.byte(TAG.numberObject);
        this.bytes.double(value);
        break;
      case 'bigint':
        this.bytes.byte(TAG.bigIntObject);
        this.#writeBigInt(value);
        break;
      default:
        this.bytes.byte(TAG.stringObject);
        this.#writeString(String(value));
        break;
    }
  }

  #writeArrayBuffer(buffer: ResizableBuffer): void {
    const { bytes } = this;
    const id = this.#transferred.get(buffer);
    if (id !== undefined) {
      bytes.byte(TAG.arrayBufferTransfer);
      bytes.varint(id);
      return;
    }
    if (buffer.detached) this.#delegate.refuse('An ArrayBuffer is detached and could not be cloned.');
    bytes.byte(buffer.resizable ? TAG.resizableArrayBuffer : TAG.arrayBuffer);
    bytes.varint(buffer.byteLength);
    if (buffer.resizable) bytes.varint(buffer.maxByteLength);
    bytes.raw(new Uint8Array(buffer));
  }

  #writeView(view: ArrayBufferView): void {
    const { bytes } = this;
    const buffer = view.buffer as ResizableBuffer;
    bytes.byte(TAG.view);
    bytes.byte(viewTags.get(String(viewTag?.call(view) ?? 'DataView')) ?? this.#refuse(view));
    const isResizable = buffer.resizable === true;
    // JavaScript does not tell whether a view follows its buffer: one that reaches to its end is taken for it.
    const tracks = isResizable && view.byteOffset + view.byteLength === buffer.byteLength;
    bytes.varint(view.byteOffset);
    bytes.varint(tracks ? 0 : view.byteLength);
    bytes.varint((isResizable ? VIEW_OF_RESIZABLE : 0) | (tracks ? VIEW_TRACKS_LENGTH : 0));
  }
}

function isArrayIndex(name: string): boolean {
  const number = Number(name);
  return number >>> 0 === number && String(number) === name && number !== 0xffffffff;
}
