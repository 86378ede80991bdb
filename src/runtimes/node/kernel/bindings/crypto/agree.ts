/** Diffie-Hellman, over numbers and over curves (Node.js src/crypto/crypto_dh.cc, crypto_ec.cc). */
import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';
import type { AsymmetricKey } from './asymmetric-key.ts';
import { type ByteSource, bigintOf, bytesOfBigint, copyOf, toArrayBuffer, toBuffer } from './bytes.ts';
import { CURVES, type Curve, curveNamed, curveOf } from './curves.ts';
import { dhGroup } from './dh-groups.ts';
import { agree } from './edwards.ts';
import { opensslError } from './errors.ts';
import { pointInForm } from './export-key.ts';
import { newDhValues } from './generate-keys.ts';
import { CryptoJob } from './jobs.ts';
import { bitLength } from './key-details.ts';
import type { KeyFrom } from './key-from.ts';
import { PRIVATE, PUBLIC } from './key-material.ts';
import { isProbablePrime, modPow, searchPrime } from './primes.ts';
import type { RandomBytes } from './random.ts';
import { uncompressed } from './read-key.ts';

const NOT_PRIME = 1;
const NOT_SAFE_PRIME = 2;
const UNSUITABLE_GENERATOR = 8;
const MODULUS_TOO_SMALL = 0x80;

const operationFailed = (message: string) => codedError(Error, 'ERR_CRYPTO_OPERATION_FAILED', message);
const missingKey = (which: string) =>
  codedError(Error, 'ERR_CRYPTO_INVALID_STATE', `No ${which} key - did you forget to generate one?`);

function sharedSecret(own: AsymmetricKey, other: AsymmetricKey): Uint8Array {
  const failed = () => opensslError('provider', 164, 'failed during derivation');
  if (own.kind === 'ec' && other.kind === 'ec') {
    if (own.curve !== other.curve) throw opensslError('provider', 203, 'mismatching domain parameters');
    const { noble } = curveOf(own.curve);
    return noble.getSharedSecret(own.scalar ?? new Uint8Array(0), other.point, true).slice(1);
  }
  if (own.kind === 'dh' && other.kind === 'dh') {
    if (own.p !== other.p || own.g !== other.g) throw opensslError('provider', 203, 'mismatching domain parameters');
    return bytesOfBigint(modPow(other.publicValue, own.privateValue ?? 0n, own.p), Math.ceil(bitLength(own.p) / 8));
  }
  if ('publicBytes' in own && 'publicBytes' in other && own.kind === other.kind) {
    try {
      return agree(own.kind, own.privateBytes ?? new Uint8Array(0), other.publicBytes);
    } catch {
      // A point of small order: the secret would be zero.
      throw failed();
    }
  }
  throw opensslError('envelope', 150, 'operation not supported for this keytype');
}

