/**
 * An exception as Node's C++ side throws them (`THROW_ERR_…`): a plain error with a `code`, whose stack begins with
 * the code in brackets only when the library makes it.
 */
export function codedError(Base: ErrorConstructor, code: string, message: string): Error & { code: string } {
  return Object.assign(new Base(message), { code });
}
