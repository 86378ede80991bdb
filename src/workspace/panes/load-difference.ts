/** The comparison's code, loaded when a check begins, so that a failure can be drawn at once. */
import type { compareTexts } from '../model/difference.ts';

type Compare = typeof compareTexts;

let compare: Compare | undefined;

/** Loads it; without a network the two sides are shown uncompared. */
export async function loadDifference(): Promise<Compare | undefined> {
  try {
    compare ??= (await import('../model/difference.ts')).compareTexts;
  } catch {
    return undefined;
  }
  return compare;
}

/** It, if it is there. */
export function loadedDifference(): Compare | undefined {
  return compare;
}
