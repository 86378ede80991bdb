/** What Node's library registers with its bindings for the loop to call, and the arrays both sides read and write. */

/** `internalBinding('task_queue')`: Node.js src/env.h, TickInfo. */
export class TickState {
  /** Two flags: a tick is scheduled; there are rejections to warn about. */
  readonly info = new Uint8Array(2);
  /** Runs all ticks (not microtasks: see the patches of `internal/process/task_queues`). */
  processTicks: () => void = notRegistered('processTicks');
  /** Handles pending unhandled rejections; returns whether ticks may have been added. */
  processRejections: () => boolean = notRegistered('processRejections');
  /** Notes a promise rejected without a handler (type 0), or handled later (type 1). */
  onPromiseReject: (type: number, promise: object, reason: unknown) => void = notRegistered('onPromiseReject');

  get hasTicks(): boolean {
    return this.info[0] !== 0;
  }

  get hasRejections(): boolean {
    return this.info[1] !== 0;
  }

  clearRejections(): void {
    this.info[1] = 0;
  }
}

/** `internalBinding('timers')`: Node.js src/env.h, ImmediateInfo, and src/env.cc, RunTimers. */
export class TimerState {
  /** Immediates: count, referenced count, whether some are outstanding after an exception. */
  readonly immediateInfo = new Uint32Array(3);
  /** Referenced timeouts. */
  readonly timeoutInfo = new Int32Array(1);
  /** When the next timer is due on the loop's clock, ms. */
  expiry = Number.POSITIVE_INFINITY;
  /** Whether the next timer keeps the loop alive. */
  referenced = true;
  /** Generators: they yield where ticks and microtasks run between two callbacks. */
  processImmediate: () => Generator<undefined, void> = notRegistered('processImmediate');
  /** Returns the next expiry: positive when referenced, negative when not, 0 for none. */
  processTimers: (now: number) => Generator<undefined, number> = notRegistered('processTimers');

  get hasImmediates(): boolean {
    return this.immediateInfo[0] !== 0;
  }

  get hasReferencedImmediates(): boolean {
    return this.immediateInfo[1] !== 0;
  }

  get hasOutstandingImmediates(): boolean {
    return this.immediateInfo[2] !== 0;
  }

  get keepsAlive(): boolean {
    return this.referenced && this.expiry !== Number.POSITIVE_INFINITY && this.timeoutInfo[0] !== 0;
  }
}

function notRegistered(name: string): () => never {
  return () => {
    throw new Error(`Node's library has not registered ${name} yet.`);
  };
}
