import { ByteReader, failToRead } from './byte-reader.ts';
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

const UNKNOWN_VERSION = 'Unable to deserialize cloned data due to invalid or unsupported version.';

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
  readonly bytes: ByteReader;
  readonly #delegate: ReaderDelegate;
  readonly #objects: object[] = [];
  readonly #transferred = new Map<number, object>();
  #version = 0;

  constructor(bytes: Uint8Array, delegate: ReaderDelegate) {
    this.bytes = new ByteReader(bytes);
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
    if (!this.bytes.takeIf(TAG.version)) throw new Error(UNKNOWN_VERSION);
    this.#version = this.bytes.varint();
    if (this.#version > WIRE_FORMAT_VERSION) throw new Error(UNKNOWN_VERSION);
  }

  readValue(): unknown {
    const tag = this.bytes.tag();
    switch (tag) {
      case TAG.verifyObjectCount:
        this.bytes.varint();
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
        const coded = this.bytes.varint();
        return (coded >>> 1) ^ -(coded & 1);
      }
      case TAG.uint32:
        return this.bytes.varint();
      case TAG.double:
        return this.bytes.double();
      case TAG.bigInt:
        return this.bytes.bigInt();
      case TAG.utf8String:
      case TAG.oneByteString:
      case TAG.twoByteString:
        return this.bytes.text(tag);
      case TAG.reference:
        return this.#withView(this.#objects[this.bytes.varint()] ?? failToRead());
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
        return this.#keep(new Date(this.bytes.double()));
      case TAG.trueObject:
        return this.#keep(Object(true));
      case TAG.falseObject:
        return this.#keep(Object(false));
      case TAG.numberObject:
        return this.#keep(Object(this.bytes.double()));
      case TAG.bigIntObject:
        return this.#keep(Object(this.bytes.bigInt()));
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
        return this.#withView(this.#keep(this.#transferred.get(this.bytes.varint()) ?? failToRead()));
      case TAG.sharedArrayBuffer:
        return this.#withView(this.#keep(this.#delegate.sharedArrayBuffer(this.bytes.varint()) ?? failToRead()));
      case TAG.wasmModule:
        return this.#keep(this.#delegate.wasmModule(this.bytes.varint()) ?? failToRead());
      case TAG.error:
        return this.#readError();
      case TAG.hostObject:
        return this.#readHostObject();
      default:
        return failToRead();
    }
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
    return this.bytes.text(this.bytes.tag());
  }

  /** Properties until `end`; their number and what follows it is read too. */
  #readProperties<Target extends object>(target: Target, end: number): Target {
    let count = 0;
    while (this.bytes.peek() !== end) {
      const key = this.readValue();
      if (typeof key !== 'string' && typeof key !== 'number') return failToRead();
      const value = this.readValue();
      // Never a setter of the prototype, `__proto__` above all.
      defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
      count += 1;
    }
    this.bytes.tag();
    if (this.bytes.varint() !== count) failToRead();
    return target;
  }

  #readSparseArray(): object {
    const length = this.bytes.varint();
    const array = this.#keep<unknown[]>([]);
    array.length = length;
    this.#readProperties(array, TAG.endSparseArray);
    if (this.bytes.varint() !== length) failToRead();
    return array;
  }

  #readDenseArray(): object {
    const length = this.bytes.varint();
    // A length that the rest cannot hold must not make a huge array.
    this.bytes.require(length);
    const array = this.#keep<unknown[]>([]);
    array.length = length;
    for (let index = 0; index < length; index += 1) {
      const isHole = this.bytes.peek() === TAG.hole;
      const value = this.readValue();
      if (!isHole) array[index] = value;
    }
    this.#readProperties(array, TAG.endDenseArray);
    if (this.bytes.varint() !== length) failToRead();
    return array;
  }

  #readRegExp(): object {
    const source = this.#readString();
    const bits = this.bytes.varint();
    const flags = REGEXP_FLAGS.filter(([, bit]) => bits & bit).map(([flag]) => flag);
    return this.#keep(new RegExp(source, flags.join('')));
  }

  #readMap(): object {
    const map = this.#keep(new Map<unknown, unknown>());
    let count = 0;
    for (; this.bytes.peek() !== TAG.endMap; count += 2) mapSet.call(map, this.readValue(), this.readValue());
    this.bytes.tag();
    if (this.bytes.varint() !== count) failToRead();
    return map;
  }

  #readSet(): object {
    const set = this.#keep(new Set<unknown>());
    let count = 0;
    for (; this.bytes.peek() !== TAG.endSet; count += 1) setAdd.call(set, this.readValue());
    this.bytes.tag();
    if (this.bytes.varint() !== count) failToRead();
    return set;
  }

  #readArrayBuffer(isResizable: boolean): ArrayBuffer {
    const length = this.bytes.varint();
    const maxByteLength = isResizable ? this.bytes.varint() : undefined;
    const content = this.bytes.raw(length);
    if (maxByteLength === undefined) return content.slice().buffer as ArrayBuffer;
    const Resizable = ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer;
    const buffer = new Resizable(length, { maxByteLength });
    new Uint8Array(buffer).set(content);
    return buffer;
  }

  /** A view may follow its buffer: then it is the value. */
  #withView(buffer: object): object {
    if (this.bytes.peek() !== TAG.view) return buffer;
    this.bytes.tag();
    const View = constructors.get(viewNames.get(this.bytes.byte()) ?? '') ?? failToRead();
    const offset = this.bytes.varint();
    const byteLength = this.bytes.varint();
    const flags = this.#version >= FIRST_VERSION_WITH_VIEW_FLAGS ? this.bytes.varint() : 0;
    const unit = (View as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    try {
      return this.#keep(
        flags & VIEW_TRACKS_LENGTH ? new View(buffer, offset) : new View(buffer, offset, byteLength / unit),
      );
    } catch {
      // Outside of the buffer.
      return failToRead();
    }
  }

  #readError(): object {
    const id = this.#objects.length;
    this.#keep({});
    let tag = this.bytes.tag();
    const ErrorType = constructors.get(errorNames.get(tag) ?? '');
    if (ErrorType) tag = this.bytes.tag();
    const error = new (ErrorType ?? Error)();
    this.#objects[id] = error;
    let stack: string | undefined;
    const put = (name: string, value: unknown) =>
      defineProperty(error, name, { value, writable: true, enumerable: false, configurable: true });
    for (; tag !== ERROR_TAG.end; tag = this.bytes.tag()) {
      if (tag === ERROR_TAG.message) put('message', this.#readString());
      else if (tag === ERROR_TAG.stack) stack = this.#readString();
      else if (tag === ERROR_TAG.cause) put('cause', this.readValue());
      else failToRead();
    }
    put('stack', stack);
    return error;
  }
}
