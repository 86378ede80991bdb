/** Errors as OpenSSL and Node's C++ report them (Node.js src/crypto/crypto_util.cc, src/node_errors.h). */
import { codedError } from '../../coded-error.ts';

/** OpenSSL's libraries by number (openssl/err.h), with the prefix that Node puts into codes. */
const LIBRARIES = {
  bignum: { number: 3, text: 'bignum routines', prefix: 'BN_' },
  rsa: { number: 4, text: 'rsa routines', prefix: 'RSA_' },
  diffieHellman: { number: 5, text: 'Diffie-Hellman routines', prefix: 'DH_' },
  envelope: { number: 6, text: 'digital envelope routines', prefix: 'EVP_' },
  pem: { number: 9, text: 'PEM routines', prefix: 'PEM_' },
  asn1: { number: 13, text: 'asn1 encoding routines', prefix: 'ASN1_' },
  crypto: { number: 15, text: 'common libcrypto routines', prefix: 'CRYPTO_' },
  ellipticCurve: { number: 16, text: 'elliptic curve routines', prefix: 'EC_' },
  provider: { number: 57, text: 'Provider routines', prefix: '' },
  decoder: { number: 60, text: 'DECODER routines', prefix: '' },
} as const;

export type OpensslLibrary = keyof typeof LIBRARIES;

/** `error:1C800064:Provider routines::bad decrypt`, with `library`, `reason` and `code` on it. */
export function opensslError(name: OpensslLibrary, reasonNumber: number, reason: string): Error {
  const { number, text, prefix } = LIBRARIES[name];
  const packed = (number << 23) | reasonNumber;
  const hex = (packed >>> 0).toString(16).toUpperCase().padStart(8, '0');
  const code = `ERR_OSSL_${prefix}${reason.toUpperCase().replaceAll(/[ -]/g, '_')}`;
  return Object.assign(new Error(`error:${hex}:${text}::${reason}`), { library: text, reason, code });
}

/** As `opensslError`, with the error stack that Node's ciphers leave on the error. */
export function stackedOpensslError(name: OpensslLibrary, reasonNumber: number, reason: string): Error {
  const error = opensslError(name, reasonNumber, reason);
  const { library, reason: text, code } = error as Error & { library: string; reason: string; code: string };
  return Object.assign(new Error(error.message), { opensslErrorStack: [error.message], library, reason: text, code });
}

export const invalidDigest = (name: unknown) =>
  codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${String(name)}`);
export const invalidKeyLength = () => codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
export const invalidIv = () => codedError(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector');
export const invalidAuthTag = (length: number) =>
  codedError(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', `Invalid authentication tag length: ${length}`);
export const outOfRange = (message: string) => codedError(RangeError, 'ERR_OUT_OF_RANGE', message);
