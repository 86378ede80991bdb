/** Keys as the library passes them: a handle, or what one can be made of. */
import type { AsymmetricKey } from './asymmetric-key.ts';
import type { ByteSource } from './bytes.ts';
import type { KeyHandleClass } from './key-handle.ts';

export interface KeyArguments {
  readonly data: unknown;
  readonly format?: number | undefined;
  readonly type?: unknown;
  readonly passphrase?: unknown;
  readonly namedCurve?: unknown;
}

/** The key of that type (`PUBLIC`, `PRIVATE`); a private key does where a public one is wanted. */
export type KeyFrom = (type: number, source: KeyArguments) => AsymmetricKey;

export function createKeyFrom(KeyObjectHandle: KeyHandleClass): KeyFrom {
  return (keyType, { data, format, type, passphrase, namedCurve }) => {
    if (KeyObjectHandle.isHandle(data)) return data.asymmetric;
    const handle = new KeyObjectHandle();
    handle.init(
      keyType,
      data,
      format ?? null,
      (type as number | string | undefined) ?? null,
      (passphrase as ByteSource | undefined) ?? null,
      (namedCurve as string | undefined) ?? null,
    );
    return handle.asymmetric;
  };
}
