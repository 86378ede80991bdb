import type { Kernel } from '../kernel.ts';

/** The `DOMException` for a value that cannot be cloned or transferred. */
export function dataCloneError(kernel: Kernel, message: string): Error {
  const DomException = kernel.perContext.DOMException as new (message: string, name: string) => Error;
  return new DomException(message, 'DataCloneError');
}
