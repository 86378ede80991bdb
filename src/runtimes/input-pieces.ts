/** Standard input that comes while a program runs: pieces that wait until the runtime takes them. */
export class InputPieces implements AsyncIterable<string> {
  readonly #pieces: string[] = [];
  #isEnded = false;
  #wake: () => void = () => undefined;

  /** Adds a piece; after `end` it is dropped. */
  push(text: string): void {
    if (this.#isEnded) return;
    this.#pieces.push(text);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<string> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#isEnded) return;
      else await this.#untilMore();
    }
  }

  #untilMore(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    return promise;
  }
}
