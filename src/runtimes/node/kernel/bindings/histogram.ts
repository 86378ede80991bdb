/** Histograms of `perf_hooks` (Node.js src/histogram.cc); what computes is a part that loads when one is made. */
import { HandleWrap } from '../async-wrap.ts';
import type { Binding, Kernel } from '../kernel.ts';
import { NotImplementedError } from '../not-implemented.ts';
import { addCloneableHandle } from '../threads/cloneable-handles.ts';
import { LiveHandles } from '../threads/live-handles.ts';

type Part = typeof import('../../parts/histogram.ts');
type Hdr = InstanceType<Part['HdrHistogram']>;

const NANOSECONDS = 1e6;
const DELAY_OPTIONS = { lowest: 1, highest: 3.6e12, figures: 3 } as const;

/** The methods of a handle around `hdr`. Functions of the binding that are not here refuse, naming themselves. */
function methodsOf(kernel: Kernel, hdr: Hdr) {
  let lastDelta: number | undefined;
  const record = (value: number | bigint) => void hdr.record(Number(value));
  return {
    count: () => hdr.count,
    countBigInt: () => BigInt(hdr.count),
    exceeds: () => hdr.exceeds,
    exceedsBigInt: () => BigInt(hdr.exceeds),
    min: () => Number(hdr.min),
    minBigInt: () => hdr.min,
    max: () => Number(hdr.max),
    maxBigInt: () => hdr.max,
    mean: () => hdr.mean,
    stddev: () => hdr.stddev,
    skewness: () => hdr.skewness,
    kurtosis: () => hdr.kurtosis,
    percentile: (percent: number) => Number(hdr.percentile(percent)),
    percentileBigInt: (percent: number) => hdr.percentile(percent),
    percentiles(into: Map<number, number>) {
      for (const [percent, value] of hdr.percentiles()) into.set(percent, Number(value));
    },
    percentilesBigInt(into: Map<number, bigint>) {
      for (const [percent, value] of hdr.percentiles()) into.set(percent, value);
    },
    cdf: (value: number) => hdr.cdf(value),
    countAt: (value: number) => hdr.countAt(value),
    record,
    recordDelta() {
      const now = kernel.natives.now() * NANOSECONDS;
      if (lastDelta !== undefined) record(Math.max(1, Math.round(now - lastDelta)));
      lastDelta = now;
    },
    reset: () => hdr.reset(),
    // What Node answers without the option `halfLife`.
    ewmaMean: () => 0,
    ewmaStddev: () => 0,
    ewmaErrorRate: () => 0,
  };
}

function defineMethods(handle: object, methods: object): void {
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(handle, name, { value, enumerable: false });
}

const histograms = new WeakMap<object, Hdr>();

/** The part of `internalBinding('performance')` about histograms. */
export function histogramBinding(kernel: Kernel, stub: Binding) {
  const refusing = stub.Histogram as { readonly prototype: object };
  const make = (options: { lowest: number; highest: number; figures: number }) =>
    new (kernel.loadPart<Part>('histogram').HdrHistogram)(options);

  const live = new LiveHandles(kernel.natives.crypto.randomUUID());
  addCloneableHandle(kernel, {
    name: 'histogram',
    owns: (object): object is object => histograms.has(object),
    pack: (histogram) => live.nameOf(histogram),
    unpack(packed) {
      const found = live.find(packed as string);
      if (!found) throw new NotImplementedError('sending of a histogram to another thread');
      return found;
    },
  });

  class Histogram {
    constructor(
      lowest: number | bigint = 1,
      highest: number | bigint = Number.MAX_SAFE_INTEGER,
      figures = 3,
      halfLife = 0,
    ) {
      if (halfLife > 0) throw new NotImplementedError('perf_hooks.createHistogram({ halfLife })');
      const hdr = make({ lowest: Number(lowest), highest: Number(highest), figures });
      histograms.set(this, hdr);
      defineMethods(this, methodsOf(kernel, hdr));
    }

    add(other: object): void {
      const added = histograms.get(other);
      if (added) histograms.get(this)?.add(added);
    }
  }
  // Statistics that nobody has written here yet.
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(refusing.prototype))) {
    if (!(name in Histogram.prototype)) Object.defineProperty(Histogram.prototype, name, property);
  }

  class DelayHistogram extends HandleWrap {
    readonly #resolution: number;
    readonly #hdr: Hdr;
    #cancel: (() => void) | undefined;

    constructor(resolution: number) {
      super(kernel, 'ELDHISTOGRAM');
      this.unref();
      this.#resolution = resolution;
      this.#hdr = make(DELAY_OPTIONS);
      histograms.set(this, this.#hdr);
      defineMethods(this, methodsOf(kernel, this.#hdr));
    }

    start(): void {
      this.#wait(kernel.natives.now());
    }

    stop(): void {
      this.#cancel?.();
    }

    /** Measures how late each interval ends, its own length included, as Node does. */
    #wait(began: number): void {
      this.#cancel = kernel.loop.after(
        this.#resolution,
        () => {
          const now = kernel.natives.now();
          this.#hdr.record(Math.max(1, Math.round((now - began) * NANOSECONDS)));
          this.#wait(now);
        },
        this,
      );
    }
  }

  return { Histogram, createELDHistogram: (resolution: number) => new DelayHistogram(resolution) };
}
