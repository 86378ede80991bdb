import type { BindingFactory, Kernel } from '../../kernel.ts';
import { addCloneableHandle } from '../../threads/cloneable-handles.ts';
import type { KeyCloning } from './key-classes.ts';

/** What OpenSSL is to Node: the algorithms come with a part, when `node:crypto` is first used. */
export const createCryptoBinding: BindingFactory = (kernel, stub) => {
  const load = () => kernel.loadPart<typeof import('../../../parts/crypto.ts')>('crypto');
  const binding = withoutGlobalCrypto(load).fillCryptoBinding(kernel, stub);
  clonings.set(kernel, binding.keyCloning as KeyCloning);
  return binding;
};

/** Only of kernels whose program has used `node:crypto`. */
const clonings = new WeakMap<Kernel, KeyCloning>();

/** Lets messages carry keys, without loading anything before one does. */
export function registerKeyCloning(kernel: Kernel): void {
  const cloning = (): KeyCloning => {
    // The library makes the key classes.
    kernel.requireBuiltin('internal/crypto/keys');
    const found = clonings.get(kernel);
    if (!found) throw new Error('The crypto binding did not load.');
    return found;
  };
  addCloneableHandle(kernel, {
    name: 'key',
    owns: (object): object is object => clonings.get(kernel)?.owns(object) ?? false,
    pack: (key) => cloning().pack(key),
    unpack: (packed) => cloning().unpack(packed),
  });
}

/**
 * The libraries look for `globalThis.crypto` when they load. Here that is Node's, which is made of this binding, and a
 * program may replace it: they get all their random numbers from us.
 */
function withoutGlobalCrypto<Result>(load: () => Result): Result {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  if (own?.configurable) Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
  try {
    return load();
  } finally {
    if (own?.configurable) Object.defineProperty(globalThis, 'crypto', own);
  }
}
