/** `internalBinding('pipe_wrap')`: pipes of the process and Unix domain sockets (Node.js src/pipe_wrap.cc). */

import { AsyncWrap } from '../../async-wrap.ts';
import { unlink } from '../../file-system/directory-operations.ts';
import { FileSystemError } from '../../file-system/file-system-error.ts';
import { W_OK } from '../../file-system/inode.ts';
import type { BindingFactory, Kernel } from '../../kernel.ts';
import {
  HAND_OVER,
  type HandedOver,
  isTransferableHandle,
  packConnection,
  unpackConnection,
} from '../../threads/handed-over-connections.ts';
import { CONNECT, pipeOf } from '../../threads/process-pipes.ts';
import { threadOf } from '../../threads/thread.ts';
import { StreamHandle } from './stream-handle.ts';
import type { StreamRequest } from './stream-wrap.ts';
import { createFileTransport, createInputTransport, type Passenger, type Transport } from './transport.ts';

/** `PipeConstants.SERVER`: the library says what a handle is for. */
const SERVER = 1;
/** Flags of `uv_pipe_chmod`. */
const UV_READABLE = 1;
const UV_WRITABLE = 2;

export const createPipeWrapBinding: BindingFactory = (kernel, stub) => {
  const changes = () => threadOf(kernel).links.changes;

  class Pipe extends StreamHandle {
    onconnection?: unknown;
    /** The library takes the connection that came with a message from here. */
    pendingHandle?: unknown;
    #descriptor = -1;
    #path: string | undefined;
    #stopListening: (() => void) | undefined;

    constructor(type: number) {
      super(kernel, type === SERVER ? 'PIPESERVERWRAP' : 'PIPEWRAP');
    }

    override get fd(): number {
      return this.#descriptor;
    }

    override get active(): boolean {
      return this.#stopListening !== undefined || super.active;
    }

    /** Takes over an open descriptor, for instance standard input. */
    open(descriptor: number): number {
      const file = kernel.fileSystem.descriptors.find(descriptor);
      if (file === undefined) return kernel.uvErrors.errno('EBADF');
      this.#descriptor = descriptor;
      const pipe = pipeOf(file.inode);
      if (descriptor === 0) this.attach(createInputTransport(kernel.standardInput));
      else this.attach(pipe ?? createFileTransport(file));
      return 0;
    }

    /** Becomes this process's end of a pipe to another one. */
    [CONNECT](transport: Transport): void {
      this.attach(transport);
    }

    protected override passengerOf(handle: unknown): Passenger | undefined {
      const handedOver = isTransferableHandle(handle) ? handle[HAND_OVER]() : undefined;
      if (handedOver === undefined || 'server' in handedOver) return handedOver;
      return packConnection(kernel.natives, changes, this.transport, handedOver);
    }

    protected override receivePassenger(passenger: Passenger): void {
      const { TCP } = kernel.binding('tcp_wrap') as unknown as { TCP: { of(handedOver: HandedOver): object } };
      const { pipes } = threadOf(kernel);
      const handedOver =
        'server' in passenger ? passenger : unpackConnection(changes, passenger, (stream) => pipes.add(stream));
      this.pendingHandle = TCP.of(handedOver);
    }

    /** Makes the socket file; returns 0 or a negative error number. */
    bind(path: string): number {
      try {
        this.#path = makeSocketFile(kernel, path);
        return 0;
      } catch (error) {
        if (error instanceof FileSystemError) return kernel.uvErrors.errno(error.code);
        throw error;
      }
    }

    listen(): number {
      if (this.#path === undefined) return kernel.uvErrors.errno('EINVAL');
      const path = this.#path;
      const stop = kernel.network.listenOnPath(path, (end) => this.#accept(end));
      kernel.page.announceListening({ path });
      this.#stopListening = () => {
        stop();
        kernel.page.announceClosed({ path });
      };
      return 0;
    }

    #accept(end: Transport): void {
      kernel.loop.postReady(() => {
        if (this.closed) {
          end.close('reset');
          return;
        }
        const client = new Pipe(0);
        client.attach(end);
        this.makeCallback(this.onconnection, 0, client);
      });
    }

    /** Lets others use the socket file: `mode` is UV_READABLE, UV_WRITABLE or both. */
    fchmod(mode: number): number {
      const inode = this.#path === undefined ? undefined : kernel.fileSystem.inodeAt(this.#path);
      if (inode === undefined) return kernel.uvErrors.errno('EBADF');
      if (mode & UV_READABLE) inode.mode |= 0o444;
      if (mode & UV_WRITABLE) inode.mode |= 0o222;
      return 0;
    }

    connect(request: StreamRequest, path: string): number {
      const refused = refusal(kernel, path);
      const finish = this.beginRequest();
      const onAnswer = (end: Transport | undefined) => {
        if (end) this.attach(end);
        const status = end ? 0 : kernel.uvErrors.errno(refused ?? 'ECONNREFUSED');
        finish(() => request.makeCallback(request.oncomplete, status, this, request, status === 0, status === 0));
      };
      const place = { path: socketPath(kernel, path) ?? path };
      const end = refused === undefined ? kernel.network.connectToPath(place.path) : undefined;
      if (end || refused !== undefined || !kernel.network.others) onAnswer(end);
      else kernel.network.others.connect(place, undefined, onAnswer);
      return 0;
    }

    protected override onClose(): void {
      super.onClose();
      this.#stopListening?.();
      this.#stopListening = undefined;
      // libuv removes the file of a server that it closes.
      if (this.#path !== undefined && kernel.fileSystem.exists(this.#path)) unlink(kernel.fileSystem, this.#path);
    }
  }

  class PipeConnectWrap extends AsyncWrap {
    constructor() {
      super(kernel, 'PIPECONNECTWRAP');
    }
  }

  return Object.assign(stub, { Pipe, PipeConnectWrap });
};

function makeSocketFile(kernel: Kernel, path: string): string {
  const { fileSystem } = kernel;
  const location = fileSystem.locate(path, 'keep');
  if (location.inode !== undefined) throw new FileSystemError('EADDRINUSE');
  fileSystem.attach(location, fileSystem.newSocketFile());
  return location.path;
}

function socketPath(kernel: Kernel, path: string): string | undefined {
  return kernel.fileSystem.exists(path) ? kernel.fileSystem.locate(path, 'follow').path : undefined;
}

/** Why a socket file cannot be used at all, whether or not somebody listens. */
function refusal(kernel: Kernel, path: string): string | undefined {
  try {
    kernel.fileSystem.requireAccess(kernel.fileSystem.lookup(path, 'follow'), W_OK);
    return undefined;
  } catch (error) {
    if (error instanceof FileSystemError) return error.code;
    throw error;
  }
}
