/** Connections that one process hands to another: the bytes go on through this worker, unseen by its program. */
import type { ServerPassenger, StreamPassenger, Transport } from '../bindings/streams/transport.ts';
import type { Natives } from '../natives.ts';
import type { SocketAddress } from '../network/addresses.ts';
import type { SharedChanges } from './native-links.ts';
import { RemoteStream } from './remote-stream.ts';

const RELAY_BYTES = 1 << 16;

/** What a connection is made of. */
export interface Connection {
  readonly transport: Transport;
  readonly own: SocketAddress | undefined;
  readonly remote: SocketAddress | undefined;
}

/** What a handle may hold that another process can have. */
export type HandedOver = Connection | ServerPassenger;

export const HAND_OVER = Symbol('hand over');

/** A handle that can travel with a message: `tcp_wrap`. */
export interface TransferableHandle {
  /** The handle has no connection any more; a server stays. Undefined when it holds neither. */
  [HAND_OVER](): HandedOver | undefined;
}

export function isTransferableHandle(value: unknown): value is TransferableHandle {
  return typeof value === 'object' && value !== null && HAND_OVER in value;
}

/** Makes a connection fit to travel with a message over `carrier`. */
export function packConnection(
  natives: Natives,
  changes: () => SharedChanges,
  carrier: Transport | undefined,
  { transport, own, remote }: Connection,
): StreamPassenger {
  if (transport instanceof RemoteStream) return { ...transport.release(), own, remote };
  const { port1, port2 } = new natives.MessageChannel();
  const stream = new RemoteStream(port1, changes);
  if (carrier instanceof RemoteStream) carrier.addDependent(stream);
  relay(transport, stream);
  return { port: port2, queued: [], isEnded: false, own, remote };
}

/** The connection as it arrived; `remember` gets the stream, whose other end must learn of this process's end. */
export function unpackConnection(
  changes: () => SharedChanges,
  passenger: StreamPassenger,
  remember: (stream: RemoteStream) => void,
): Connection {
  const transport = new RemoteStream(passenger.port, changes);
  remember(transport);
  transport.prepend(passenger.queued, passenger.isEnded);
  return { transport, own: passenger.own, remote: passenger.remote };
}

/** Passes all bytes on in both directions. */
export function relay(one: Transport, two: Transport): void {
  passOn(one, two);
  passOn(two, one);
}

function passOn(from: Transport, to: Transport): void {
  let isBlocked = false;
  const pump = (): void => {
    while (!isBlocked && from.readable) {
      const received = from.read(RELAY_BYTES);
      if (received === undefined) return;
      if (received === 'end') {
        to.end();
        from.onReadable = () => undefined;
        return;
      }
      if (received === 'reset') {
        to.close('reset');
        from.onReadable = () => undefined;
        return;
      }
      const outcome = to.write(received.bytes, () => {
        isBlocked = false;
        pump();
      });
      isBlocked = outcome === 'waiting';
    }
  };
  from.onReadable = pump;
  pump();
}
