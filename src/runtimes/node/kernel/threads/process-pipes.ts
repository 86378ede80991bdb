/** Pipes between processes as the file system and the stream handles see them. */
import type { Transport } from '../bindings/streams/transport.ts';
import { type Device, DeviceFile, type Inode, S_IFIFO } from '../file-system/inode.ts';
import { O_RDWR, OpenFile } from '../file-system/open-file.ts';
import type { Kernel } from '../kernel.ts';

/** The method by which a `Pipe` handle becomes one end of a pipe to another process. */
export const CONNECT = Symbol('connect');

export interface ConnectablePipe {
  [CONNECT](transport: Transport): void;
}

/** A pipe behind a descriptor: `fs.writeSync(1)` and stream handles use the same. */
class PipeDevice implements Device {
  readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  read(length: number): Uint8Array {
    const received = this.transport.read(length);
    return typeof received === 'object' ? received.bytes : new Uint8Array(0);
  }

  write(bytes: Uint8Array): void {
    this.transport.write(bytes, () => undefined);
  }
}

const NULL_DEVICE: Device = { read: () => new Uint8Array(0), write: () => undefined };

/** The stream of bytes behind an inode that is a pipe of the process. */
export function pipeOf(inode: Inode): Transport | undefined {
  return inode instanceof DeviceFile && inode.device instanceof PipeDevice ? inode.device.transport : undefined;
}

/** An open description of a pipe to another process; without a transport, of what swallows all. */
export function openPipe({ fileSystem }: Kernel, transport: Transport | undefined): OpenFile {
  const inode = fileSystem.newDevice(S_IFIFO, 0o600, transport ? new PipeDevice(transport) : NULL_DEVICE);
  const place = { parent: undefined, name: '', path: '' };
  return new OpenFile(inode, O_RDWR, place, fileSystem.watches, fileSystem.stamps);
}
