/** Records requests that become WebSockets or the like: their listener, and what goes over the connection until it is closed. */
import type { NodeKernel } from '../../node-kernel.ts';
import type { Tracer } from '../tracer.ts';
import { bytesOf } from './buffers.ts';
import type { OpenRequest } from './open-request.ts';
import type { Call } from './replace-method.ts';
import type { RequestFrames } from './request-frames.ts';
import type { StepRecorder } from './step-recorder.ts';
import { UpgradedConnection } from './upgraded-connection.ts';
import type { PublishedRequest } from './watched-servers.ts';
import type { UpgradeWatcher } from './watched-upgrades.ts';

export interface UpgradeRecorderParts {
  readonly kernel: NodeKernel;
  readonly tracer: Tracer;
  readonly frames: RequestFrames;
  readonly steps: StepRecorder;
  /** Undefined when there were enough requests. */
  readonly open: (request: PublishedRequest['request'], socket: PublishedRequest['socket']) => OpenRequest | undefined;
}

export class UpgradeRecorder implements UpgradeWatcher {
  readonly #parts: UpgradeRecorderParts;
  /** By the socket that the listener got. */
  readonly #requests = new WeakMap<object, OpenRequest>();

  constructor(parts: UpgradeRecorderParts) {
    this.#parts = parts;
  }

  onUpgrade(request: PublishedRequest['request'], socket: PublishedRequest['socket'], call: Call): unknown {
    const open = this.#parts.open(request, socket);
    if (open) {
      open.upgraded = new UpgradedConnection();
      // Its head is all of it.
      open.body.add(null);
      this.#requests.set(socket, open);
    }
    return this.#parts.steps.listen(open, call);
  }

  /** Listeners of the connection run on behalf of the request. */
  onPiece(socket: object, piece: unknown, call: Call): unknown {
    const open = this.#requests.get(socket);
    if (!open || open.finishedUs !== undefined) return call();
    if (ArrayBuffer.isView(piece)) open.upgraded?.receive(piece as Uint8Array);
    open.events.set(this.#parts.tracer.current, piece === null ? 'end' : 'data');
    return this.#parts.frames.run(open, call);
  }

  onWrite(socket: object, method: 'write' | 'end', args: readonly unknown[], call: Call): unknown {
    const open = this.#requests.get(socket);
    if (!open) return call();
    open.upgraded?.send(bytesOf(this.#parts.kernel, args));
    return this.#parts.steps.write(open, method, args, call);
  }

  onClose(socket: object): void {
    const open = this.#requests.get(socket);
    if (open) this.close(open);
  }

  /** The connection is gone, or the program is. */
  close(open: OpenRequest): void {
    if (!open.upgraded || open.finishedUs !== undefined) return;
    open.finishedUs = this.#parts.tracer.now();
    open.status = open.upgraded.status;
  }
}
