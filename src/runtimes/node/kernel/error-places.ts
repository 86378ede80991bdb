/** Both count from 1. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

/** What V8 knows of the place of an error and a browser does not tell: noted as it happens, for uncaught errors. */
export class ErrorPlaces {
  readonly #formatted = new WeakSet<object>();
  readonly #rethrown = new WeakSet<object>();
  readonly #thrown = new WeakMap<object, LinePlace>();
  readonly #jsonTexts = new WeakMap<object, string>();

  /** Its stack was read. From then on V8 does not know any more where it was made. */
  noteFormatted(error: unknown): void {
    if (error instanceof Error) this.#formatted.add(error);
  }

  isFormatted(error: Error): boolean {
    return this.#formatted.has(error);
  }

  /** A check of the library's threw it, and `hideStackFrames` once more. */
  noteRethrown(error: unknown): void {
    if (error instanceof Error) this.#rethrown.add(error);
  }

  isRethrown(error: Error): boolean {
    return this.#rethrown.has(error);
  }

  /** A `throw` of the program threw it that did not make it. */
  noteThrown(error: unknown, place: LinePlace): void {
    if (error instanceof Error) this.#thrown.set(error, place);
  }

  /** The last such `throw`, in whichever file. */
  thrownAt(error: Error): LinePlace | undefined {
    return this.#thrown.get(error);
  }

  /** The text in which `JSON.parse` found the error: for V8, that is where it is. */
  jsonTextOf(error: Error): string | undefined {
    return this.#jsonTexts.get(error);
  }

  /** Replaces `JSON.parse`. */
  watchJson(json: JSON): void {
    const { parse } = json;
    const noteText = (error: unknown, text: unknown) => {
      if (error instanceof SyntaxError && typeof text === 'string') this.#jsonTexts.set(error, text);
    };
    // A method, so that it is no constructor and has the right name.
    const { parse: watched } = {
      parse(text: string, reviver?: Parameters<typeof parse>[1]): unknown {
        try {
          return parse(text, reviver);
        } catch (error) {
          noteText(error, text);
          throw error;
        }
      },
    };
    Object.defineProperty(json, 'parse', { value: watched, writable: true, enumerable: false, configurable: true });
  }
}
