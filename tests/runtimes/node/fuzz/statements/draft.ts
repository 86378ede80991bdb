/** What the forms of statements have in common: where a statement stands, and what it is made with. */
import type { Block, Statement } from '../program-tree.ts';
import type { Random } from '../random.ts';

/** What is allowed at a place of a program. */
export interface Place {
  readonly depth: number;
  /**
   * Whether something may throw. Not where there are timers: after an exception, timers that are due come before the
   * ticks that are left, and how many are due is a matter of load; those ticks, in turn, run after a file callback's
   * immediates, where timers of 0 ms and new immediates race.
   */
  readonly throws: boolean;
  /** Whether immediates may be set, and whether timers of 0 ms. */
  readonly immediates: boolean;
  readonly timers: boolean;
}

/** The program that a statement becomes part of. */
export interface Draft {
  readonly random: Random;
  /** A statement that logs a number of its own. */
  log(): Statement;
  /** A name of its own, for a value, an error or a variable. */
  name(): string;
  /** What stands in a callback that a statement at this place sets. */
  inner(at: Place, immediates?: boolean): Block;
}

/** A kind of statement. In which order a form asks for numbers and names is part of what a seed means. */
export type Form = (draft: Draft, at: Place) => Statement;

/** Beside timers of 0 ms, an immediate must not set anything for a later turn. */
export function keepsMacrotasks(at: Place): boolean {
  return at.immediates && !at.timers;
}
