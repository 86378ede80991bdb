import { codedError } from './coded-error.ts';
import type { Kernel, LibraryFunction } from './kernel.ts';

const DEPRECATED_VALUE =
  'Assigning any value other than a string, number, or boolean to a process.env property is deprecated. Please make ' +
  'sure to convert the value to a string before setting process.env with it.';

/** `process.env`: values become strings, and only plain properties can be defined (Node.js src/node_env_var.cc). */
export function createProcessEnv(kernel: Kernel): Record<string, string> {
  const refuse = (message: string): never => {
    throw codedError(TypeError, 'ERR_INVALID_OBJECT_DEFINE_PROPERTY', message);
  };
  let isWarned = false;
  const warn = (): void => {
    if (isWarned) return;
    isWarned = true;
    const { emitWarning } = kernel.process as { emitWarning?: LibraryFunction };
    emitWarning?.call(kernel.process, DEPRECATED_VALUE, 'DeprecationWarning', 'DEP0104');
  };
  return new kernel.natives.Proxy(Object.create(Object.prototype) as Record<string, string>, {
    set(env, key, value) {
      if (typeof key === 'symbol' || typeof value === 'symbol') {
        throw new TypeError('Cannot convert a Symbol value to a string');
      }
      if (!isPlain(value) && kernel.program.options['--pending-deprecation']) warn();
      env[key] = String(value);
      return true;
    },
    defineProperty(env, key, descriptor) {
      if ('get' in descriptor || 'set' in descriptor) {
        refuse("'process.env' does not accept an accessor(getter/setter) descriptor");
      }
      const isOrdinary = descriptor.configurable && descriptor.writable && descriptor.enumerable;
      if (!isOrdinary || !('value' in descriptor)) {
        refuse("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
      }
      const value = String(descriptor.value);
      return Reflect.defineProperty(env, key, { value, configurable: true, writable: true, enumerable: true });
    },
  });
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
