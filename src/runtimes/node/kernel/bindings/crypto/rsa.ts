/** RSA with its paddings (RFC 8017). */
import type { RsaKey } from './asymmetric-key.ts';
import { bigintOf, bytesOfBigint, concat, equalBytes } from './bytes.ts';
import { integer, none, octets, oid, sequence } from './der.ts';
import { opensslError } from './errors.ts';
import type { HashAlgorithm } from './hash-algorithms.ts';
import { bitLength } from './key-details.ts';
import { DIGESTS } from './object-ids.ts';
import { modPow } from './primes.ts';
import type { RandomBytes } from './random.ts';

export const PKCS1_PADDING = 1;
export const NO_PADDING = 3;
export const OAEP_PADDING = 4;
export const PSS_PADDING = 6;

const SALT_AS_DIGEST = -1;
const SALT_ANY = -2;

const tooLarge = () => opensslError('rsa', 110, 'data too large for key size');
const invalidPadding = () => opensslError('rsa', 138, 'invalid padding');

export const sizeOf = (key: RsaKey) => Math.ceil(bitLength(key.n) / 8);

const digestOf = (hash: HashAlgorithm, ...parts: Uint8Array[]) => {
  const state = hash.create();
  for (const part of parts) state.update(part);
  return state.digest();
};

/** Raises to the public exponent. */
function runPublic(key: RsaKey, block: Uint8Array): Uint8Array {
  const value = bigintOf(block);
  if (value >= key.n) throw opensslError('rsa', 132, 'data too large for modulus');
  return bytesOfBigint(modPow(value, key.e, key.n), sizeOf(key));
}

/** Raises to the private exponent, by the Chinese remainder theorem. */
function runPrivate(key: RsaKey, block: Uint8Array): Uint8Array {
  if (!key.private) throw new TypeError('This is a public key.');
  const value = bigintOf(block);
  if (value >= key.n) throw opensslError('rsa', 132, 'data too large for modulus');
  const { p, q, dp, dq, qi } = key.private;
  const [first, second] = [modPow(value, dp, p), modPow(value, dq, q)];
  const difference = ((((first - second) * qi) % p) + p) % p;
  return bytesOfBigint(second + difference * q, sizeOf(key));
}

function maskOf(hash: HashAlgorithm, seed: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let counter = 0; parts.length * hash.outputLength < length; counter += 1) {
    parts.push(digestOf(hash, seed, bytesOfBigint(BigInt(counter), 4)));
  }
  return concat(...parts).slice(0, length);
}

const xor = (one: Uint8Array, other: Uint8Array) => one.map((byte, index) => byte ^ (other[index] ?? 0));

export interface OaepWish {
  readonly hash: HashAlgorithm;
  readonly mask: HashAlgorithm;
  readonly label: Uint8Array;
}

function padOaep(data: Uint8Array, size: number, { hash, mask, label }: OaepWish, random: RandomBytes): Uint8Array {
  const room = size - 2 * hash.outputLength - 2;
  if (data.length > room) throw tooLarge();
  const block = concat(digestOf(hash, label), new Uint8Array(room - data.length), Uint8Array.of(1), data);
  const seed = random(hash.outputLength);
  const masked = xor(block, maskOf(mask, seed, block.length));
  return concat(Uint8Array.of(0), xor(seed, maskOf(mask, masked, seed.length)), masked);
}

function unpadOaep(padded: Uint8Array, { hash, mask, label }: OaepWish): Uint8Array {
  const failed = () => opensslError('rsa', 121, 'oaep decoding error');
  const length = hash.outputLength;
  if (padded.length < 2 * length + 2) throw failed();
  const [maskedSeed, masked] = [padded.slice(1, 1 + length), padded.slice(1 + length)];
  const seed = xor(maskedSeed, maskOf(mask, masked, length));
  const block = xor(masked, maskOf(mask, seed, masked.length));
  const end = block.indexOf(1, length);
  const isValid = padded[0] === 0 && equalBytes(block.subarray(0, length), digestOf(hash, label));
  if (!isValid || end < 0 || block.subarray(length, end).some((byte) => byte !== 0)) throw failed();
  return block.slice(end + 1);
}

function padPkcs1(data: Uint8Array, size: number, type: 1 | 2, random: RandomBytes): Uint8Array {
  const room = size - data.length - 3;
  if (room < 8) throw tooLarge();
  const filler = type === 1 ? new Uint8Array(room).fill(0xff) : random(room).map((byte) => byte || 1);
  return concat(Uint8Array.of(0, type), filler, Uint8Array.of(0), data);
}

function unpadPkcs1(padded: Uint8Array, type: 1 | 2): Uint8Array | undefined {
  const end = padded.indexOf(0, 2);
  if (padded[0] !== 0 || padded[1] !== type || end < 10) return undefined;
  if (type === 1 && padded.subarray(2, end).some((byte) => byte !== 0xff)) return undefined;
  return padded.slice(end + 1);
}

function unpadded(data: Uint8Array, size: number): Uint8Array {
  if (data.length > size) throw tooLarge();
  if (data.length < size) throw opensslError('rsa', 122, 'data too small for key size');
  return data;
}

const unknownPadding = () => opensslError('provider', 165, 'illegal or unsupported padding mode');

export interface CipherWish {
  readonly padding: number;
  readonly oaep: OaepWish;
  readonly random: RandomBytes;
}

export function encryptPublic(key: RsaKey, data: Uint8Array, { padding, oaep, random }: CipherWish): Uint8Array {
  const size = sizeOf(key);
  if (padding === OAEP_PADDING) return runPublic(key, padOaep(data, size, oaep, random));
  if (padding === PKCS1_PADDING) return runPublic(key, padPkcs1(data, size, 2, random));
  if (padding === NO_PADDING) return runPublic(key, unpadded(data, size));
  throw unknownPadding();
}

