/**
 * Tells of what a program does with requests and answers: calls that write, and events that come while its listeners
 * run. What is replaced in Node's library is a proxy of the original, so that it prints and reads like it.
 */
import type { NodeKernel } from '../../node-kernel.ts';

type Method = (this: object, ...args: unknown[]) => unknown;

export interface MessageWatcher {
  /** `call` runs the original. `object` may be no message of a server that is watched. */
  readonly onWrite: (
    object: object,
    method: 'writeHead' | 'write' | 'end',
    args: readonly unknown[],
    call: Call,
  ) => unknown;
  readonly onEmit: (object: object, event: unknown, call: Call) => unknown;
}

export type Call = () => unknown;

/** Watches every request and answer from now on; returns how to end that. */
export function watchMessages(kernel: NodeKernel, watcher: MessageWatcher): () => void {
  const { IncomingMessage } = kernel.requireBuiltin('_http_incoming') as { IncomingMessage: { prototype: object } };
  const { OutgoingMessage } = kernel.requireBuiltin('_http_outgoing') as { OutgoingMessage: { prototype: object } };
  const { ServerResponse } = kernel.requireBuiltin('_http_server') as { ServerResponse: { prototype: object } };
  const undo = [
    replace(ServerResponse.prototype, 'writeHead', (object, args, call) =>
      watcher.onWrite(object, 'writeHead', args, call),
    ),
    replace(OutgoingMessage.prototype, 'write', (object, args, call) => watcher.onWrite(object, 'write', args, call)),
    replace(OutgoingMessage.prototype, 'end', (object, args, call) => watcher.onWrite(object, 'end', args, call)),
    ...[IncomingMessage, OutgoingMessage].map(({ prototype }) =>
      replace(prototype, 'emit', (object, [event], call) => watcher.onEmit(object, event, call)),
    ),
  ];
  return () => {
    for (const putBack of undo) putBack();
  };
}

function replace(
  prototype: object,
  name: string,
  around: (object: object, args: readonly unknown[], call: Call) => unknown,
): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const value = new Proxy(Reflect.get(prototype, name) as Method, {
    apply: (original, object: object, args: unknown[]) =>
      around(object, args, () => Reflect.apply(original, object, args)),
  });
  const hidden = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(prototype, name, { ...(own ?? hidden), value });
  return () => {
    if (own) Object.defineProperty(prototype, name, own);
    else Reflect.deleteProperty(prototype, name);
  };
}
