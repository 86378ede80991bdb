/** Messages as they wait in ports: written when they are posted, read when they are received (Node.js src/node_messaging.cc). */
import type { PortData } from './port-data.ts';

/** A host object of a message: a port, or an object of the library that knows how to make itself anew. */
export type MessageHost =
  | { readonly type: 'port'; readonly data: PortData }
  | { readonly type: 'library'; readonly deserializeInfo: string };

export interface Message {
  readonly type: 'message';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly buffers: readonly ArrayBuffer[];
  readonly sharedBuffers: readonly SharedArrayBuffer[];
  /** Compiled WebAssembly and its shared memories: what only the browser can pass on. */
  readonly modules: readonly (WebAssembly.Module | WebAssembly.Memory)[];
  readonly hosts: readonly MessageHost[];
}

/** The other end was closed. */
export interface CloseMessage {
  readonly type: 'close';
}

export type PortMessage = Message | CloseMessage;

/** How a host object was written: by its place in the list of hosts, or as a handle on the spot. */
export const HOST_IN_LIST = 0;
export const HOST_HANDLE = 1;
