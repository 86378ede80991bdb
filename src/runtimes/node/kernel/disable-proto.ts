import { codedError } from './coded-error.ts';
import type { NodeKernel } from './node-kernel.ts';

/** Node's exit code for a wrong value of an option. */
const EXIT_BAD_VALUE = 12;

/** `--disable-proto=delete|throw`: `Object.prototype.__proto__` is gone, or refuses (Node.js src/node_realm.cc). */
export function applyDisableProto(kernel: NodeKernel): void {
  const mode = kernel.program.options['--disable-proto'];
  if (mode === undefined) return;
  if (mode === 'delete') {
    Reflect.deleteProperty(Object.prototype, '__proto__');
  } else if (mode === 'throw') {
    const refuse = (): never => {
      const message = 'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw';
      throw codedError(Error, 'ERR_PROTO_ACCESS', message);
    };
    Object.defineProperty(Object.prototype, '__proto__', { get: refuse, set: refuse });
  } else {
    kernel.output(2, kernel.natives.encodeUtf8('/usr/local/bin/node: invalid mode passed to --disable-proto\n'));
    kernel.exitNow(EXIT_BAD_VALUE);
  }
}
