/** The curves of RFC 7748 and RFC 8032 behind one interface. */

import { ed448, x448 } from '@noble/curves/ed448.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import type { EdwardsKind } from './asymmetric-key.ts';

export interface EdwardsCurve {
  /** In JSON Web Keys. */
  readonly jwk: string;
  /** Of a key, bytes. */
  readonly size: number;
  publicOf(privateBytes: Uint8Array): Uint8Array;
}

export const EDWARDS_CURVES: Readonly<Record<EdwardsKind, EdwardsCurve>> = {
  ed25519: { jwk: 'Ed25519', size: 32, publicOf: (key) => ed25519.getPublicKey(key) },
  ed448: { jwk: 'Ed448', size: 57, publicOf: (key) => ed448.getPublicKey(key) },
  x25519: { jwk: 'X25519', size: 32, publicOf: (key) => x25519.getPublicKey(key) },
  x448: { jwk: 'X448', size: 56, publicOf: (key) => x448.getPublicKey(key) },
};

export const EDWARDS_KINDS = Object.keys(EDWARDS_CURVES) as EdwardsKind[];

export function signEdwards(kind: EdwardsKind, key: Uint8Array, data: Uint8Array, context: Uint8Array): Uint8Array {
  if (kind === 'ed448') return ed448.sign(data, key, { context });
  return ed25519.sign(data, key);
}

export function verifyEdwards(
  kind: EdwardsKind,
  key: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
  context: Uint8Array,
): boolean {
  try {
    if (kind === 'ed448') return ed448.verify(signature, data, key, { context });
    // RFC 8032 as OpenSSL reads it: strict encodings.
    return ed25519.verify(signature, data, key, { zip215: false });
  } catch {
    // A signature of the wrong length, or no point: not valid.
    return false;
  }
}

/** The shared secret; throws when it would be all zeros. */
export function agree(kind: EdwardsKind, privateBytes: Uint8Array, publicBytes: Uint8Array): Uint8Array {
  return (kind === 'x448' ? x448 : x25519).getSharedSecret(privateBytes, publicBytes);
}
