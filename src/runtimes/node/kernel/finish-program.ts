/** The end of a program whose loop has nothing left (Node.js src/api/embed_helpers.cc: SpinEventLoop). */
import type { LibraryFunction } from './kernel.ts';
import type { Pause } from './loop-driver.ts';
import type { NodeKernel } from './node-kernel.ts';
import { chosenExitCode } from './uncaught.ts';
import { warnOfUnsettledAwait } from './unsettled-await.ts';

/** Exit code of a program whose top-level `await` never settled. */
const EXIT_UNSETTLED_AWAIT = 13;

/** Emits `beforeExit` while listeners give the loop new work, then `exit`, and ends the program. */
export function* finishProgram(kernel: NodeKernel): Generator<Pause, never> {
  const emit = kernel.process.emit as LibraryFunction;
  for (;;) {
    yield* kernel.loop.runStep(() => {
      emit.call(kernel.process, 'beforeExit', chosenExitCode(kernel) ?? 0);
    });
    if (!kernel.loop.isAlive) break;
    yield* kernel.loop.run();
  }
  kernel.isFinishing = true;
  const isUnsettled = yield* entryPointIsUnsettled(kernel);
  const code = chosenExitCode(kernel) ?? (isUnsettled ? EXIT_UNSETTLED_AWAIT : 0);
  kernel.runCallback(() => {
    Reflect.set(kernel.process, '_exiting', true);
    emit.call(kernel.process, 'exit', code);
  });
  if (isUnsettled && chosenExitCode(kernel) === undefined) warnOfUnsettledAwait(kernel);
  return kernel.exitNow(chosenExitCode(kernel) ?? code);
}

/** Whether the main ES module still waits in a top-level `await`. */
function* entryPointIsUnsettled(kernel: NodeKernel): Generator<Pause, boolean> {
  const { entry_point_promise_private_symbol: key } = kernel.symbols.private;
  const promise = key && (globalThis as Record<symbol, unknown>)[key];
  if (!(promise instanceof kernel.natives.Promise)) return false;
  let isUnsettled = true;
  const settle = () => {
    isUnsettled = false;
  };
  kernel.natives.then.call(promise, settle, settle);
  yield 'hop';
  return isUnsettled;
}
