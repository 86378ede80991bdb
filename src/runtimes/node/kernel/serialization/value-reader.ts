import {
  ERROR_TAG,
  ERROR_TYPES,
  FIRST_VERSION_WITH_VIEW_FLAGS,
  REGEXP_FLAGS,
  TAG,
  VIEW_TRACKS_LENGTH,
  VIEW_TYPES,
  WIRE_FORMAT_VERSION,
} from './wire-format.ts';

/** What a reader leaves to whoever uses it (V8: `ValueDeserializer::Delegate`). */
export interface ReaderDelegate {
  readHostObject(): object;
  sharedArrayBuffer(id: number): object | undefined;
  wasmModule(id: number): object | undefined;
}

const UNREADABLE = 'Unable to deserialize cloned data.';
const UNKNOWN_VERSION = 'Unable to deserialize cloned data due to invalid or unsupported version.';
const TEXT_PIECE = 8192;

const viewNames = new Map(VIEW_TYPES.map(([name, tag]) => [tag, name]));
const errorNames = new Map(ERROR_TYPES.map(([name, tag]) => [tag, name]));
const { defineProperty } = Object;
const mapSet = Map.prototype.set;
const setAdd = Set.prototype.add;

type Constructor = new (...args: unknown[]) => object;
const globals = globalThis as unknown as Record<string, Constructor | undefined>;
/** From before a program could replace them. */
const constructors = new Map<string, Constructor | undefined>(
  [...VIEW_TYPES, ...ERROR_TYPES].map(([name]) => [name, globals[name]]),
);

