/** Native objects that a message within one thread shares instead of copying, as Node's C++ objects are shared. */
export class LiveHandles<Handle extends object> {
  readonly #prefix: string;
  readonly #names = new WeakMap<Handle, string>();
  readonly #handles = new Map<string, WeakRef<Handle>>();
  #count = 0;

  /** `prefix` is no other thread's. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** What to put into a message. */
  nameOf(handle: Handle): string {
    const known = this.#names.get(handle);
    if (known !== undefined) return known;
    this.#count += 1;
    const name = `${this.#prefix}:${this.#count}`;
    this.#names.set(handle, name);
    this.#handles.set(name, new WeakRef(handle));
    return name;
  }

  /** Undefined for what another thread named. */
  find(name: string): Handle | undefined {
    return this.#handles.get(name)?.deref();
  }
}
