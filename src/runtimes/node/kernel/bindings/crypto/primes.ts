/** Prime numbers: the Miller-Rabin test and searches for new ones. */
import { bigintOf } from './bytes.ts';
import type { RandomBytes } from './random.ts';

export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus === 1n) return 0n;
  const digits = exponent.toString(16);
  const powers = [1n % modulus];
  for (let power = 1; power < 16; power += 1) powers.push(((powers[power - 1] ?? 0n) * base) % modulus);
  let result = 1n % modulus;
  for (const digit of digits) {
    for (let square = 0; square < 4; square += 1) result = (result * result) % modulus;
    const value = Number.parseInt(digit, 16);
    if (value !== 0) result = (result * (powers[value] ?? 0n)) % modulus;
  }
  return result;
}

/** The inverse of `value` modulo `modulus`; throws when they share a factor. */
export function modInverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [modulus, ((value % modulus) + modulus) % modulus];
  let [before, factor] = [0n, 1n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [before, factor] = [factor, before - quotient * factor];
  }
  if (previous !== 1n) throw new RangeError('There is no inverse.');
  return ((before % modulus) + modulus) % modulus;
}

const SMALL_PRIMES: readonly bigint[] = (() => {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 300; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map(BigInt);
})();
// One remainder by this number answers for all the small primes at once.
const SMALL_PRODUCT = SMALL_PRIMES.reduce((product, prime) => product * prime, 1n);

function hasSmallFactor(candidate: bigint): boolean {
  const rest = candidate % SMALL_PRODUCT;
  return SMALL_PRIMES.some((prime) => rest % prime === 0n && candidate !== prime);
}

/** Rounds enough for an error below 2^-80 for numbers that come from a random search (FIPS 186-4, C.3), more for short ones. */
function roundsFor(bits: number): number {
  if (bits >= 1024) return 5;
  return bits >= 512 ? 10 : 40;
}

export function isProbablePrime(candidate: bigint, randomBytes: RandomBytes): boolean {
  if (candidate < 2n) return false;
  if (SMALL_PRIMES.includes(candidate)) return true;
  if (hasSmallFactor(candidate)) return false;
  const bits = candidate.toString(2).length;
  let odd = candidate - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos += 1;
  }
  const bytes = Math.ceil(bits / 8) + 8;
  for (let round = roundsFor(bits); round > 0; round -= 1) {
    const base = 2n + (bigintOf(randomBytes(bytes)) % (candidate - 3n));
    if (isWitness(base, candidate, odd, twos)) return false;
  }
  return true;
}

function isWitness(base: bigint, candidate: bigint, odd: bigint, twos: number): boolean {
  let power = modPow(base, odd, candidate);
  if (power === 1n || power === candidate - 1n) return false;
  for (let step = 1; step < twos; step += 1) {
    power = (power * power) % candidate;
    if (power === candidate - 1n) return false;
  }
  return true;
}

interface PrimeWish {
  /** `(prime - 1) / 2` is a prime too. */
  readonly safe: boolean;
  readonly add?: bigint | undefined;
  /** `prime % add` is this: 1 unless told, for safe primes 3. */
  readonly rem?: bigint | undefined;
}

/** A prime of exactly `bits` bits with its two highest bits set, as OpenSSL makes them; any top bits when `add` is given. */
export function searchPrime(randomBytes: RandomBytes, bits: number, wish: PrimeWish): bigint {
  const { safe, add } = wish;
  const lowest = 1n << BigInt(bits - 1);
  const step = add ?? (safe && bits > 3 ? 4n : 2n);
  const rem = add === undefined ? step - 1n : (wish.rem ?? (safe ? 3n : 1n));
  for (;;) {
    let start = lowest | (bigintOf(randomBytes(Math.ceil(bits / 8))) % lowest);
    if (add === undefined && bits > 2) start |= lowest >> 1n;
    const found = searchFrom(start - (start % step) + rem, step, bits, safe, randomBytes);
    if (found !== undefined) return found;
  }
}

/** How many candidates one random number gives: more for long primes, whose divisions cost more. */
const WINDOW_PER_BIT = 8;

/** The first prime from `start` on in steps, within a window that small primes have sieved. */
function searchFrom(
  start: bigint,
  step: bigint,
  bits: number,
  safe: boolean,
  randomBytes: RandomBytes,
): bigint | undefined {
  const [lowest, bound] = [1n << BigInt(bits - 1), 1n << BigInt(bits)];
  // Short numbers could be small primes themselves.
  const window = bits > 32 ? sieve(start, step, bits * WINDOW_PER_BIT, safe) : new Uint8Array(8);
  for (let index = 0; index < window.length; index += 1) {
    if (window[index]) continue;
    const candidate = start + step * BigInt(index);
    if (candidate < lowest || candidate >= bound) continue;
    if (!isFermatPrime(safe ? candidate >> 1n : candidate)) continue;
    if (isProbablePrime(candidate, randomBytes) && (!safe || isProbablePrime(candidate >> 1n, randomBytes)))
      return candidate;
  }
  return undefined;
}

/** One cheap test that nearly all composites fail. */
function isFermatPrime(candidate: bigint): boolean {
  if (candidate < 5n) return true;
  // Powers of two need squares and shifts only.
  let power = 1n;
  for (const bit of (candidate - 1n).toString(2)) {
    power = (power * power) % candidate;
    if (bit === '1') power <<= 1n;
  }
  return power % candidate === 1n;
}

const SIEVE_LIMIT = 1 << 15;
let sievePrimes: readonly number[] | undefined;

function oddPrimesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let number = 3; number < limit; number += 2) {
    if (composite[number]) continue;
    primes.push(number);
    for (let multiple = number * number; multiple < limit; multiple += 2 * number) composite[multiple] = 1;
  }
  return primes;
}

/** Marks the candidates `start + index * step` that a small prime divides, or of which it divides the half. */
function sieve(start: bigint, step: bigint, length: number, safe: boolean): Uint8Array {
  const marked = new Uint8Array(length);
  sievePrimes ??= oddPrimesBelow(SIEVE_LIMIT);
  for (const prime of sievePrimes) {
    const [first, by] = [Number(start % BigInt(prime)), Number(step % BigInt(prime))];
    if (by === 0) continue;
    // A prime divides (n - 1) / 2 where n leaves 1.
    const targets = safe ? [0, 1] : [0];
    const inverse = Number(modInverse(BigInt(by), BigInt(prime)));
    for (const target of targets) {
      const index = (((target - first + prime) % prime) * inverse) % prime;
      for (let at = index; at < length; at += prime) marked[at] = 1;
    }
  }
  return marked;
}
