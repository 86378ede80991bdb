/** Arguments that Node checks in native code, with the words it uses (Node.js src/node_file.cc, src/util.cc). */

import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';

interface Validators {
  validateInteger(value: unknown, name: string, min: number, max: number): void;
}

const INT32_MAX = 2147483647;
const UINT32_MAX = 4294967295;

export class ArgumentChecks {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  descriptor(value: unknown): void {
    this.#integer(value, 'fd', 0, INT32_MAX);
  }

  /** User and group; -1 leaves one as it is. */
  owner(uid: unknown, gid: unknown): void {
    this.#integer(uid, 'uid', -1, UINT32_MAX);
    this.#integer(gid, 'gid', -1, UINT32_MAX);
  }

  /** The mode of `access` and `copyFile`: a sum of small flags. */
  flags(mode: unknown): void {
    if (mode === undefined || mode === null) return;
    if (typeof mode !== 'number' || !Number.isInteger(mode)) {
      throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'mode must be int32 or null/undefined');
    }
    if (mode < 0 || mode > 7) throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7');
  }

  #integer(value: unknown, name: string, min: number, max: number): void {
    const { validateInteger } = this.#kernel.requireBuiltin('internal/validators') as unknown as Validators;
    validateInteger(value, name, min, max);
  }
}
