/** Puts code around a method of Node's library; by a proxy of the original, so that it prints and reads like it. */

type Method = (this: object, ...args: unknown[]) => unknown;

/** Calls the original. */
export type Call = () => unknown;

/** `around` gets the receiver, the arguments, and the call itself. Returns how to put the original back. */
export function replaceMethod(
  prototype: object,
  name: string,
  around: (object: object, args: readonly unknown[], call: Call) => unknown,
): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const value = new Proxy(Reflect.get(prototype, name) as Method, {
    apply: (original, object: object, args: unknown[]) =>
      around(object, args, () => Reflect.apply(original, object, args)),
  });
  const hidden = { writable: true, configurable: true, enumerable: false };
  Object.defineProperty(prototype, name, { ...(own ?? hidden), value });
  return () => {
    if (own) Object.defineProperty(prototype, name, own);
    else Reflect.deleteProperty(prototype, name);
  };
}
