/**
 * What the language's own objects held when the program began. The program shares them with the kernel: when the
 * kernel breaks down, this tells whether the program took something away that it needs.
 */

interface Entry {
  readonly owner: object;
  readonly key: PropertyKey;
  /** The value, or the getter. */
  readonly held: unknown;
  readonly path: string;
}

const ABSENT = Symbol('absent');
const { getOwnPropertyDescriptor, ownKeys } = Reflect;
/** Nobody's work depends on these. */
const LEFT_ALONE = new Set<PropertyKey>(['console', 'caller', 'callee', 'arguments', 'stackTraceLimit']);

class BuiltinSnapshot {
  readonly #entries: Entry[] = [];

  /** Notes `names` of `scope` and what the constructors and prototypes behind them hold. */
  constructor(scope: object, names: readonly string[]) {
    for (const name of names) {
      if (LEFT_ALONE.has(name) || !this.#note(scope, name, name)) continue;
      const value: unknown = Reflect.get(scope, name);
      if ((typeof value !== 'function' && typeof value !== 'object') || value === null || value === scope) continue;
      this.#noteAll(value, name);
      const { prototype } = value as { prototype?: unknown };
      if (typeof prototype === 'object' && prototype !== null) this.#noteAll(prototype, `${name}.prototype`);
    }
    this.#noteBytes();
  }

  /** Methods of all typed arrays: bytes are what the kernel works with, so it must not meet others on Uint8Array. */
  #noteBytes(): void {
    const shared = Object.getPrototypeOf(Uint8Array.prototype) as object;
    this.#noteAll(shared, 'TypedArray.prototype');
    for (const key of ownKeys(shared)) {
      if (typeof key === 'string' && key !== 'constructor') this.#noteAbsence(Uint8Array.prototype, key);
    }
  }

  #noteAbsence(owner: object, key: string): void {
    this.#entries.push({ owner, key, held: ABSENT, path: `Uint8Array.prototype.${key}` });
  }

  #noteAll(owner: object, path: string): void {
    for (const key of ownKeys(owner)) {
      if (!LEFT_ALONE.has(key))
        this.#note(owner, key, `${path}${typeof key === 'symbol' ? `[${key.description}]` : `.${key}`}`);
    }
  }

  #note(owner: object, key: PropertyKey, path: string): boolean {
    const property = getOwnPropertyDescriptor(owner, key);
    if (property) this.#entries.push({ owner, key, held: property.get ?? property.value, path });
    return property !== undefined;
  }

  /**
   * The path of the first thing that is not what it was, for instance `Array.prototype.push`, or something that was
   * put on `Object.prototype`. Relies on nothing that a program can change.
   */
  firstChange(): string | undefined {
    // First: what is put there shows in every property descriptor below.
    const added = this.#firstAddition();
    if (added !== undefined) return added;
    const entries = this.#entries;
    for (let index = 0; index < entries.length; index += 1) {
      const entry = entries[index];
      if (!entry) continue;
      const property = getOwnPropertyDescriptor(entry.owner, entry.key);
      const held = property ? (property.get ?? property.value) : ABSENT;
      if (held !== entry.held && !isNaNBoth(held, entry.held)) return entry.path;
    }
    return undefined;
  }

  /** Object.prototype gets into every object of the kernel. */
  #firstAddition(): string | undefined {
    const keys = ownKeys(objectPrototype);
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index];
      if (typeof key === 'string' && !isKnown(key)) return `Object.prototype.${key}`;
    }
    return undefined;
  }
}

function isNaNBoth(one: unknown, other: unknown): boolean {
  // biome-ignore lint/suspicious/noSelfCompare: Number.isNaN may be gone.
  return one !== one && other !== other;
}

let snapshot: BuiltinSnapshot | undefined;

/** Notes what `names` of `scope` hold. Once, when the library has booted and no program has run. */
export function rememberBuiltins(scope: object, names: readonly string[]): void {
  snapshot = new BuiltinSnapshot(scope, names);
}

/** What the program took away from the kernel first; undefined when everything is in place. */
export function changedBuiltin(): string | undefined {
  return snapshot?.firstChange();
}

const objectPrototype = Object.prototype;
const knownKeys = ownKeys(objectPrototype);

function isKnown(key: string): boolean {
  for (let index = 0; index < knownKeys.length; index += 1) if (knownKeys[index] === key) return true;
  return false;
}
