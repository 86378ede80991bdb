/**
 * Tells of what a program does with requests and answers: calls that write, and events that come while its listeners
 * run. What is replaced in Node's library is a proxy of the original, so that it prints and reads like it.
 */
import type { NodeKernel } from '../../node-kernel.ts';
import { type Call, replaceMethod } from './replace-method.ts';

export interface MessageWatcher {
  /** `call` runs the original. `object` may be no message of a server that is watched. */
  readonly onWrite: (
    object: object,
    method: 'writeHead' | 'write' | 'end',
    args: readonly unknown[],
    call: Call,
  ) => unknown;
  readonly onEmit: (object: object, event: unknown, call: Call) => unknown;
  /** A piece of what a request or an answer brings has come; `null` at its end. */
  readonly onPiece: (object: object, piece: unknown) => void;
}

/** Watches every request and answer from now on; returns how to end that. */
export function watchMessages(kernel: NodeKernel, watcher: MessageWatcher): () => void {
  const { IncomingMessage } = kernel.requireBuiltin('_http_incoming') as { IncomingMessage: { prototype: object } };
  const { OutgoingMessage } = kernel.requireBuiltin('_http_outgoing') as { OutgoingMessage: { prototype: object } };
  const { ServerResponse } = kernel.requireBuiltin('_http_server') as { ServerResponse: { prototype: object } };
  const undo = [
    replaceMethod(ServerResponse.prototype, 'writeHead', (object, args, call) =>
      watcher.onWrite(object, 'writeHead', args, call),
    ),
    replaceMethod(OutgoingMessage.prototype, 'write', (object, args, call) =>
      watcher.onWrite(object, 'write', args, call),
    ),
    replaceMethod(OutgoingMessage.prototype, 'end', (object, args, call) => watcher.onWrite(object, 'end', args, call)),
    replaceMethod(IncomingMessage.prototype, 'push', (object, [piece], call) => {
      watcher.onPiece(object, piece);
      return call();
    }),
    ...[IncomingMessage, OutgoingMessage].map(({ prototype }) =>
      replaceMethod(prototype, 'emit', (object, [event], call) => watcher.onEmit(object, event, call)),
    ),
  ];
  return () => {
    for (const putBack of undo) putBack();
  };
}
