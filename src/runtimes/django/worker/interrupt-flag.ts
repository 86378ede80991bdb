/** The byte by which the page interrupts a program, as Pyodide may look at it without losing an interrupt. */

/** What Pyodide takes for a buffer: it uses the first byte and nothing else. */
export interface InterruptFlag {
  0: number;
}

/**
 * Pyodide reads the byte and then writes 0, many thousand times a second: what the page writes in between would be gone,
 * and the program would go on. Here only what was read is cleared.
 */
export function interruptFlag(shared: Uint8Array): InterruptFlag {
  let seen = 0;
  return {
    get 0() {
      seen = shared[0] as number;
      return seen;
    },
    set 0(_cleared: number) {
      if (seen !== 0) shared[0] = 0;
    },
  };
}
