/** Tells of requests that become something else (WebSockets), and of what then goes over their connection. */
import type { NodeKernel } from '../../node-kernel.ts';
import { type Call, replaceMethod } from './replace-method.ts';
import type { PublishedRequest } from './watched-servers.ts';

export interface UpgradeWatcher {
  /** `call` calls the listeners of `upgrade`. */
  readonly onUpgrade: (request: PublishedRequest['request'], socket: PublishedRequest['socket'], call: Call) => unknown;
  /** A piece has come over some connection; `null` at its end. */
  readonly onPiece: (socket: object, piece: unknown, call: Call) => unknown;
  readonly onWrite: (socket: object, method: 'write' | 'end', args: readonly unknown[], call: Call) => unknown;
  readonly onClose: (socket: object) => void;
}

/** Watches every HTTP server from now on, its connections after the first upgrade; returns how to end that. */
export function watchUpgrades(kernel: NodeKernel, watcher: UpgradeWatcher): () => void {
  const { Server } = kernel.requireBuiltin('_http_server') as { Server: { prototype: object } };
  const undo: (() => void)[] = [];
  let watchesSockets = false;
  undo.push(
    replaceMethod(Server.prototype, 'emit', (_server, [event, request, socket], call) => {
      if (event !== 'upgrade') return call();
      if (!watchesSockets) undo.push(...watchSockets(kernel, watcher));
      watchesSockets = true;
      return watcher.onUpgrade(request as PublishedRequest['request'], socket as PublishedRequest['socket'], call);
    }),
  );
  return () => {
    for (const putBack of undo.splice(0)) putBack();
  };
}

function watchSockets(kernel: NodeKernel, watcher: UpgradeWatcher): (() => void)[] {
  const { Socket } = kernel.requireBuiltin('net') as { Socket: { prototype: object } };
  const { prototype } = Socket;
  return [
    replaceMethod(prototype, 'push', (socket, [piece], call) => watcher.onPiece(socket, piece, call)),
    replaceMethod(prototype, 'write', (socket, args, call) => watcher.onWrite(socket, 'write', args, call)),
    replaceMethod(prototype, 'end', (socket, args, call) => watcher.onWrite(socket, 'end', args, call)),
    replaceMethod(prototype, 'emit', (socket, [event], call) => {
      if (event === 'close') watcher.onClose(socket);
      return call();
    }),
  ];
}
