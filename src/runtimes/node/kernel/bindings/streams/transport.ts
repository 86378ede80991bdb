import type { OpenFile } from '../../file-system/open-file.ts';
import type { ListenAddress, SocketAddress } from '../../network/addresses.ts';
import type { Received } from '../../network/byte-stream-end.ts';
import type { StandardInput } from '../../standard-input.ts';

/** A connection that travels with bytes from one process to another (`SCM_RIGHTS`). */
export interface StreamPassenger {
  readonly port: MessagePort;
  /** What had been received and not read. */
  readonly queued: readonly Uint8Array[];
  readonly isEnded: boolean;
  readonly own: SocketAddress | undefined;
  readonly remote: SocketAddress | undefined;
}

/** A server that another process is to share: both take connections to the same place. */
export interface ServerPassenger {
  readonly server: ListenAddress;
}

export type Passenger = StreamPassenger | ServerPassenger;

/** What a stream handle reads from and writes to: one end of a connection, or a pipe of the process. */
export interface Transport {
  /** Called when there is something to read that was not there before. */
  onReadable: () => void;
  /** A reader has begun to wait for bytes. */
  want?(): void;
  readonly readable: boolean;
  readonly writable: boolean;
  read(limit: number): Received | undefined;
  write(bytes: Uint8Array, onDrained: () => void, passenger?: Passenger): 'done' | 'waiting';
  end(): void;
  close(how: 'end' | 'reset'): void;
}

/** Standard output, standard error or another open file as a stream. */
export function createFileTransport(file: OpenFile): Transport {
  return {
    onReadable: () => undefined,
    readable: true,
    writable: true,
    read(limit) {
      const target = new Uint8Array(limit);
      const count = file.read(target, undefined);
      return count === 0 ? 'end' : { bytes: target.subarray(0, count) };
    },
    write(bytes) {
      file.write(bytes, undefined);
      return 'done';
    },
    end: () => undefined,
    close: () => undefined,
  };
}

/** What the page sends as standard input; it may come while the program runs. */
export function createInputTransport(input: StandardInput): Transport {
  const transport: Transport = {
    onReadable: () => undefined,
    want: () => input.want(),
    get readable() {
      return input.isReadable;
    },
    writable: false,
    read: (limit) => input.read(limit),
    write: () => 'done',
    end: () => undefined,
    close: () => undefined,
  };
  input.onReadable = () => transport.onReadable();
  return transport;
}