export function decryptPrivate(key: RsaKey, data: Uint8Array, { padding, oaep, random }: CipherWish): Uint8Array {
  const size = sizeOf(key);
  if (data.length > size) throw opensslError('rsa', 108, 'data greater than mod len');
  const block = runPrivate(key, data);
  if (padding === OAEP_PADDING) return unpadOaep(block, oaep);
  if (padding === NO_PADDING) return block;
  if (padding !== PKCS1_PADDING) throw unknownPadding();
  // As OpenSSL since 3.2: bad padding gives random bytes, so that nobody learns from the error.
  return unpadPkcs1(block, 2) ?? random((random(1)[0] ?? 0) % (size - 10));
}

export function encryptPrivate(key: RsaKey, data: Uint8Array, { padding, random }: CipherWish): Uint8Array {
  const size = sizeOf(key);
  if (padding === PKCS1_PADDING) return runPrivate(key, padPkcs1(data, size, 1, random));
  if (padding === NO_PADDING) return runPrivate(key, unpadded(data, size));
  throw unknownPadding();
}

export function decryptPublic(key: RsaKey, data: Uint8Array, { padding }: CipherWish): Uint8Array {
  const block = runPublic(key, data);
  if (padding === NO_PADDING) return block;
  if (padding !== PKCS1_PADDING) throw unknownPadding();
  const out = unpadPkcs1(block, 1);
  if (!out) throw invalidPadding();
  return out;
}

/** The digest as `DigestInfo`. */
function digestInfo(hash: HashAlgorithm, digest: Uint8Array): Uint8Array {
  // Of TLS 1.1: no identifier.
  if (hash.name === 'md5-sha1') return digest;
  const id = DIGESTS[hash.name];
  if (id === undefined) throw opensslError('provider', 122, 'invalid digest');
  return sequence(sequence(oid(id), none()), octets(digest));
}

export interface SignatureWish {
  readonly hash: HashAlgorithm;
  readonly mask: HashAlgorithm;
  readonly padding: number;
  readonly saltLength: number | undefined;
  readonly random: RandomBytes;
}

export function signRsa(key: RsaKey, digest: Uint8Array, wish: SignatureWish): Uint8Array {
  const size = sizeOf(key);
  if (wish.padding === PKCS1_PADDING) {
    const info = digestInfo(wish.hash, digest);
    if (size - info.length - 3 < 8) throw opensslError('rsa', 112, 'digest too big for rsa key');
    return runPrivate(key, padPkcs1(info, size, 1, wish.random));
  }
  if (wish.padding !== PSS_PADDING) throw unknownPadding();
  return runPrivate(key, padPss(digest, bitLength(key.n) - 1, wish));
}

export function verifyRsa(key: RsaKey, digest: Uint8Array, signature: Uint8Array, wish: SignatureWish): boolean {
  const size = sizeOf(key);
  if (signature.length !== size || bigintOf(signature) >= key.n) return false;
  const block = runPublic(key, signature);
  if (wish.padding === PKCS1_PADDING) {
    const info = digestInfo(wish.hash, digest);
    return size - info.length - 3 >= 8 && equalBytes(block, padPkcs1(info, size, 1, wish.random));
  }
  return wish.padding === PSS_PADDING && isPss(block, digest, bitLength(key.n) - 1, wish);
}

function padPss(digest: Uint8Array, bits: number, { hash, mask, saltLength, random }: SignatureWish): Uint8Array {
  const size = Math.ceil(bits / 8);
  const most = size - hash.outputLength - 2;
  const wanted = saltLength === SALT_AS_DIGEST ? hash.outputLength : (saltLength ?? SALT_ANY);
  const length = wanted === SALT_ANY ? most : wanted;
  if (length > most || most < 0) throw tooLarge();
  const salt = random(length);
  const hashed = digestOf(hash, new Uint8Array(8), digest, salt);
  const block = concat(new Uint8Array(most - length), Uint8Array.of(1), salt);
  const masked = xor(block, maskOf(mask, hashed, block.length));
  masked[0] = (masked[0] ?? 0) & (0xff >> (size * 8 - bits));
  return concat(masked, hashed, Uint8Array.of(0xbc));
}

function isPss(
  whole: Uint8Array,
  digest: Uint8Array,
  bits: number,
  { hash, mask, saltLength }: SignatureWish,
): boolean {
  const size = Math.ceil(bits / 8);
  const padded = whole.slice(whole.length - size);
  const split = size - hash.outputLength - 1;
  if (padded[size - 1] !== 0xbc || split < 1) return false;
  const [masked, hashed] = [padded.slice(0, split), padded.slice(split, size - 1)];
  const unused = size * 8 - bits;
  if (((masked[0] ?? 0) & ~(0xff >> unused) & 0xff) !== 0) return false;
  const block = xor(masked, maskOf(mask, hashed, split));
  block[0] = (block[0] ?? 0) & (0xff >> unused);
  const start = block.findIndex((byte) => byte !== 0);
  if (start < 0 || block[start] !== 1) return false;
  const salt = block.slice(start + 1);
  const wanted = saltLength === SALT_AS_DIGEST ? hash.outputLength : (saltLength ?? SALT_ANY);
  if (wanted !== SALT_ANY && wanted !== salt.length) return false;
  return equalBytes(hashed, digestOf(hash, new Uint8Array(8), digest, salt));
}

export const derSignature = (r: bigint, s: bigint) => sequence(integer(r), integer(s));
