/**
 * Proxies and Map/Set iterators tell nothing about themselves to JavaScript, but `util.inspect` shows their insides,
 * which Node asks V8 for. So the kernel wraps what makes them and notes what it sees.
 */

interface ProxyParts {
  target: unknown;
  handler: unknown;
}

/** What an iterator of a Map or Set walks over. */
interface IteratorParts {
  readonly source: Map<unknown, unknown> | Set<unknown>;
  readonly yields: 'keys' | 'values' | 'entries';
  position: number;
}

export class InspectableBuiltins {
  readonly #proxies = new WeakMap<object, ProxyParts>();
  readonly #iterators = new WeakMap<object, IteratorParts>();

  /** Replaces `Proxy` and the iterator methods of `Map` and `Set` in the global scope. */
  install(scope: typeof globalThis): void {
    scope.Proxy = this.#wrapProxy(scope.Proxy);
    this.#wrapIterators();
  }

  isProxy(value: object): boolean {
    return this.#proxies.has(value);
  }

  proxyParts(value: object): Readonly<ProxyParts> | undefined {
    return this.#proxies.get(value);
  }

  /** What an iterator has yet to yield, flat (`[key, value, key, value]` for entries), without moving it. */
  remaining(iterator: object): { readonly items: unknown[]; readonly isKeyed: boolean } {
    const parts = this.#iterators.get(iterator);
    if (!parts) return { items: [], isKeyed: false };
    const { source, yields, position } = parts;
    const isKeyed = yields === 'entries';
    // The built-in iterators of this very kind, without the bookkeeping: spreading calls none of the wrapped methods.
    const entries: [unknown, unknown][] = [];
    source.forEach((value: unknown, key: unknown) => {
      entries.push([key, value]);
    });
    const rest = entries.slice(position);
    const items = isKeyed ? rest.flat(1) : rest.map(([key, value]) => (yields === 'keys' ? key : value));
    return { items, isKeyed };
  }

  #wrapProxy(Native: ProxyConstructor): ProxyConstructor {
    const proxies = this.#proxies;
    const revocable = (target: object, handler: ProxyHandler<object>) => {
      const made = Native.revocable(target, handler);
      const parts: ProxyParts = { target, handler };
      proxies.set(made.proxy, parts);
      const { revoke } = made;
      made.revoke = () => {
        parts.target = parts.handler = null;
        revoke();
      };
      return made;
    };
    const Wrapped: ProxyConstructor = new Native(Native, {
      construct(native, [target, handler], newTarget) {
        const made = Reflect.construct(native, [target, handler], newTarget === Wrapped ? native : newTarget);
        proxies.set(made, { target, handler });
        return made;
      },
      get: (native, key) => (key === 'revocable' ? revocable : Reflect.get(native, key)),
    });
    return Wrapped;
  }

  #wrapIterators(): void {
    for (const yields of ['entries', 'keys', 'values'] as const) this.#wrapMaker(Map.prototype, yields, yields);
    alias(Map.prototype, Symbol.iterator, 'entries');
    this.#wrapMaker(Set.prototype, 'entries', 'entries');
    this.#wrapMaker(Set.prototype, 'values', 'values');
    // One function under three names, as the language has it.
    alias(Set.prototype, 'keys', 'values');
    alias(Set.prototype, Symbol.iterator, 'values');
    this.#wrapNext(Object.getPrototypeOf(new Map().entries()));
    this.#wrapNext(Object.getPrototypeOf(new Set().values()));
  }

  #wrapMaker(prototype: object, name: 'entries' | 'keys' | 'values', yields: IteratorParts['yields']): void {
    const iterators = this.#iterators;
    const native = Reflect.get(prototype, name) as () => object;
    define(
      prototype,
      name,
      {
        [name](this: IteratorParts['source']) {
          const iterator = native.call(this);
          iterators.set(iterator, { source: this, yields, position: 0 });
          return iterator;
        },
      }[name],
    );
  }

  #wrapNext(prototype: object): void {
    const iterators = this.#iterators;
    const native = Reflect.get(prototype, 'next') as () => unknown;
    define(
      prototype,
      'next',
      {
        next(this: object) {
          const parts = iterators.get(this);
          if (parts) parts.position += 1;
          return native.call(this);
        },
      }.next,
    );
  }
}

function alias(prototype: object, alias: PropertyKey, name: string): void {
  define(prototype, alias, Reflect.get(prototype, name));
}

function define(owner: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(owner, key, { value, writable: true, configurable: true, enumerable: false });
}
