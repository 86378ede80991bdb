/** Several measurements as the figures worth quoting: these machines are noisy, the median is what counts. */
export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly runs: number;
}

/** Rounds to one decimal. Throws without measurements. */
export function summarizeRuns(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (middle === undefined || min === undefined || max === undefined) throw new Error('Nothing was measured.');
  const round = (value: number) => Math.round(value * 10) / 10;
  return { min: round(min), median: round(middle), max: round(max), runs: sorted.length };
}
