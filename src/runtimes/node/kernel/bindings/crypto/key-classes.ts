/** The native base classes of `KeyObject` and `CryptoKey`: they carry a handle out of reach of programs. */
import type { KeyHandle } from './key-handle.ts';
import type { KeyData } from './key-material.ts';

type LibraryClass = new (...args: unknown[]) => object;

interface CryptoKeySlots {
  readonly handle: KeyHandle;
  readonly algorithm: object;
  readonly usages: number;
  readonly extractable: boolean;
  readonly secondary: KeyHandle | undefined;
  readonly seed: Uint8Array | undefined;
}

/** Keys in messages to other threads. */
export interface KeyCloning {
  owns(object: object): boolean;
  pack(key: object): unknown;
  unpack(packed: unknown): object;
}

type PackedKey = readonly [data: KeyData, algorithm?: object, usages?: number, extractable?: boolean];

export function createKeyClasses(handleOf: (data: KeyData) => KeyHandle) {
  const keyHandles = new WeakMap<object, KeyHandle>();
  const cryptoKeys = new WeakMap<object, CryptoKeySlots>();
  let InternalCryptoKey: LibraryClass | undefined;
  /** By `kKeyTypeSecret` and its like. */
  let keyObjects: LibraryClass[] = [];

  return {
    calls: {
      /** Gives the base class to the library and returns what it makes of it. */
      createNativeKeyObjectClass(make: (base: unknown) => unknown[]): unknown[] {
        const classes = make(
          class NativeKeyObject {
            constructor(handle: KeyHandle) {
              keyHandles.set(this, handle);
            }
          },
        );
        keyObjects = classes.slice(1) as LibraryClass[];
        return classes;
      },
      isKeyObject: (value: object) => keyHandles.has(value),
      getKeyObjectSlots(key: object): unknown[] {
        const handle = keyHandles.get(key);
        if (!handle) throw illegalThis('KeyObject');
        return [handle.getKeyType(), handle];
      },
      createCryptoKeyClass(make: (base: unknown) => unknown[]): unknown[] {
        const classes = make(
          class NativeCryptoKey {
            constructor(
              handle: KeyHandle,
              algorithm: object,
              usages: number,
              extractable: boolean,
              secondary?: KeyHandle,
              seed?: Uint8Array,
            ) {
              cryptoKeys.set(this, { handle, algorithm, usages, extractable, secondary, seed });
            }
          },
        );
        InternalCryptoKey = classes[1] as LibraryClass;
        return classes;
      },
      isCryptoKey: (value: object) => cryptoKeys.has(value),
      getCryptoKeySlots(key: object): unknown[] {
        const slots = cryptoKeys.get(key);
        if (!slots) throw illegalThis('CryptoKey');
        const { handle, algorithm, usages, extractable, secondary, seed } = slots;
        return [handle.getKeyType(), extractable, algorithm, usages, handle, secondary, seed];
      },
    },
    cloning: {
      owns: (object) => keyHandles.has(object) || cryptoKeys.has(object),
      pack(key): PackedKey {
        const slots = cryptoKeys.get(key);
        if (slots) return [slots.handle.data, { ...slots.algorithm }, slots.usages, slots.extractable];
        const handle = keyHandles.get(key);
        if (!handle) throw illegalThis('KeyObject');
        return [handle.data];
      },
      unpack(packed) {
        const [data, algorithm, usages = 0, extractable = false] = packed as PackedKey;
        const handle = handleOf(data);
        const Key = algorithm ? InternalCryptoKey : keyObjects[data.type];
        if (!Key) throw new Error('The library has not made its key classes yet.');
        return algorithm ? new Key(handle, algorithm, usages, extractable) : new Key(handle);
      },
    } satisfies KeyCloning as KeyCloning,
    /** A `CryptoKey` of the library's. */
    newCryptoKey(handle: KeyHandle, algorithm: object, usages: number, extractable: boolean): object {
      if (!InternalCryptoKey) throw new Error('The library has not made CryptoKey yet.');
      return new InternalCryptoKey(handle, algorithm, usages, extractable);
    },
  };
}

function illegalThis(name: string): Error {
  return Object.assign(new TypeError(`Value of "this" must be of type ${name}`), { code: 'ERR_INVALID_THIS' });
}
