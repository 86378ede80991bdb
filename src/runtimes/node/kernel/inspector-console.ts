/** The methods of `console` that Node takes from V8, where they talk to an attached debugger; there is none. */
const METHODS = {
  // Without a debugger V8's do nothing either.
  profile(): void {
    // Nobody records.
  },
  profileEnd(): void {
    // Nobody records.
  },
  timeStamp(): void {
    // Nobody records.
  },
  context(): object {
    return globalThis.console;
  },
  createTask(name: unknown) {
    if (typeof name !== 'string' || name === '') throw new Error('First argument must be a non-empty string.');
    return {
      run<Result>(work: () => Result): Result {
        return work();
      },
    };
  },
};

/** Completes the global console once the library has made it. */
export function addInspectorMethods(console: object): void {
  for (const [name, value] of Object.entries(METHODS)) {
    if (name in console) continue;
    Object.defineProperty(console, name, { value, writable: true, enumerable: true, configurable: true });
  }
}
