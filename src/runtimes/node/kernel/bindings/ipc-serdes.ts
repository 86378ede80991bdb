/** `internalBinding('ipc_serdes')`: messages between processes with `serialization: 'advanced'`. */
import type { BindingFactory } from '../kernel.ts';
import { createKindOf } from '../serialization/object-kinds.ts';
import { ValueReader } from '../serialization/value-reader.ts';
import { ValueWriter } from '../serialization/value-writer.ts';

/** Each message begins with its length. */
const LENGTH_BYTES = 4;

interface BufferClass {
  new (): Uint8Array;
  from(buffer: ArrayBuffer): Uint8Array;
}

export const createIpcSerdesBinding: BindingFactory = (kernel) => {
  const kindOf = createKindOf(kernel);
  const bufferClass = () => kernel.requireBuiltin('buffer').Buffer as BufferClass;
  return {
    serialize(message: unknown): Uint8Array {
      const Buffer = bufferClass();
      const refuse = (reason: string): never => {
        throw new Error(reason);
      };
      const writer = new ValueWriter({
        kindOf,
        refuse,
        // Of all views only buffers keep their class.
        isHostObject: (object) => object instanceof Buffer,
        writeHostObject(object) {
          const bytes = object as Uint8Array;
          writer.bytes.varint(bytes.length);
          writer.bytes.raw(bytes);
        },
        sharedArrayBufferId: () => refuse('#<SharedArrayBuffer> could not be cloned.'),
        wasmModuleId: () => undefined,
      });
      writer.writeHeader();
      writer.writeValue(message);
      const content = writer.bytes.take();
      const framed = Buffer.from(new ArrayBuffer(LENGTH_BYTES + content.length));
      new DataView(framed.buffer).setUint32(0, content.length);
      framed.set(content, LENGTH_BYTES);
      return framed;
    },
    deserialize(bytes: Uint8Array): unknown {
      const reader: ValueReader = new ValueReader(bytes, {
        readHostObject() {
          const length = reader.bytes.varint();
          const start = reader.bytes.skip(length);
          const content = Uint8Array.prototype.slice.call(bytes, start, start + length);
          return bufferClass().from(new Uint8Array(content).buffer);
        },
        sharedArrayBuffer: () => undefined,
        wasmModule: () => undefined,
      });
      reader.readHeader();
      return reader.readValue();
    },
  };
};
