/** The elliptic curves by their OpenSSL names. */
import { ecdsa, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha224 } from '@noble/hashes/sha2.js';
import { codedError } from '../../coded-error.ts';
import { NotImplementedError } from '../../not-implemented.ts';

export type CurveName = 'secp224r1' | 'prime256v1' | 'secp384r1' | 'secp521r1' | 'secp256k1';

export interface Curve {
  readonly name: CurveName;
  readonly oid: string;
  /** In JSON Web Keys; undefined where these do not know the curve. */
  readonly jwk: string | undefined;
  /** Length of a coordinate and of a private key, bytes. */
  readonly size: number;
  /** Of the random choice of the curve's parameters (FIPS 186-4, D.1.2), hexadecimal. */
  readonly seed: string;
  readonly noble: typeof p256;
}

/** P-224 (FIPS 186-4, D.1.2.2), which the library leaves to its users. */
const p224 = ecdsa(
  weierstrass({
    p: 2n ** 224n - 2n ** 96n + 1n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
    h: 1n,
    a: 2n ** 224n - 2n ** 96n - 2n,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  }),
  sha224,
);

export const CURVES: readonly Curve[] = [
  {
    name: 'secp224r1',
    oid: '1.3.132.0.33',
    jwk: undefined,
    size: 28,
    seed: 'bd71344799d5c7fcdc45b59fa3b9ab8f6a948bc5',
    noble: p224,
  },
  {
    name: 'prime256v1',
    oid: '1.2.840.10045.3.1.7',
    jwk: 'P-256',
    size: 32,
    seed: 'c49d360886e704936a6678e1139d26b7819f7e90',
    noble: p256,
  },
  { name: 'secp256k1', oid: '1.3.132.0.10', jwk: 'secp256k1', size: 32, seed: '', noble: secp256k1 },
  {
    name: 'secp384r1',
    oid: '1.3.132.0.34',
    jwk: 'P-384',
    size: 48,
    seed: 'a335926aa319a27a1d00896a6773a4827acdac73',
    noble: p384,
  },
  {
    name: 'secp521r1',
    oid: '1.3.132.0.35',
    jwk: 'P-521',
    size: 66,
    seed: 'd09e8800291cb85396cc6717393284aaa0da64ba',
    noble: p521,
  },
];

const invalidCurve = () => codedError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');

/** Curves of OpenSSL that no library here has. */
const ABSENT =
  /^(brainpoolP\d+[rt]1|c2(pnb|tnb)\w+|Oakley-EC2N-[34]|SM2|prime(192|239)v[123]|secp\w+|sect\w+|wap-wsg-\S+|P-192)$/;

/** The curve of an OpenSSL or NIST name; throws what Node throws for others. */
export function curveNamed(name: string): Curve {
  const found = CURVES.find(
    (curve) => curve.name === name || curve.jwk === name || (name === 'P-224' && curve.noble === p224),
  );
  if (found) return found;
  if (ABSENT.test(name)) throw new NotImplementedError(`elliptic curve "${name}" in node:crypto`);
  throw invalidCurve();
}

export function curveOf(name: CurveName): Curve {
  const found = CURVES.find((curve) => curve.name === name);
  if (!found) throw invalidCurve();
  return found;
}
