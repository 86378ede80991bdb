/** What kinds of callbacks there are, and who asks for one. */
import { TRACE_ORIGINS, TRACE_PHASES, type TraceOrigin, type TracePhase } from '../../../trace.ts';

/** Where in the loop a callback runs and what for, with the numbers that stand for both in a row. */
export interface CallbackKind {
  readonly phase: TracePhase;
  readonly phaseNumber: number;
  readonly originNumber: number;
  readonly follows: Follows;
}

/**
 * How it comes after the one before: at once, as what is in the same queue; in a row that the loop goes through, one
 * small step between two; or by itself.
 */
type Follows = 'at once' | 'in a row' | 'by itself';

/** Made once for each kind of callback, not for each callback. */
export function callbackKind(phase: TracePhase, origin: TraceOrigin, follows: Follows = 'by itself'): CallbackKind {
  return { phase, phaseNumber: TRACE_PHASES.indexOf(phase), originNumber: TRACE_ORIGINS.indexOf(origin), follows };
}

/** Who asked for a callback, where and when. */
export interface Asked {
  /** The id of a callback; 0 for nobody. */
  readonly cause: number;
  /** A site's number. */
  readonly site: number;
  readonly us: number;
}

export const ASKED_BY_NOBODY: Asked = { cause: 0, site: 0, us: 0 };
