/** Which tests exist, run and are done, by the ids that Node's test runner gives them. */

interface KnownTest {
  readonly id: number;
  readonly path: readonly string[];
  readonly isSuite: boolean;
  /** What went wrong beside the test's own promise: an unhandled rejection, an exception in a callback. */
  strayError?: { readonly error: unknown };
}

export class RunningTests {
  readonly #known = new Map<number, KnownTest>();
  /** In the order they started. */
  readonly #running = new Set<KnownTest>();
  #announced = 0;
  #ended = 0;

  /** A test or suite was declared: it will run sometime. */
  announce(id: number, name: string, parentId: number | undefined, isSuite: boolean): void {
    const parent = parentId === undefined ? undefined : this.#known.get(parentId);
    this.#known.set(id, { id, path: [...(parent?.path ?? []), name], isSuite });
    if (!isSuite) this.#announced += 1;
  }

  start(id: number): KnownTest | undefined {
    const test = this.#known.get(id);
    if (test) this.#running.add(test);
    return test;
  }

  end(id: number): KnownTest | undefined {
    const test = this.#known.get(id);
    if (!test) return undefined;
    this.#running.delete(test);
    if (!test.isSuite) this.#ended += 1;
    return test;
  }

  /** The innermost test that runs now: what is printed now is its output. */
  get current(): KnownTest | undefined {
    return [...this.#running].findLast(({ isSuite }) => !isSuite);
  }

  get hasUnfinished(): boolean {
    return this.#ended < this.#announced;
  }

  get isEmpty(): boolean {
    return this.#announced === 0;
  }
}
