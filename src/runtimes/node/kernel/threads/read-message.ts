import type { Kernel, LibraryFunction } from '../kernel.ts';
import { ValueReader } from '../serialization/value-reader.ts';
import { cloneableHandles } from './cloneable-handles.ts';
import { HOST_HANDLE, type Message, type MessageHost } from './message.ts';
import type { PortData } from './port-data.ts';

/** What is needed to make a message's objects in this thread. */
export interface MessageObjects {
  createPort(data: PortData): object;
  /** From the library: makes an empty object for `module:Constructor`. */
  createObject: LibraryFunction;
}

export interface ReceivedMessage {
  readonly value: unknown;
  /** The ports among the transferred objects. */
  readonly ports: readonly object[];
}

/** Makes a message's value anew. Throws what its objects throw; its ports are lost then. */
export function readMessage(kernel: Kernel, message: Message, objects: MessageObjects): ReceivedMessage {
  const made = message.hosts.map((host) => createHost(host, objects));
  const reader: ValueReader = new ValueReader(message.bytes, {
    readHostObject() {
      const form = reader.bytes.varint();
      if (form === HOST_HANDLE) return unpackHandle(kernel, reader.readValue());
      const object = made[reader.bytes.varint()];
      if (!object) throw new Error('Unable to deserialize cloned data.');
      return object;
    },
    sharedArrayBuffer: (id) => message.sharedBuffers[id],
    wasmModule: (id) => message.modules[id],
  });
  for (const [id, buffer] of message.buffers.entries()) reader.transferArrayBuffer(id, buffer);
  reader.readHeader();
  const value = reader.readValue();
  const { messaging_deserialize_symbol: deserializeSymbol } = kernel.symbols.isolate;
  for (const [index, host] of message.hosts.entries()) {
    const object = made[index];
    if (host.type === 'port' || !object || !deserializeSymbol) continue;
    (Reflect.get(object, deserializeSymbol) as LibraryFunction).call(object, reader.readValue());
  }
  return { value, ports: made.filter((_, index) => message.hosts[index]?.type === 'port') };
}

function createHost(host: MessageHost, objects: MessageObjects): object {
  return host.type === 'port' ? objects.createPort(host.data) : (objects.createObject(host.deserializeInfo) as object);
}

function unpackHandle(kernel: Kernel, written: unknown): object {
  const [name, packed] = written as [string, unknown];
  const kind = cloneableHandles(kernel).find((handle) => handle.name === name);
  if (!kind) throw new Error(`A message holds a ${name}, which this thread does not know.`);
  return kind.unpack(packed);
}
