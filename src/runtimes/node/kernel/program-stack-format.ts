import type { Kernel } from './kernel.ts';
import type { CallSite } from './stack-traces.ts';

type StackFormat = (error: unknown, frames: readonly CallSite[]) => unknown;

/**
 * Gives a program's own `Error.prepareStackTrace` the frames that Node would give it: a browser hands it those of the
 * engine too, and positions in the library's scripts. What the program reads back is a function of ours that calls its
 * own. After Node's library has put its function there.
 */
export function installProgramStackFormat({
  stackTraces,
  errorPlaces,
}: Pick<Kernel, 'stackTraces' | 'errorPlaces'>): void {
  const nodeFormat: unknown = Error.prepareStackTrace;
  const ours = new WeakSet<object>();
  let current = nodeFormat;
  Object.defineProperty(Error, 'prepareStackTrace', {
    configurable: true,
    enumerable: false,
    get: () => current,
    set(format: unknown) {
      if (typeof format !== 'function') {
        current = nodeFormat;
      } else if (format === nodeFormat || ours.has(format)) {
        current = format;
      } else {
        const own: StackFormat = (error, frames) => {
          errorPlaces.noteFormatted(error);
          return Reflect.apply(format, Error, [error, stackTraces.nodeFrames(frames)]) as unknown;
        };
        ours.add(own);
        current = own;
      }
    },
  });
}