/** Reads what a `ValueWriter` or V8 wrote; throws an `Error` for anything else. */
export class ValueReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #delegate: ReaderDelegate;
  readonly #objects: object[] = [];
  readonly #transferred = new Map<number, object>();
  #position = 0;
  #version = 0;

  constructor(bytes: Uint8Array, delegate: ReaderDelegate) {
    // A `Buffer` would slice without a copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#delegate = delegate;
  }

  /** What stands for the id of a transferred buffer. */
  transferArrayBuffer(id: number, buffer: object): void {
    this.#transferred.set(id, buffer);
  }

  /** 0 before the header was read. */
  get version(): number {
    return this.#version;
  }

  readHeader(): void {
    if (this.#bytes[this.#position] !== TAG.version) throw new Error(UNKNOWN_VERSION);
    this.#position += 1;
    this.#version = this.varint();
    if (this.#version > WIRE_FORMAT_VERSION) throw new Error(UNKNOWN_VERSION);
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      // Bits past the 32nd are dropped, as V8 does.
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  varint64(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  double(): number {
    this.#require(8);
    const value = this.#view.getFloat64(this.#position, true);
    this.#position += 8;
    return value;
  }

  /** Skips so many raw bytes and returns where they begin. */
  skip(length: number): number {
    this.#require(length);
    const start = this.#position;
    this.#position += length;
    return start;
  }

  readValue(): unknown {
    const tag = this.#tag();
    switch (tag) {
      case TAG.verifyObjectCount:
        this.varint();
        return this.readValue();
      case TAG.undefined:
      case TAG.hole:
        return undefined;
      case TAG.null:
        return null;
      case TAG.true:
        return true;
      case TAG.false:
        return false;
      case TAG.int32: {
        const coded = this.varint();
        return (coded >>> 1) ^ -(coded & 1);
      }
      case TAG.uint32:
        return this.varint();
      case TAG.double:
        return this.double();
      case TAG.bigInt:
        return this.#readBigInt();
      case TAG.utf8String:
      case TAG.oneByteString:
      case TAG.twoByteString:
        return this.#readText(tag);
      case TAG.reference:
        return this.#withView(this.#objects[this.varint()] ?? fail());
      default:
        return this.#readObject(tag);
    }
  }

  #readObject(tag: number): object {
    switch (tag) {
      case TAG.beginObject:
        return this.#readProperties(this.#keep({}), TAG.endObject);
      case TAG.beginSparseArray:
        return this.#readSparseArray();
      case TAG.beginDenseArray:
        return this.#readDenseArray();
      case TAG.date:
        return this.#keep(new Date(this.double()));
      case TAG.trueObject:
        return this.#keep(Object(true));
      case TAG.falseObject:
        return this.#keep(Object(false));
      case TAG.numberObject:
        return this.#keep(Object(this.double()));
      case TAG.bigIntObject:
        return this.#keep(Object(this.#readBigInt()));
      case TAG.stringObject:
        return this.#keep(Object(this.#readString()));
      case TAG.regExp:
        return this.#readRegExp();
      case TAG.beginMap:
        return this.#readMap();
      case TAG.beginSet:
        return this.#readSet();
      case TAG.arrayBuffer:
      case TAG.resizableArrayBuffer:
        return this.#withView(this.#keep(this.#readArrayBuffer(tag === TAG.resizableArrayBuffer)));
      case TAG.arrayBufferTransfer:
        return this.#withView(this.#keep(this.#transferred.get(this.varint()) ?? fail()));
      case TAG.sharedArrayBuffer:
        return this.#withView(this.#keep(this.#delegate.sharedArrayBuffer(this.varint()) ?? fail()));
      case TAG.wasmModule:
        return this.#keep(this.#delegate.wasmModule(this.varint()) ?? fail());
      case TAG.error:
        return this.#readError();
      case TAG.hostObject:
        return this.#readHostObject();
      default:
        return fail();
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) return fail();
    this.#position += 1;
    return byte;
  }

  #tag(): number {
    let tag = this.#byte();
    while (tag === TAG.padding) tag = this.#byte();
    return tag;
  }

  #peek(): number | undefined {
    let position = this.#position;
    while (this.#bytes[position] === TAG.padding) position += 1;
    return this.#bytes[position];
  }

  #require(length: number): void {
    if (this.#position + length > this.#bytes.length) fail();
  }

  #keep<Kept extends object>(object: Kept): Kept {
    this.#objects.push(object);
    return object;
  }

  #readHostObject(): object {
    // Its number is given before its parts get theirs.
    const id = this.#objects.length;
    this.#keep({});
    const object = this.#delegate.readHostObject();
    this.#objects[id] = object;
    return object;
  }

  #readString(): string {
    return this.#readText(this.#tag());
  }

  #readText(tag: number): string {
    const length = this.varint();
    const start = this.skip(length);
    if (tag === TAG.utf8String) return new TextDecoder().decode(this.#bytes.slice(start, start + length));
    const isWide = tag === TAG.twoByteString;
    if (!isWide && tag !== TAG.oneByteString) return fail();
    let text = '';
    const units: number[] = [];
    for (let at = start; at < start + length; at += isWide ? 2 : 1) {
      units.push(isWide ? this.#view.getUint16(at, true) : (this.#bytes[at] ?? 0));
      if (units.length < TEXT_PIECE) continue;
      text += String.fromCharCode(...units);
      units.length = 0;
    }
    return text + String.fromCharCode(...units);
  }

  #readBigInt(): bigint {
    const bits = this.varint();
    const length = bits >>> 1;
    const start = this.skip(length);
    let value = 0n;
    for (let at = start + length - 1; at >= start; at -= 1) value = (value << 8n) | BigInt(this.#bytes[at] ?? 0);
    return bits & 1 ? -value : value;
  }

  /** Properties until `end`; their number and what follows it is read too. */
  #readProperties<Target extends object>(target: Target, end: number): Target {
    let count = 0;
    while (this.#peek() !== end) {
      const key = this.readValue();
      if (typeof key !== 'string' && typeof key !== 'number') return fail();
      const value = this.readValue();
      // Never a setter of the prototype, `__proto__` above all.
      defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
      count += 1;
    }
    this.#tag();
    if (this.varint() !== count) fail();
    return target;
  }

  #readSparseArray(): object {
    const length = this.varint();
    const array = this.#keep<unknown[]>([]);
    array.length = length;
    this.#readProperties(array, TAG.endSparseArray);
    if (this.varint() !== length) fail();
    return array;
  }

  #readDenseArray(): object {
    const length = this.varint();
    // A length that the rest cannot hold must not make a huge array.
    this.#require(length);
    const array = this.#keep<unknown[]>([]);
    array.length = length;
    for (let index = 0; index < length; index += 1) {
      const isHole = this.#peek() === TAG.hole;
      const value = this.readValue();
      if (!isHole) array[index] = value;
    }
    this.#readProperties(array, TAG.endDenseArray);
    if (this.varint() !== length) fail();
    return array;
  }

  #readRegExp(): object {
    const source = this.#readString();
    const bits = this.varint();
    const flags = REGEXP_FLAGS.filter(([, bit]) => bits & bit).map(([flag]) => flag);
    return this.#keep(new RegExp(source, flags.join('')));
  }

  #readMap(): object {
    const map = this.#keep(new Map<unknown, unknown>());
    let count = 0;
    for (; this.#peek() !== TAG.endMap; count += 2) mapSet.call(map, this.readValue(), this.readValue());
    this.#tag();
    if (this.varint() !== count) fail();
    return map;
  }

  #readSet(): object {
    const set = this.#keep(new Set<unknown>());
    let count = 0;
    for (; this.#peek() !== TAG.endSet; count += 1) setAdd.call(set, this.readValue());
    this.#tag();
    if (this.varint() !== count) fail();
    return set;
  }

  #readArrayBuffer(isResizable: boolean): ArrayBuffer {
    const length = this.varint();
    const maxByteLength = isResizable ? this.varint() : undefined;
    const start = this.skip(length);
    const content = this.#bytes.subarray(start, start + length);
    if (maxByteLength === undefined) return content.slice().buffer as ArrayBuffer;
    const Resizable = ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer;
    const buffer = new Resizable(length, { maxByteLength });
    new Uint8Array(buffer).set(content);
    return buffer;
  }

  /** A view may follow its buffer: then it is the value. */
  #withView(buffer: object): object {
    if (this.#peek() !== TAG.view) return buffer;
    this.#tag();
    const View = constructors.get(viewNames.get(this.#byte()) ?? '') ?? fail();
    const offset = this.varint();
    const byteLength = this.varint();
    const flags = this.#version >= FIRST_VERSION_WITH_VIEW_FLAGS ? this.varint() : 0;
    const unit = (View as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    try {
      return this.#keep(
        flags & VIEW_TRACKS_LENGTH ? new View(buffer, offset) : new View(buffer, offset, byteLength / unit),
      );
    } catch {
      // Outside of the buffer.
      return fail();
    }
  }

  #readError(): object {
    const id = this.#objects.length;
    this.#keep({});
    let tag = this.#tag();
    const ErrorType = constructors.get(errorNames.get(tag) ?? '');
    if (ErrorType) tag = this.#tag();
    const error = new (ErrorType ?? Error)();
    this.#objects[id] = error;
    let stack: string | undefined;
    const put = (name: string, value: unknown) =>
      defineProperty(error, name, { value, writable: true, enumerable: false, configurable: true });
    for (; tag !== ERROR_TAG.end; tag = this.#tag()) {
      if (tag === ERROR_TAG.message) put('message', this.#readString());
      else if (tag === ERROR_TAG.stack) stack = this.#readString();
      else if (tag === ERROR_TAG.cause) put('cause', this.readValue());
      else fail();
    }
    put('stack', stack);
    return error;
  }
}

function fail(): never {
  throw new Error(UNREADABLE);
}
