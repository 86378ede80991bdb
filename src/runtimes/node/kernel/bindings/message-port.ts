import { codedError } from '../coded-error.ts';
import type { Kernel, LibraryFunction } from '../kernel.ts';
import { dataCloneError } from '../threads/clone-error.ts';
import type { PortData } from '../threads/port-data.ts';
import { PortHandle, portHandleOf } from '../threads/port-handle.ts';
import { threadOf } from '../threads/thread.ts';
import { writeMessage } from '../threads/write-message.ts';

/** Lets only the kernel construct ports. */
const BY_KERNEL = Symbol('by the kernel');

/** Ports without a handle yet, which `init` hooks can see. */
const beingMade = new WeakSet<object>();

export interface MessagePortClass {
  readonly MessagePort: NewableFunction;
  createPort(data: PortData): object;
  /** A port for code of a `vm` context: with these methods, `onmessage` and nothing else (Node.js docs: worker_threads). */
  createPortInContext(data: PortData): object;
}

/** The class whose prototype the library turns into an EventTarget. */
export function createMessagePortClass(kernel: Kernel): MessagePortClass {
  function MessagePort(this: object, token: unknown): void {
    if (token === BY_KERNEL) return;
    throw codedError(TypeError, 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
  }
  const methods = {
    postMessage(this: object, ...args: unknown[]): unknown {
      return postMessage(kernel, this, args);
    },
    start(this: object): void {
      portHandleOf(this)?.start();
    },
    close(this: object): void {
      portHandleOf(this)?.closePort();
    },
    ref(this: object): void {
      portHandleOf(this)?.ref();
    },
    unref(this: object): void {
      portHandleOf(this)?.unref();
    },
    hasRef(this: object): boolean | undefined {
      if (beingMade.has(this)) return false;
      const handle = portHandleOf(this);
      if (!handle) throw new TypeError('Illegal invocation');
      return handle.isReferenced;
    },
  };
  const descriptors = Object.fromEntries(
    Object.entries(methods).map(([name, value]) => [name, { value, writable: true, configurable: true }]),
  );
  Object.defineProperties(MessagePort.prototype, descriptors);
  const surroundings = { kernel, ...threadOf(kernel) };
  const createPortInContext = (data: PortData): object => {
    const made = { value: class MessagePort {}, writable: true, configurable: true };
    const port = Object.create(Object.create(null, { ...descriptors, constructor: made }) as object) as object;
    const objects = { createPort: createPortInContext, createObject: refuseLibraryObject };
    const handle = new PortHandle({ ...surroundings, objects }, port, data);
    if (data.queue.length > 0) handle.onMessageWaiting();
    return port;
  };
  return {
    createPortInContext,
    MessagePort: MessagePort as unknown as NewableFunction,
    createPort(data) {
      const port = new (MessagePort as unknown as new (token: symbol) => object)(BY_KERNEL);
      beingMade.add(port);
      const handle = new PortHandle(surroundings, port, data);
      beingMade.delete(port);
      const { oninit } = kernel.symbols.isolate;
      if (oninit) (Reflect.get(port, oninit) as LibraryFunction | undefined)?.call(port);
      if (data.queue.length > 0) handle.onMessageWaiting();
      return port;
    },
  };
}

/** Objects of Node's library are the program's own. */
function refuseLibraryObject(): never {
  throw codedError(
    Error,
    'ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE',
    'A message object could not be deserialized successfully in the target vm.Context',
  );
}

/** Returns whether somebody was there to post to; undefined when not. */
function postMessage(kernel: Kernel, port: object, args: readonly unknown[]): boolean | undefined {
  const [value, options] = args;
  if (args.length === 0) {
    throw codedError(TypeError, 'ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage');
  }
  const message = writeMessage(kernel, value, transferListOf(options), port);
  const data = portHandleOf(port)?.data;
  if (!data) return undefined;
  const losesPeer = message.hosts.some((host) => host.type === 'port' && host.data === data.peer);
  if (losesPeer) {
    const { emitWarning } = kernel.process as { emitWarning?: LibraryFunction };
    emitWarning?.call(kernel.process, 'The target port was posted to itself, and the communication channel was lost');
    portHandleOf(port)?.closePort();
    return true;
  }
  if (data.refusesTransfer && message.hosts.length + message.buffers.length > 0) {
    throw dataCloneError(kernel, 'Transferables cannot be used with multiple destinations.');
  }
  data.peer?.deliver(message);
  return true;
}

function transferListOf(options: unknown): readonly unknown[] {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object') throw notIterable('transferList');
  const list = readIterable(options);
  if (list) return list;
  const { transfer } = options as { transfer?: unknown };
  if (transfer === undefined) return [];
  const listed = readIterable(transfer);
  if (!listed) throw notIterable('options.transfer');
  return listed;
}

/** All that an iterable yields; undefined for what only looks like one. */
function readIterable(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const method: unknown = Reflect.get(value, Symbol.iterator);
  const iterator: unknown = typeof method === 'function' ? method.call(value) : undefined;
  if (typeof iterator !== 'object' || iterator === null) return undefined;
  const next: unknown = Reflect.get(iterator, 'next');
  if (typeof next !== 'function') return undefined;
  const items: unknown[] = [];
  for (;;) {
    const result: unknown = next.call(iterator);
    if (typeof result !== 'object' || result === null) return undefined;
    const { done, value: item } = result as IteratorResult<unknown>;
    if (done) return items;
    items.push(item);
  }
}

function notIterable(name: string): Error {
  return codedError(TypeError, 'ERR_INVALID_ARG_TYPE', `Optional ${name} argument must be an iterable`);
}
