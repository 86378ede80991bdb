/** What Python asks JavaScript to compute, because a tab's Python has no OpenSSL (python/twinstack_engine/missing/passwords.py). */
import { sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

const HASHES = { sha1, sha256, sha512 };

/** Exact and synchronous; `bytes` is the length of what is derived. */
export const keyDerivation = {
  pbkdf2: (
    hash: keyof typeof HASHES,
    password: Uint8Array,
    salt: Uint8Array,
    rounds: number,
    bytes: number,
  ): Uint8Array => pbkdf2(HASHES[hash], password, salt, { c: rounds, dkLen: bytes }),

  /** `n`, `r`, `p` as RFC 7914 names them. Python has checked how much memory they take. */
  scrypt: (password: Uint8Array, salt: Uint8Array, n: number, r: number, p: number, bytes: number): Uint8Array =>
    scrypt(password, salt, { N: n, r, p, dkLen: bytes, maxmem: 2 ** 30 }),
};
