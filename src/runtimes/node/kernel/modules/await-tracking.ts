/**
 * The functions behind the edits that keep the async context over `await` (await-edits.ts). V8 keeps it natively for Node;
 * a browser does not. The context is taken when what is awaited is there, and put back after, without another tick.
 */
import { AwaitContext } from '../async-state.ts';
import type { Kernel } from '../kernel.ts';
import type { Activation } from '../trace/traced-awaits.ts';

/** A global that no enumeration shows. */
export const CONTEXT_GLOBAL = '$ctx';

/** Defines the global that edited programs call. */
export function installAwaitTracking({ asyncState }: Pick<Kernel, 'asyncState'>): void {
  const begin = <Own extends AwaitContext>(own: Own): Own => {
    asyncState.keep(own);
    own.isWaiting = false;
    return own;
  };
  const value = Object.freeze({
    current: asyncState.current,
    start: () => begin(new AwaitContext()),
    keep(own: AwaitContext, awaited: unknown) {
      asyncState.keep(own);
      return awaited;
    },
    /** Before what is awaited; the text of the program adds in which context that left it, without a call. */
    takeIds(own: AwaitContext) {
      asyncState.keep(own);
      own.isWaiting = false;
    },
    back(own: AwaitContext, result: unknown) {
      own.awaited = undefined;
      asyncState.goBack(own);
      return result;
    },
    /** An `await` may have come before, or not. */
    again(own: AwaitContext) {
      if (own.isWaiting) asyncState.goBack(own);
    },
    // The same in programs that are traced.
    // A function that began after the recording's end needs the context only; no tracer will ask for more.
    startRun: () => begin(asyncState.tracer?.awaits.start() ?? new AwaitContext()),
    suspend(run: Activation, awaited: unknown, site: number) {
      asyncState.keep(run);
      asyncState.tracer?.awaits.suspend(run, site);
      return awaited;
    },
    resume(run: Activation, result: unknown) {
      asyncState.goBack(run);
      asyncState.tracer?.awaits.resume(run);
      return result;
    },
    loop(run: Activation, iterable: unknown, site: number) {
      asyncState.keep(run);
      asyncState.tracer?.awaits.noteLoop(run, site);
      return iterable;
    },
    turn(run: Activation) {
      asyncState.keep(run);
      asyncState.tracer?.awaits.endTurn(run);
    },
    goOn(run: Activation, loopSite?: number) {
      asyncState.tracer?.awaits.goOn(run, loopSite);
      if (run.isWaiting) asyncState.goBack(run);
    },
  });
  Object.defineProperty(globalThis, CONTEXT_GLOBAL, { value, enumerable: false });
}
