/** `internalBinding('serdes')`: what `v8.serialize()` and its classes stand on (Node.js src/node_serdes.cc). */
import { AsyncWrap } from '../async-wrap.ts';
import { codedError } from '../coded-error.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';
import { createKindOf } from '../serialization/object-kinds.ts';
import { ValueReader } from '../serialization/value-reader.ts';
import { ValueWriter } from '../serialization/value-writer.ts';

/** What the library and programs define on serializers and deserializers. */
interface Hooks {
  _writeHostObject?: unknown;
  _readHostObject?: unknown;
  _getDataCloneError?: unknown;
  _getSharedArrayBufferId?: unknown;
  _getSharedArrayBuffer?: unknown;
}

export const createSerdesBinding: BindingFactory = (kernel, stub) =>
  Object.assign(stub, { Serializer: createSerializer(kernel), Deserializer: createDeserializer(kernel) });

function createSerializer(kernel: Kernel): NewableFunction {
  const kindOf = createKindOf(kernel);
  class Serializer {
    readonly #writer: ValueWriter;

    constructor() {
      const hooks = this as unknown as Hooks;
      const refuse = (message: string): never => {
        const { _getDataCloneError: makeError } = hooks;
        throw typeof makeError === 'function' ? makeError.call(this, message) : new Error(message);
      };
      this.#writer = new ValueWriter({
        kindOf,
        refuse,
        isHostObject: (object) => object instanceof AsyncWrap,
        writeHostObject(object) {
          const { _writeHostObject: write } = hooks;
          if (typeof write !== 'function') refuse(`#<${object.constructor.name}> could not be cloned.`);
          else write.call(hooks, object);
        },
        sharedArrayBufferId(buffer) {
          const { _getSharedArrayBufferId: idOf } = hooks;
          if (typeof idOf !== 'function') return refuse('#<SharedArrayBuffer> could not be cloned.');
          return Number(idOf.call(hooks, buffer)) >>> 0;
        },
        wasmModuleId: () => undefined,
      });
    }

    writeHeader(): void {
      this.#writer.writeHeader();
    }

    writeValue(value: unknown): boolean {
      this.#writer.writeValue(value);
      return true;
    }

    releaseBuffer(): Uint8Array {
      const { FastBuffer } = kernel.requireBuiltin('internal/buffer') as {
        FastBuffer: new (buffer: ArrayBuffer, offset: number, length: number) => Uint8Array;
      };
      const { buffer, length } = this.#writer.bytes.take();
      return new FastBuffer(buffer, 0, length);
    }

    transferArrayBuffer(id: number, buffer: object): void {
      this.#writer.transferArrayBuffer(id >>> 0, buffer);
    }

    writeUint32(value: number): void {
      this.#writer.bytes.varint(value);
    }

    writeUint64(high: number, low: number): void {
      this.#writer.bytes.varint64((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
    }

    writeDouble(value: number): void {
      this.#writer.bytes.double(value);
    }

    writeRawBytes(source: unknown): void {
      this.#writer.bytes.raw(bytesOf('source', source));
    }

    _setTreatArrayBufferViewsAsHostObjects(treat: unknown): void {
      this.#writer.treatsViewsAsHostObjects = Boolean(treat);
    }
  }
  return requireNew(kernel, Serializer);
}

function createDeserializer(kernel: Kernel): NewableFunction {
  const attempt = <Result>(name: string, read: () => Result): Result => {
    try {
      return read();
    } catch {
      throw new Error(`${name}() failed`);
    }
  };
  class Deserializer {
    readonly buffer: unknown;
    readonly #reader: ValueReader;

    constructor(buffer: unknown) {
      const hooks = this as unknown as Hooks;
      this.#reader = new ValueReader(bytesOf('buffer', buffer), {
        readHostObject() {
          const { _readHostObject: read } = hooks;
          if (typeof read !== 'function') throw new Error('Unable to deserialize cloned data.');
          const object: unknown = read.call(hooks);
          if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
            throw new TypeError('readHostObject must return an object');
          }
          return object;
        },
        sharedArrayBuffer(id) {
          const { _getSharedArrayBuffer: find } = hooks;
          return typeof find === 'function' ? (find.call(hooks, id) as object) : undefined;
        },
        wasmModule: () => undefined,
      });
      this.buffer = buffer;
    }

    readHeader(): boolean {
      this.#reader.readHeader();
      return true;
    }

    readValue(): unknown {
      return this.#reader.readValue();
    }

    getWireFormatVersion(): number {
      return this.#reader.version;
    }

    transferArrayBuffer(id: number, buffer: object): void {
      this.#reader.transferArrayBuffer(id >>> 0, buffer);
    }

    readUint32(): number {
      return attempt('ReadUint32', () => this.#reader.bytes.varint());
    }

    readUint64(): [high: number, low: number] {
      const value = attempt('ReadUint64', () => this.#reader.bytes.varint64());
      return [Number(value >> 32n), Number(value & 0xffffffffn)];
    }

    readDouble(): number {
      return attempt('ReadDouble', () => this.#reader.bytes.double());
    }

    _readRawBytes(length: number): number {
      return attempt('ReadRawBytes', () => this.#reader.bytes.skip(Number(length)));
    }
  }
  return requireNew(kernel, Deserializer);
}

/** Both classes, called without `new`, throw Node's error. Programs extend them, so they stay constructors. */
function requireNew(kernel: Kernel, Class: NewableFunction): NewableFunction {
  return new kernel.natives.Proxy(Class, {
    apply(): never {
      const message = `Class constructor ${Class.name} cannot be invoked without 'new'`;
      throw codedError(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', message);
    },
  });
}

function bytesOf(name: string, source: unknown): Uint8Array {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', `${name} must be a TypedArray or a DataView`);
}
