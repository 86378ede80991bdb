/** The digests by their OpenSSL names. */
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import {
  keccak_224,
  keccak_256,
  keccak_384,
  keccak_512,
  sha3_224,
  sha3_256,
  sha3_384,
  sha3_512,
  shake128,
  shake256,
} from '@noble/hashes/sha3.js';
import type { CHash } from '@noble/hashes/utils.js';
import { NotImplementedError } from '../../not-implemented.ts';
import { concat } from './bytes.ts';

/** A digest being computed. */
export interface HashState {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): HashState;
}

export interface HashAlgorithm {
  readonly name: string;
  /** Bytes. */
  readonly outputLength: number;
  readonly blockLength: number;
  /** Whether the output may have any length. */
  readonly extendable: boolean;
  /** For HMAC, PBKDF2, HKDF; undefined where OpenSSL refuses these. */
  readonly noble: CHash;
  create(outputLength?: number): HashState;
}

function plain(name: string, noble: CHash): HashAlgorithm {
  return {
    name,
    outputLength: noble.outputLen,
    blockLength: noble.blockLen,
    extendable: false,
    noble,
    create: () => noble.create() as unknown as HashState,
  };
}

function extendable(name: string, noble: typeof shake128, defaultLength: number): HashAlgorithm {
  return {
    name,
    outputLength: defaultLength,
    blockLength: noble.blockLen,
    extendable: true,
    noble: noble as unknown as CHash,
    // The library knows no empty output: whoever wants none cuts it off.
    create: (length = defaultLength) => noble.create({ dkLen: length || 1 }) as unknown as HashState,
  };
}

/** The digest of TLS 1.1: MD5 and SHA-1 of the same bytes. */
class Md5Sha1 implements HashState {
  readonly #parts: readonly HashState[];
  constructor(parts: readonly HashState[] = [md5.create(), sha1.create()] as unknown as HashState[]) {
    this.#parts = parts;
  }
  update(bytes: Uint8Array): void {
    for (const part of this.#parts) part.update(bytes);
  }
  digest(): Uint8Array {
    return concat(...this.#parts.map((part) => part.digest()));
  }
  clone(): HashState {
    return new Md5Sha1(this.#parts.map((part) => part.clone()));
  }
}

/** SHA-256 cut to 192 bits. */
class Sha256Of192 implements HashState {
  readonly #whole: HashState;
  constructor(whole: HashState = sha256.create() as unknown as HashState) {
    this.#whole = whole;
  }
  update(bytes: Uint8Array): void {
    this.#whole.update(bytes);
  }
  digest(): Uint8Array {
    return this.#whole.digest().slice(0, 24);
  }
  clone(): HashState {
    return new Sha256Of192(this.#whole.clone());
  }
}

const ALGORITHMS: readonly (readonly [algorithm: HashAlgorithm, aliases: string])[] = [
  [plain('md5', md5), 'RSA-MD5 md5 md5WithRSAEncryption ssl3-md5'],
  [plain('ripemd160', ripemd160), 'RSA-RIPEMD160 ripemd ripemd-160 ripemd160 ripemd160WithRSA rmd160'],
  [plain('sha1', sha1), 'RSA-SHA1 RSA-SHA1-2 sha-1 sha1 sha1WithRSAEncryption ssl3-sha1'],
  [plain('sha224', sha224), 'RSA-SHA224 sha-224 sha2-224 sha224 sha224WithRSAEncryption'],
  [plain('sha256', sha256), 'RSA-SHA256 sha-256 sha2-256 sha256 sha256WithRSAEncryption'],
  [plain('sha384', sha384), 'RSA-SHA384 sha-384 sha2-384 sha384 sha384WithRSAEncryption'],
  [plain('sha512', sha512), 'RSA-SHA512 sha-512 sha2-512 sha512 sha512WithRSAEncryption'],
  [plain('sha512-224', sha512_224), 'RSA-SHA512/224 sha-512/224 sha2-512/224 sha512-224 sha512-224WithRSAEncryption'],
  [plain('sha512-256', sha512_256), 'RSA-SHA512/256 sha-512/256 sha2-512/256 sha512-256 sha512-256WithRSAEncryption'],
  [plain('sha3-224', sha3_224), 'RSA-SHA3-224 id-rsassa-pkcs1-v1_5-with-sha3-224 sha3-224'],
  [plain('sha3-256', sha3_256), 'RSA-SHA3-256 id-rsassa-pkcs1-v1_5-with-sha3-256 sha3-256'],
  [plain('sha3-384', sha3_384), 'RSA-SHA3-384 id-rsassa-pkcs1-v1_5-with-sha3-384 sha3-384'],
  [plain('sha3-512', sha3_512), 'RSA-SHA3-512 id-rsassa-pkcs1-v1_5-with-sha3-512 sha3-512'],
  [plain('keccak-224', keccak_224), 'keccak-224'],
  [plain('keccak-256', keccak_256), 'keccak-256'],
  [plain('keccak-384', keccak_384), 'keccak-384'],
  [plain('keccak-512', keccak_512), 'keccak-512'],
  [plain('blake2b512', blake2b as unknown as CHash), 'blake2b-512 blake2b512'],
  [plain('blake2s256', blake2s as unknown as CHash), 'blake2s-256 blake2s256'],
  // OpenSSL's default lengths are half of what the strength would ask for.
  [extendable('shake128', shake128, 16), 'shake-128 shake128'],
  [extendable('shake256', shake256, 32), 'shake-256 shake256'],
  [{ ...plain('md5-sha1', md5), outputLength: 36, create: () => new Md5Sha1() }, 'md5-sha1'],
  [
    { ...plain('sha256-192', sha256), outputLength: 24, create: () => new Sha256Of192() },
    'sha-256/192 sha2-256/192 sha256-192',
  ],
];

/** Digests of OpenSSL that no library here has. */
const ABSENT = /^(rsa-sm3|sm3|sm3withrsaencryption|keccak-kmac-?(128|256))$/;

const BY_NAME = new Map<string, HashAlgorithm>();
const NAMES: string[] = [];
for (const [algorithm, aliases] of ALGORITHMS) {
  for (const alias of aliases.split(' ')) {
    NAMES.push(alias);
    BY_NAME.set(alias.toLowerCase(), algorithm);
  }
}

/** All names, as `crypto.getHashes()` lists them. */
export const HASH_NAMES: readonly string[] = NAMES.sort();

/** The digest of that name in any case, undefined when OpenSSL has none either. */
export function findHash(name: unknown): HashAlgorithm | undefined {
  if (typeof name !== 'string') return undefined;
  const lower = name.toLowerCase();
  const found = BY_NAME.get(lower);
  if (!found && ABSENT.test(lower)) throw new NotImplementedError(`digest "${name}" in node:crypto`);
  return found;
}
