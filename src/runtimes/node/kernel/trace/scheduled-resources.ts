/** Who asked for the resources that have async ids: timers, immediates, ticks and native ones. */
import type { TraceOrigin, TracePhase } from '../../../trace.ts';
import type { Asked } from './callback-recorder.ts';

const FIRST_SIZE = 4096;

export interface ResourceKind {
  readonly phase: TracePhase;
  readonly origin: TraceOrigin;
  /** Of a timer. */
  readonly delayMs?: number;
}

const TICK: ResourceKind = { phase: 'tick', origin: 'nextTick' };
const IMMEDIATE: ResourceKind = { phase: 'check', origin: 'setImmediate' };

/** Async ids count up: what belongs to one is found by it. */
export class ScheduledResources {
  #causes = new Int32Array(FIRST_SIZE);
  #sites = new Int32Array(FIRST_SIZE);
  #times = new Float64Array(FIRST_SIZE);

  add(asyncId: number, cause: number, site: number, us: number): void {
    if (asyncId >= this.#causes.length) this.#grow(asyncId);
    this.#causes[asyncId] = cause;
    // A timer that is armed again was still asked for where it was made.
    if (site !== 0) this.#sites[asyncId] = site;
    this.#times[asyncId] = us;
  }

  get(asyncId: number): Asked {
    return {
      cause: this.#causes[asyncId] ?? 0,
      site: this.#sites[asyncId] ?? 0,
      us: this.#times[asyncId] ?? 0,
    };
  }

  /** What the loop calls a resource for; undefined for an `AsyncResource`, which runs within something else. */
  kindOf(resource: object): ResourceKind | undefined {
    if ('_onTimeout' in resource) {
      const { _repeat: repeat, _idleTimeout: delayMs } = resource as unknown as Record<string, number | null>;
      return { phase: 'timer', origin: repeat ? 'setInterval' : 'setTimeout', delayMs: delayMs ?? 0 };
    }
    if ('_onImmediate' in resource) return IMMEDIATE;
    const isTick = 'callback' in resource && Object.getPrototypeOf(resource) === Object.prototype;
    return isTick ? TICK : undefined;
  }

  #grow(asyncId: number): void {
    const size = Math.max(this.#causes.length * 2, asyncId + 1);
    this.#causes = copyInto(new Int32Array(size), this.#causes);
    this.#sites = copyInto(new Int32Array(size), this.#sites);
    this.#times = copyInto(new Float64Array(size), this.#times);
  }
}

function copyInto<Numbers extends Int32Array | Float64Array>(larger: Numbers, numbers: Numbers): Numbers {
  larger.set(numbers);
  return larger;
}
