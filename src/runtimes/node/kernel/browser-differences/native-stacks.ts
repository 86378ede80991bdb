/** Stacks as the browser's own engine writes them; from before a program could replace what reads them. */
import { COLLECTED_FRAMES } from '../stack-traces.ts';

export class NativeStacks {
  readonly #stack = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
  readonly #NativeError = Error;
  readonly #capture = Error.captureStackTrace as typeof Error.captureStackTrace | undefined;

  /** The stack of an error of the engine's; empty for anything else. */
  read(error: unknown): string {
    return String(this.#stack?.get?.call(error) ?? '');
  }

  /** The present stack, made to text when it is wanted. */
  take(): () => string {
    const error = withRoom(() => new this.#NativeError());
    return () => this.read(error);
  }

  /** The present stack from the caller of `above` on. */
  takeAbove(above: NewableFunction | undefined): string {
    const capture = this.#capture;
    return withRoom(() =>
      capture ? captureWith(capture, above) : withoutFramesAbove(this.read(new Error('capture')), above),
    );
  }
}

/** Engines that keep to `Error.stackTraceLimit` count frames of the kernel too. */
export function withRoom<Result>(work: () => Result): Result {
  const limit = Error.stackTraceLimit;
  if (typeof limit !== 'number' || limit <= 0 || limit >= COLLECTED_FRAMES) return work();
  try {
    Error.stackTraceLimit = limit + COLLECTED_FRAMES;
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function captureWith(native: typeof Error.captureStackTrace, above: NewableFunction | undefined): string {
  const holder: { stack?: string } = {};
  native.call(Error, holder, above as never);
  return String(holder.stack ?? '');
}

/** Without a native `captureStackTrace`, frames above the function are told by its name. */
function withoutFramesAbove(stack: string, above: NewableFunction | undefined): string {
  if (!above?.name) return stack;
  const lines = stack.split('\n');
  const index = lines.findLastIndex((line) => line.split('@')[0]?.split('/').at(-1) === above.name);
  return lines.slice(index + 1).join('\n');
}