export function createAgreementCalls(kernel: Kernel, keyFrom: KeyFrom, random: RandomBytes) {
  class DHBitsJob extends CryptoJob {
    readonly #own: AsymmetricKey;
    readonly #other: AsymmetricKey;

    constructor(mode: number, ...args: readonly unknown[]) {
      super(kernel, 'DERIVEBITSREQUEST', mode);
      const half = (start: number) => ({
        data: args[start],
        format: args[start + 1] as number | undefined,
        type: args[start + 2],
        passphrase: args[start + 3],
        namedCurve: args[start + 4],
      });
      this.#other = keyFrom(PUBLIC, half(0));
      this.#own = keyFrom(PRIVATE, half(5));
    }

    protected override work(): ArrayBuffer {
      return toArrayBuffer(sharedSecret(this.#own, this.#other));
    }
  }

  /** What both Diffie-Hellman classes do. */
  class NumberAgreement {
    readonly #p: bigint;
    readonly #g: bigint;
    #publicValue: bigint | undefined;
    #privateValue: bigint | undefined;
    readonly #isKnownGroup: boolean;

    constructor(p: bigint, g: bigint, origin: 'group' | 'given') {
      this.#p = p;
      this.#g = g;
      this.#isKnownGroup = origin === 'group';
    }

    get verifyError(): number {
      if (this.#isKnownGroup) return 0;
      const [p, g] = [this.#p, this.#g];
      let result = bitLength(p) < 512 ? MODULUS_TOO_SMALL : 0;
      if (g <= 1n || g >= p - 1n) result |= UNSUITABLE_GENERATOR;
      if (!isProbablePrime(p, random)) return result | NOT_PRIME;
      return isProbablePrime(p >> 1n, random) ? result : result | NOT_SAFE_PRIME;
    }

    generateKeys(): unknown {
      if (this.#privateValue === undefined) {
        const values = newDhValues(random, this.#p, this.#g, this.#isKnownGroup ? 'short' : 'full');
        this.#privateValue = values.privateValue;
        this.#publicValue = values.publicValue;
      } else this.#publicValue = modPow(this.#g, this.#privateValue, this.#p);
      return this.getPublicKey();
    }

    computeSecret(other: ByteSource): unknown {
      const value = bigintOf(copyOf(other));
      if (this.#privateValue === undefined) throw missingKey('private');
      if (value <= 1n) throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too small');
      if (value >= this.#p - 1n) throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Supplied key is too large');
      const size = Math.ceil(bitLength(this.#p) / 8);
      return toBuffer(kernel, bytesOfBigint(modPow(value, this.#privateValue, this.#p), size));
    }

    getPrime(): unknown {
      return toBuffer(kernel, bytesOfBigint(this.#p));
    }

    getGenerator(): unknown {
      return toBuffer(kernel, bytesOfBigint(this.#g));
    }

    getPublicKey(): unknown {
      if (this.#publicValue === undefined) throw missingKey('public');
      return toBuffer(kernel, bytesOfBigint(this.#publicValue));
    }

    getPrivateKey(): unknown {
      if (this.#privateValue === undefined) throw missingKey('private');
      return toBuffer(kernel, bytesOfBigint(this.#privateValue));
    }

    setPublicKey(key: ByteSource): void {
      this.#publicValue = bigintOf(copyOf(key));
    }

    setPrivateKey(key: ByteSource): void {
      this.#privateValue = bigintOf(copyOf(key));
    }
  }

  class DiffieHellman extends NumberAgreement {
    constructor(sizeOrPrime: number | ByteSource, generator: number | ByteSource) {
      const g = typeof generator === 'number' ? BigInt(generator) : bigintOf(copyOf(generator));
      if (g <= 1n) throw opensslError('diffieHellman', 101, 'bad generator');
      if (typeof sizeOrPrime !== 'number') super(bigintOf(copyOf(sizeOrPrime)), g, 'given');
      else {
        if (sizeOrPrime < 2) throw opensslError('diffieHellman', 126, 'modulus too small');
        super(searchPrime(random, sizeOrPrime, { safe: true }), g, 'given');
      }
    }
  }

  class DiffieHellmanGroup extends NumberAgreement {
    constructor(name: string) {
      const group = dhGroup(name);
      if (!group) throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
      super(group.p, group.g, 'group');
    }
  }

  return { DHBitsJob, DiffieHellman, DiffieHellmanGroup, ...createCurveCalls(kernel, random) };
}

function createCurveCalls(kernel: Kernel, random: RandomBytes) {
  const pointOf = (curve: Curve, bytes: ByteSource): Uint8Array => {
    try {
      return uncompressed(curve, copyOf(bytes));
    } catch {
      // Not on the curve, or no point at all.
      throw operationFailed('Failed to convert Buffer to EC_POINT');
    }
  };

  class ECDH {
    readonly #curve: Curve;
    #scalar: Uint8Array | undefined;
    #point: Uint8Array | undefined;

    constructor(name: string) {
      this.#curve = curveNamed(name);
    }

    generateKeys(): void {
      const { noble } = this.#curve;
      this.#scalar = noble.utils.randomSecretKey(random(noble.lengths.seed ?? 48));
      this.#point = noble.getPublicKey(this.#scalar, false);
    }

    /** A text in place of the secret means: not a point of the curve. */
    computeSecret(other: ByteSource): unknown {
      if (!this.#isConsistent()) throw codedError(Error, 'ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair');
      try {
        const point = uncompressed(this.#curve, copyOf(other));
        const secret = this.#curve.noble.getSharedSecret(this.#scalar ?? new Uint8Array(0), point, true);
        return toBuffer(kernel, secret.slice(1));
      } catch {
        return 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY';
      }
    }

    #isConsistent(): boolean {
      if (!this.#scalar || !this.#point) return true;
      const own = this.#curve.noble.getPublicKey(this.#scalar, false);
      return own.every((byte, index) => byte === this.#point?.[index]);
    }

    getPublicKey(form: number): unknown {
      if (!this.#point) throw operationFailed('Failed to get ECDH public key');
      return toBuffer(kernel, pointInForm(this.#point, form));
    }

    getPrivateKey(): unknown {
      if (!this.#scalar) throw operationFailed('Failed to get ECDH private key');
      return toBuffer(kernel, this.#scalar);
    }

    setPrivateKey(key: ByteSource): void {
      const value = bigintOf(copyOf(key));
      const { noble, size } = this.#curve;
      if (value <= 0n || value >= noble.Point.Fn.ORDER) {
        throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.');
      }
      this.#scalar = bytesOfBigint(value, size);
      this.#point = noble.getPublicKey(this.#scalar, false);
    }

    setPublicKey(key: ByteSource): void {
      this.#point = pointOf(this.#curve, key);
    }
  }

  return {
    ECDH,
    ECDHConvertKey: (key: ByteSource, name: string, form: number) =>
      toBuffer(kernel, pointInForm(pointOf(curveNamed(name), key), form)),
    getCurves: () => CURVES.map(({ name }) => name).sort(),
  };
}
