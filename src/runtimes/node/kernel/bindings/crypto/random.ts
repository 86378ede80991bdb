/** Random bytes from the browser's generator, and primes made of them. */
import type { Kernel } from '../../kernel.ts';
import { bytesOf } from '../../text-encodings.ts';
import { type ByteSource, bigintOf, bytesOfBigint, toArrayBuffer } from './bytes.ts';
import { opensslError, outOfRange } from './errors.ts';
import { CryptoJob } from './jobs.ts';
import { isProbablePrime, searchPrime } from './primes.ts';

/** What `getRandomValues` fills at most at once. */
const CHUNK = 65_536;

export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** Bytes from the browser's cryptographic generator. */
export function createRandomBytes(kernel: Kernel): RandomBytes {
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let start = 0; start < length; start += CHUNK) {
      kernel.natives.crypto.getRandomValues(bytes.subarray(start, start + CHUNK));
    }
    return bytes;
  };
}

export function createRandomCalls(kernel: Kernel, randomBytes: RandomBytes) {
  class RandomBytesJob extends CryptoJob {
    readonly #target: Uint8Array;

    constructor(mode: number, target: ByteSource, offset: number, size: number) {
      super(kernel, 'RANDOMBYTESREQUEST', mode);
      this.#target = bytesOf(target).subarray(offset, offset + size);
    }

    protected override work(): undefined {
      // Through a copy: the target may be shared memory, which the browser refuses.
      this.#target.set(randomBytes(this.#target.length));
      return undefined;
    }
  }

  class RandomPrimeJob extends CryptoJob {
    readonly #bits: number;
    readonly #safe: boolean;
    readonly #add: bigint | undefined;
    readonly #rem: bigint | undefined;

    constructor(mode: number, bits: number, safe: boolean, add?: ByteSource, rem?: ByteSource) {
      super(kernel, 'RANDOMPRIMEREQUEST', mode);
      this.#bits = bits;
      this.#safe = safe;
      this.#add = add === undefined ? undefined : bigintOf(bytesOf(add));
      this.#rem = rem === undefined ? undefined : bigintOf(bytesOf(rem));
      if (this.#add === undefined) return;
      // Without a room for candidates the search would never end.
      if (this.#add.toString(2).length > bits) throw outOfRange('invalid options.add');
      if (this.#rem !== undefined && this.#add <= this.#rem) throw outOfRange('invalid options.rem');
    }

    protected override work(): ArrayBuffer {
      if (this.#bits < (this.#safe ? 3 : 2)) throw opensslError('bignum', 118, 'bits too small');
      const prime = searchPrime(randomBytes, this.#bits, { safe: this.#safe, add: this.#add, rem: this.#rem });
      return toArrayBuffer(bytesOfBigint(prime, Math.ceil(this.#bits / 8)));
    }
  }

  class CheckPrimeJob extends CryptoJob {
    readonly #candidate: bigint;

    constructor(mode: number, candidate: ByteSource) {
      super(kernel, 'CHECKPRIMEREQUEST', mode);
      this.#candidate = bigintOf(bytesOf(candidate));
    }

    protected override work(): boolean {
      return isProbablePrime(this.#candidate, randomBytes);
    }
  }

  return {
    RandomBytesJob,
    RandomPrimeJob,
    CheckPrimeJob,
    /** Ordinary memory: a browser has no other. */
    secureBuffer: (length: number) => new Uint8Array(length),
    secureHeapUsed: () => 0n,
  };
}
