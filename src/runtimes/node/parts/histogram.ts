/**
 * A histogram that keeps a given number of significant figures of each value (G. Tene, "HdrHistogram": buckets of
 * doubling width, each divided alike). Values are numbers: above 2^53 they are rounded, which the buckets do anyway.
 */

const EMPTY_MIN = 9223372036854775807n;

export interface HistogramOptions {
  readonly lowest: number;
  readonly highest: number;
  readonly figures: number;
}

interface Bucket {
  readonly low: number;
  readonly width: number;
  count: number;
}

export class HdrHistogram {
  readonly options: HistogramOptions;
  readonly #unit: number;
  readonly #divisionBits: number;
  readonly #buckets = new Map<number, Bucket>();
  #count = 0;
  #exceeds = 0;
  #smallest = Number.POSITIVE_INFINITY;
  #largest = 0;

  constructor(options: HistogramOptions) {
    this.options = options;
    this.#unit = 2 ** Math.floor(Math.log2(options.lowest));
    this.#divisionBits = Math.ceil(Math.log2(2 * 10 ** options.figures));
  }

  get count(): number {
    return this.#count;
  }

  /** Values that were larger than the highest allowed. */
  get exceeds(): number {
    return this.#exceeds;
  }

  get min(): bigint {
    return this.#count === 0 ? EMPTY_MIN : BigInt(this.#range(this.#smallest).low);
  }

  get max(): bigint {
    if (this.#count === 0) return 0n;
    const { low, width } = this.#range(this.#largest);
    return BigInt(low) + BigInt(width) - 1n;
  }

  /** Returns whether the value was in range. */
  record(value: number, times = 1): boolean {
    if (value < 0 || value > this.options.highest) {
      this.#exceeds += times;
      return false;
    }
    const { low, width } = this.#range(value);
    const bucket = this.#buckets.get(low);
    if (bucket) bucket.count += times;
    else this.#buckets.set(low, { low, width, count: times });
    this.#count += times;
    this.#smallest = Math.min(this.#smallest, value);
    this.#largest = Math.max(this.#largest, value);
    return true;
  }

  add(other: HdrHistogram): void {
    for (const { low, count } of other.#buckets.values()) this.record(low, count);
    this.#exceeds += other.#exceeds;
    this.#smallest = Math.min(this.#smallest, other.#smallest);
    this.#largest = Math.max(this.#largest, other.#largest);
  }

  reset(): void {
    this.#buckets.clear();
    this.#count = this.#exceeds = this.#largest = 0;
    this.#smallest = Number.POSITIVE_INFINITY;
  }

  get mean(): number {
    return this.#moment((middle) => middle);
  }

  get stddev(): number {
    const { mean } = this;
    return Math.sqrt(this.#moment((middle) => (middle - mean) ** 2));
  }

  get skewness(): number {
    return this.#standardised(3);
  }

  /** Excess kurtosis: 0 for a normal distribution. */
  get kurtosis(): number {
    return this.#standardised(4) - 3;
  }

  #standardised(power: number): number {
    const { mean, stddev } = this;
    return this.#moment((middle) => ((middle - mean) / stddev) ** power);
  }

  /** NaN without values. */
  #moment(of: (middle: number) => number): number {
    let sum = 0;
    for (const { low, width, count } of this.#buckets.values()) sum += of(low + Math.floor(width / 2)) * count;
    return sum / this.#count;
  }

  /** The value that `percent` of all values do not exceed. */
  percentile(percent: number): bigint {
    const wanted = Math.max(1, Math.floor((percent / 100) * this.#count + 0.5));
    let seen = 0;
    for (const { low, width, count } of this.#sorted()) {
      seen += count;
      if (seen >= wanted) return percent === 0 ? BigInt(low) : BigInt(low) + BigInt(width) - 1n;
    }
    return 0n;
  }

  /** Percentile levels, each halving the distance to 100, with their values. */
  percentiles(): [percent: number, value: bigint][] {
    const levels: [number, bigint][] = [];
    let level = 0;
    let seen = 0;
    for (const { low, count } of this.#sorted()) {
      seen += count;
      const reached = (100 * seen) / this.#count;
      while (level <= reached && level < 100) {
        levels.push([level, BigInt(low)]);
        const halvings = 2 ** (Math.floor(Math.log2(100 / (100 - level))) + 1);
        level += 100 / halvings;
        if (reached === 100) break;
      }
    }
    levels.push([100, BigInt(this.#range(this.#largest).low)]);
    return levels;
  }

  countAt(value: number): number {
    return this.#buckets.get(this.#range(value).low)?.count ?? 0;
  }

  /** The share of values that are at most `value`. */
  cdf(value: number): number {
    let seen = 0;
    for (const { low, count } of this.#buckets.values()) if (low <= value) seen += count;
    return this.#count === 0 ? 0 : seen / this.#count;
  }

  #sorted(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => a.low - b.low);
  }

  /** The values that are counted together with `value`. */
  #range(value: number): { readonly low: number; readonly width: number } {
    const divisions = this.#unit * 2 ** this.#divisionBits;
    const doublings = value < divisions ? 0 : Math.floor(Math.log2(value / divisions)) + 1;
    const width = this.#unit * 2 ** doublings;
    return { low: Math.floor(value / width) * width, width };
  }
}
