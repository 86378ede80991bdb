import type { NodeFacts } from './node-facts.ts';

/** libuv's error numbers, codes and texts. */
export interface UvErrors {
  /** `errno('ENOENT')` is -2. Throws for a code libuv does not know. */
  errno(code: string): number;
  /** `describe(-2)` is `['ENOENT', 'no such file or directory']`. */
  describe(errno: number): readonly [code: string, message: string];
  /** All of them, for `util.getSystemErrorMap()`. */
  readonly map: ReadonlyMap<number, readonly [code: string, message: string]>;
  /**
   * The exception that Node's native side throws for a failed system call:
   * `ENOENT: no such file or directory, open 'x'`.
   */
  exception(code: string, syscall: string, path?: string, destination?: string): Error;
}

export function createUvErrors(facts: Pick<NodeFacts, 'uvErrors'>): UvErrors {
  const map = new Map(facts.uvErrors);
  const errnos = new Map(facts.uvErrors.map(([errno, [code]]) => [code, errno]));

  function errno(code: string): number {
    const found = errnos.get(code);
    if (found === undefined) throw new Error(`libuv knows no error "${code}".`);
    return found;
  }

  function describe(number: number): readonly [string, string] {
    const unknown = `Unknown system error ${number}`;
    return map.get(number) ?? [unknown, unknown];
  }

  return {
    map,
    errno,
    describe,
    exception(code, syscall, path, destination) {
      const number = errno(code);
      let message = `${code}: ${describe(number)[1]}, ${syscall}`;
      if (path !== undefined) message += ` '${path}'`;
      if (destination !== undefined) message += ` -> '${destination}'`;
      // The order of the properties is what util.inspect shows.
      const error = Object.assign(new Error(message), { errno: number, code, syscall });
      if (path !== undefined) Object.assign(error, { path });
      if (destination !== undefined) Object.assign(error, { dest: destination });
      return error;
    },
  };
}
