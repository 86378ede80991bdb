/** Public and private keys, by the mathematics they belong to. */
import type { CurveName } from './curves.ts';

export interface RsaKey {
  readonly kind: 'rsa' | 'rsa-pss';
  readonly n: bigint;
  readonly e: bigint;
  readonly private?: RsaPrivate;
  /** Restrictions of an RSA-PSS key, absent when it has none. */
  readonly pss?: PssRestrictions | undefined;
}

export interface RsaPrivate {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
}

export interface PssRestrictions {
  readonly hashAlgorithm: string;
  readonly mgf1HashAlgorithm: string;
  readonly saltLength: number;
}

export interface EcKey {
  readonly kind: 'ec';
  readonly curve: CurveName;
  /** Uncompressed: 4, x, y. */
  readonly point: Uint8Array;
  /** The curve is written out in files, not named. */
  readonly isExplicit?: boolean | undefined;
  /** As long as the curve's order. */
  readonly scalar?: Uint8Array | undefined;
}

export type EdwardsKind = 'ed25519' | 'ed448' | 'x25519' | 'x448';

/** Keys of RFC 8410. */
export interface EdwardsKey {
  readonly kind: EdwardsKind;
  readonly publicBytes: Uint8Array;
  readonly privateBytes?: Uint8Array | undefined;
}

export interface DhKey {
  readonly kind: 'dh';
  readonly p: bigint;
  readonly g: bigint;
  readonly publicValue: bigint;
  readonly privateValue?: bigint | undefined;
}

export interface DsaKey {
  readonly kind: 'dsa';
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly publicValue: bigint;
  readonly privateValue?: bigint | undefined;
}

export type AsymmetricKey = RsaKey | EcKey | EdwardsKey | DhKey | DsaKey;
