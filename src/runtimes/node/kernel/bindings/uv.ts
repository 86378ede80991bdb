import type { BindingFactory } from '../kernel.ts';

/** libuv's errors; the `UV_E…` constants come with the stub. */
export const createUvBinding: BindingFactory = ({ uvErrors }, stub) =>
  Object.assign(stub, {
    errname: (errno: number) => uvErrors.describe(errno)[0],
    getErrorMessage: (errno: number) => uvErrors.describe(errno)[1],
    getErrorMap: () => new Map(uvErrors.map),
  });
