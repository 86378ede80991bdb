/** Two traces of one request, part by part: how long each stack took for it, in how many steps. */
import type { RequestTrace } from '../../../runtimes/trace.ts';
import { durationOf } from '../read-spans.ts';
import { STEPS, type Step, stepOf } from '../span-kinds.ts';

export interface StepShare {
  readonly count: number;
  /** Without what happened within its steps that is another part, ms. */
  readonly ms: number;
}

export interface StepComparison {
  readonly step: Step;
  readonly here: StepShare;
  readonly there: StepShare;
}

/** Parts that neither of them had are left out. */
export function compareSteps(here: RequestTrace, there: RequestTrace): readonly StepComparison[] {
  return STEPS.map((step) => ({ step, here: shareOf(here, step), there: shareOf(there, step) })).filter(
    (comparison) => comparison.here.count + comparison.there.count > 0,
  );
}

function shareOf(trace: RequestTrace, step: Step): StepShare {
  const { spans } = trace;
  const own = spans.filter((span) => stepOf(span, trace) === step);
  const ms = own.reduce((sum, span) => {
    const within = spans.filter(({ parent }) => parent === span.id);
    return sum + Math.max(0, durationOf(span) - within.reduce((inner, child) => inner + durationOf(child), 0));
  }, 0);
  return { count: own.length, ms };
}
