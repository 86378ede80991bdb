/** `keyObject.asymmetricKeyDetails`. */
import type { AsymmetricKey } from './asymmetric-key.ts';
import { bytesOfBigint } from './bytes.ts';

export function keyDetails(key: AsymmetricKey): object {
  switch (key.kind) {
    case 'rsa':
    case 'rsa-pss':
      return { modulusLength: bitLength(key.n), publicExponent: bytesOfBigint(key.e).buffer, ...key.pss };
    case 'ec':
      return { namedCurve: key.curve };
    case 'dsa':
      return { modulusLength: bitLength(key.p), divisorLength: bitLength(key.q) };
    default:
      return {};
  }
}

export function bitLength(value: bigint): number {
  return value.toString(2).length;
}
