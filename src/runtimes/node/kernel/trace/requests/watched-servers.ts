/** Tells when a server of the program accepts a connection, gets a request, calls its listener and has answered. */
import type { NodeKernel } from '../../node-kernel.ts';

/** What Node publishes of a request (documentation of `diagnostics_channel`: HTTP). */
export interface PublishedRequest {
  readonly request: object & {
    readonly method?: string;
    readonly url?: string;
    /** Names and values in turn. */
    readonly rawHeaders?: readonly string[];
  };
  readonly response: object & { readonly statusCode: number; readonly headersSent: boolean };
  readonly socket: object & { readonly remotePort?: number; readonly server?: object | null };
  readonly server: object;
}

export interface ServerWatcher {
  readonly onConnection: (socket: PublishedRequest['socket']) => void;
  readonly onRequest: (published: PublishedRequest) => void;
  /** `call` calls the listeners of the server. */
  readonly onListener: (published: PublishedRequest, call: () => unknown) => unknown;
  readonly onFinish: (published: PublishedRequest) => void;
}

interface Channel {
  subscribe(listener: (message: unknown) => void): void;
  unsubscribe(listener: (message: unknown) => void): void;
}

/** Watches every server from now on; returns how to end that. */
export function watchServers(kernel: NodeKernel, watcher: ServerWatcher): () => void {
  const { channel } = kernel.requireBuiltin('diagnostics_channel') as { channel(name: string): Channel };
  const listeners: Readonly<Record<string, (message: never) => void>> = {
    'net.server.socket': ({ socket }: Pick<PublishedRequest, 'socket'>) => watcher.onConnection(socket),
    'http.server.request.start': (published: PublishedRequest) => {
      watcher.onRequest(published);
      watchNextEmit(published, (call) => watcher.onListener(published, call));
    },
    'http.server.response.finish': watcher.onFinish,
  };
  const subscriptions = Object.entries(listeners) as [string, (message: unknown) => void][];
  for (const [name, listener] of subscriptions) channel(name).subscribe(listener);
  return () => {
    for (const [name, listener] of subscriptions) channel(name).unsubscribe(listener);
  };
}

/** The library calls `server.emit('request', …)` right after it has told of the request; nobody else runs in between. */
function watchNextEmit(
  { server, request, response }: PublishedRequest,
  around: (call: () => unknown) => unknown,
): void {
  const own = Object.getOwnPropertyDescriptor(server, 'emit');
  const original = Reflect.get(server, 'emit') as (...args: unknown[]) => unknown;
  const putBack = () => {
    if (own) Object.defineProperty(server, 'emit', own);
    else Reflect.deleteProperty(server, 'emit');
  };
  const emit = (...args: unknown[]) => {
    putBack();
    const call = () => Reflect.apply(original, server, args);
    return args[1] === request && args[2] === response ? around(call) : call();
  };
  Object.defineProperty(server, 'emit', { value: emit, configurable: true, writable: true, enumerable: false });
}
