/** `sessionStorage` (Node.js src/node_webstorage.cc): keys and values as text, sorted by key, gone with the program. */
import { codedError } from '../coded-error.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';
import { NotImplementedError } from '../not-implemented.ts';

const IN_MEMORY = ':memory:';

/** Node's limit for keys and values together. */
const QUOTA_BYTES = 10 * 1024 * 1024;

/** What a storage holds. */
class Items {
  readonly #kernel: Kernel;
  readonly #values = new Map<string, string>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  get keys(): string[] {
    return [...this.#values.keys()].sort();
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: string): void {
    let size = 0;
    for (const [otherKey, other] of this.#values) if (otherKey !== key) size += bytesOfItem(otherKey, other);
    if (size + bytesOfItem(key, value) > QUOTA_BYTES) throw this.#quotaError();
    this.#values.set(key, value);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }

  #quotaError(): unknown {
    const { DOMException } = this.#kernel.perContext as {
      DOMException: new (message: string, name: string) => Error;
    };
    return new DOMException('Setting the value exceeded the quota', 'QuotaExceededError');
  }
}

/** Texts are kept as UTF-16. */
function bytesOfItem(key: string, value: string): number {
  return (key.length + value.length) * 2;
}

export const createWebStorageBinding: BindingFactory = (kernel, stub) => {
  const { kConstructorKey } = stub;
  const itemsOf = new WeakMap<object, Items>();

  class Storage {
    constructor(key: unknown, location: string) {
      if (key !== kConstructorKey) throw codedError(Error, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
      if (location !== IN_MEMORY) throw new NotImplementedError('localStorage file');
      const items = new Items(kernel);
      const storage: Storage = new kernel.natives.Proxy(this, storageTraps(items) as ProxyHandler<Storage>);
      itemsOf.set(this, items).set(storage, items);
      // biome-ignore lint/correctness/noConstructorReturn: items are properties of the storage, which only a proxy can do.
      return storage;
    }

    get length(): number {
      return requireItems(this).keys.length;
    }

    clear(): void {
      requireItems(this).clear();
    }

    getItem(...args: unknown[]): string | null {
      requireArguments('getItem', args, 1);
      return requireItems(this).get(String(args[0])) ?? null;
    }

    key(...args: unknown[]): string | null {
      requireArguments('key', args, 1);
      return requireItems(this).keys[Number(args[0])] ?? null;
    }

    removeItem(...args: unknown[]): void {
      requireArguments('removeItem', args, 1);
      requireItems(this).delete(String(args[0]));
    }

    setItem(...args: unknown[]): void {
      requireArguments('setItem', args, 2);
      requireItems(this).set(String(args[0]), String(args[1]));
    }
  }

  function requireItems(storage: object): Items {
    const items = itemsOf.get(storage);
    if (!items) throw new TypeError('Illegal invocation');
    return items;
  }

  for (const name of Object.getOwnPropertyNames(Storage.prototype)) {
    if (name !== 'constructor') Object.defineProperty(Storage.prototype, name, { enumerable: true });
  }
  return Object.assign(stub, { Storage });
};

function requireArguments(method: string, args: readonly unknown[], count: number): void {
  if (args.length >= count) return;
  const wanted = count === 1 ? '1 argument' : `${count} arguments`;
  throw codedError(TypeError, 'ERR_MISSING_ARGS', `Failed to execute '${method}' on 'Storage': ${wanted} required`);
}

/** Items can be read, set and deleted as properties; what the class itself has comes first. */
function storageTraps(items: Items): ProxyHandler<object> {
  const isItem = (target: object, key: PropertyKey): key is string =>
    typeof key === 'string' && !Reflect.has(target, key) && items.has(key);
  return {
    get: (target, key, receiver) => (isItem(target, key) ? items.get(key) : Reflect.get(target, key, receiver)),
    has: (target, key) => isItem(target, key) || Reflect.has(target, key),
    set(target, key, value, receiver) {
      if (typeof key === 'symbol') return Reflect.set(target, key, value, receiver);
      items.set(key, String(value));
      return true;
    },
    defineProperty(target, key, descriptor) {
      if (typeof key === 'symbol') return Reflect.defineProperty(target, key, descriptor);
      items.set(key, String(descriptor.value));
      return true;
    },
    deleteProperty(target, key) {
      if (typeof key === 'symbol') return Reflect.deleteProperty(target, key);
      items.delete(key);
      return true;
    },
    ownKeys: (target) => [...items.keys, ...Reflect.ownKeys(target)],
    getOwnPropertyDescriptor(target, key) {
      if (typeof key === 'symbol' || !items.has(key)) return Reflect.getOwnPropertyDescriptor(target, key);
      return { value: items.get(key), writable: true, enumerable: true, configurable: true };
    },
  };
}
