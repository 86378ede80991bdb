/** What a key is made of, whatever its kind. */
import type { AsymmetricKey } from './asymmetric-key.ts';

export const SECRET = 0;
export const PUBLIC = 1;
export const PRIVATE = 2;

/** The native side of a `KeyObject`: what `KeyObjectHandle` instances carry. */
export interface KeyMaterial {
  getKeyType(): number;
}

export type KeyData =
  | { readonly type: typeof SECRET; readonly bytes: Uint8Array }
  | { readonly type: typeof PUBLIC | typeof PRIVATE; readonly key: AsymmetricKey };
