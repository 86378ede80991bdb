/** The groups of RFC 2409 and RFC 3526. Their primes are digits of pi, so they are computed. */

/** Bits and the number that makes the result a safe prime. */
const GROUPS: Readonly<Record<string, readonly [bits: number, addend: number]>> = {
  modp1: [768, 149_686],
  modp2: [1024, 129_093],
  modp5: [1536, 741_804],
  modp14: [2048, 124_476],
  modp15: [3072, 1_690_314],
  modp16: [4096, 240_904],
  modp17: [6144, 929_484],
  modp18: [8192, 4_743_158],
};

const known = new Map<string, bigint>();

/** The group of that name in any case. */
export function dhGroup(name: string): { readonly p: bigint; readonly g: bigint } | undefined {
  const lower = name.toLowerCase();
  const group = Object.hasOwn(GROUPS, lower) ? GROUPS[lower] : undefined;
  if (!group) return undefined;
  const p = known.get(lower) ?? primeOf(...group);
  known.set(lower, p);
  return { p, g: 2n };
}

/** `2^b - 2^(b-64) - 1 + 2^64 * (floor(2^(b-130) * pi) + addend)`. */
function primeOf(bits: number, addend: number): bigint {
  const size = BigInt(bits);
  const middle = (piTimes(bits - 130) + BigInt(addend)) << 64n;
  return (1n << size) - (1n << (size - 64n)) - 1n + middle;
}

/** `floor(2^bits * pi)` by Machin's formula. */
function piTimes(bits: number): bigint {
  const guard = 64;
  const one = 1n << BigInt(bits + guard);
  return (16n * arctanInverse(5n, one) - 4n * arctanInverse(239n, one)) >> BigInt(guard);
}

function arctanInverse(x: bigint, one: bigint): bigint {
  let power = one / x;
  let sum = power;
  for (let n = 3n, sign = -1n; power !== 0n; n += 2n, sign = -sign) {
    power /= x * x;
    sum += (sign * power) / n;
  }
  return sum;
}
