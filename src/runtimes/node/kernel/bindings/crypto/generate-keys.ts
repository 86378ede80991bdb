/** New keys (Node.js src/crypto/crypto_keygen.cc, crypto_rsa.cc, crypto_ec.cc, crypto_dh.cc, crypto_dsa.cc). */

import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';
import { NotImplementedError } from '../../not-implemented.ts';
import type { AsymmetricKey, EdwardsKind, PssRestrictions, RsaKey } from './asymmetric-key.ts';
import { type ByteSource, bigintOf, copyOf } from './bytes.ts';
import { curveNamed } from './curves.ts';
import { readValue } from './der.ts';
import { dhGroup } from './dh-groups.ts';
import { EDWARDS_CURVES } from './edwards.ts';
import { invalidDigest, opensslError } from './errors.ts';
import { findHash } from './hash-algorithms.ts';
import { CryptoJob, WEB_CRYPTO } from './jobs.ts';
import type { createKeyClasses } from './key-classes.ts';
import { FORMAT_JWK, type KeyHandle, type KeyHandleClass } from './key-handle.ts';
import { PRIVATE, PUBLIC, SECRET } from './key-material.ts';
import { modInverse, modPow, searchPrime } from './primes.ts';
import type { RandomBytes } from './random.ts';
import { edwardsKey, readPkcs8 } from './read-key.ts';

type NewCryptoKey = ReturnType<typeof createKeyClasses>['newCryptoKey'];

/** `OPENSSL_EC_EXPLICIT_CURVE`. */
const EXPLICIT = 0;
/** `kKeyVariantRSA_PSS`. */
const RSA_PSS = 1;

function newRsa(random: RandomBytes, bits: number, e: bigint): RsaKey {
  if (bits < 512) throw opensslError('provider', 171, 'key size too small');
  if (e < 3n || e % 2n === 0n) throw opensslError('rsa', 178, 'pub exponent out of range');
  for (;;) {
    const first = searchPrime(random, Math.ceil(bits / 2), { safe: false });
    const second = searchPrime(random, Math.floor(bits / 2), { safe: false });
    const [p, q] = first > second ? [first, second] : [second, first];
    const n = p * q;
    const order = (p - 1n) * (q - 1n);
    if (p === q || n.toString(2).length !== bits || order % e === 0n) continue;
    const d = modInverse(e, order / divisor(p - 1n, q - 1n));
    return { kind: 'rsa', n, e, private: { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: modInverse(q, p) } };
  }
}

function divisor(one: bigint, other: bigint): bigint {
  let [left, right] = [one, other];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}

function newDsa(random: RandomBytes, bits: number, divisorBits: number): AsymmetricKey {
  const q = searchPrime(random, divisorBits, { safe: false });
  const p = searchPrime(random, bits, { safe: false, add: 2n * q, rem: 1n });
  const g = modPow(2n, (p - 1n) / q, p);
  const privateValue = 1n + (bigintOf(random(Math.ceil(divisorBits / 8) + 8)) % (q - 1n));
  return { kind: 'dsa', p, q, g, privateValue, publicValue: modPow(g, privateValue, p) };
}

/** Lengths of private values that are as hard to find as the group's logarithms are, bits (RFC 7919, appendix A). */
const shortExponent = (bits: number) => (bits >= 4096 ? 400 : bits >= 2048 ? 275 : 225);

/** A private value below the prime and its public one. `short` suffices in a group of a safe prime that is well known. */
export function newDhValues(
  random: RandomBytes,
  p: bigint,
  g: bigint,
  exponents: 'short' | 'full',
): { privateValue: bigint; publicValue: bigint } {
  const bits = p.toString(2).length;
  const most = exponents === 'short' ? 1n << BigInt(Math.min(shortExponent(bits), bits - 1)) : p - 2n;
  const privateValue = 1n + (bigintOf(random(Math.ceil(bits / 8) + 8)) % (most > 1n ? most : 1n));
  return { privateValue, publicValue: modPow(g, privateValue, p) };
}

export function createKeyGeneration(
  kernel: Kernel,
  KeyObjectHandle: KeyHandleClass,
  newCryptoKey: NewCryptoKey,
  random: RandomBytes,
) {
  class SecretKeyGenJob extends CryptoJob {
    readonly #bits: number;
    readonly #cryptoKey: [algorithm: object, usages: number, extractable: boolean];

    constructor(mode: number, bits: number, algorithm: object = {}, usages = 0, extractable = true) {
      super(kernel, 'KEYGENREQUEST', mode);
      this.#bits = bits;
      this.#cryptoKey = [algorithm, usages, extractable];
    }

    protected override work(): KeyHandle {
      const bytes = random(mode8(this.#bits));
      return KeyObjectHandle.of({ type: SECRET, bytes });
    }

    protected override forWebCrypto(handle: unknown): object {
      return newCryptoKey(handle as KeyHandle, ...this.#cryptoKey);
    }
  }
  // Whole bytes: node:crypto rounds the length down.
  const mode8 = (bits: number) => Math.floor(bits / 8);

  abstract class KeyPairGenJob extends CryptoJob {
    readonly #rest: readonly unknown[];

    /** `rest`: encodings, or for Web Crypto the algorithm, usages and whether the private key may be exported. */
    constructor(mode: number, rest: readonly unknown[]) {
      super(kernel, 'KEYPAIRGENREQUEST', mode);
      this.#rest = rest;
      this.isWebCrypto = mode === WEB_CRYPTO;
    }

    protected readonly isWebCrypto: boolean;

    protected abstract generate(): AsymmetricKey;

    protected override work(): unknown {
      return this.finish(this.generate());
    }

    /** The pair in the form that was asked for. */
    protected finish(key: AsymmetricKey): unknown {
      const privateHandle = KeyObjectHandle.of({ type: PRIVATE, key });
      const publicHandle = new KeyObjectHandle();
      publicHandle.init(PUBLIC, privateHandle);
      if (this.isWebCrypto) return [publicHandle, privateHandle];
      const [publicFormat, publicType, privateFormat, privateType, cipher, passphrase] = this.#rest;
      return [
        encodeKey(publicHandle, publicFormat, publicType),
        encodeKey(privateHandle, privateFormat, privateType, cipher, passphrase),
      ];
    }

    protected override forWebCrypto(pair: unknown): object {
      const [publicHandle, privateHandle] = pair as [KeyHandle, KeyHandle];
      const [algorithm, publicUsages, privateUsages, extractable] = this.#rest as [object, number, number, boolean];
      return {
        publicKey: newCryptoKey(publicHandle, algorithm, publicUsages, true),
        privateKey: newCryptoKey(privateHandle, algorithm, privateUsages, extractable),
      };
    }
  }

  class RsaKeyPairGenJob extends KeyPairGenJob {
    readonly #bits: number;
    readonly #exponent: bigint;
    readonly #pss: PssRestrictions | undefined;
    readonly #kind: RsaKey['kind'];

    constructor(mode: number, variant: number, bits: number, exponent: number, ...rest: readonly unknown[]) {
      const isPss = variant === RSA_PSS && mode !== WEB_CRYPTO;
      super(mode, isPss ? rest.slice(3) : rest);
      this.#kind = isPss ? 'rsa-pss' : 'rsa';
      this.#bits = bits;
      this.#exponent = BigInt(exponent);
      if (isPss) this.#pss = pssRestrictions(rest);
    }

    protected override generate(): AsymmetricKey {
      return { ...newRsa(random, this.#bits, this.#exponent), kind: this.#kind, pss: this.#pss };
    }

    /** The browser finds primes faster, and on another thread. */
    protected override workElsewhere(): Promise<unknown> | undefined {
      const { natives } = kernel;
      const subtle: SubtleCrypto | undefined = natives.crypto.subtle;
      // Other exponents and lengths are not for every browser.
      if (!subtle || this.#exponent !== 65_537n || this.#bits < 1024 || this.#bits % 256 !== 0) return undefined;
      const algorithm = {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: this.#bits,
        publicExponent: Uint8Array.of(1, 0, 1),
        hash: 'SHA-256',
      };
      const pair = subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const exported = natives.then.call(pair, (keys) => subtle.exportKey('pkcs8', (keys as CryptoKeyPair).privateKey));
      return natives.then.call(exported, (der) => {
        const key = readPkcs8(readValue(new Uint8Array(der as ArrayBuffer))) as RsaKey;
        return this.finish({ ...key, kind: this.#kind, pss: this.#pss });
      }) as Promise<unknown>;
    }
  }

  class EcKeyPairGenJob extends KeyPairGenJob {
    readonly #curve;
    readonly #isExplicit: boolean;

    constructor(mode: number, namedCurve: string, paramEncoding: number | undefined, ...rest: readonly unknown[]) {
      super(mode, rest);
      this.#curve = curveNamed(namedCurve);
      this.#isExplicit = paramEncoding === EXPLICIT;
    }

    protected override generate(): AsymmetricKey {
      const { name, noble } = this.#curve;
      const scalar = noble.utils.randomSecretKey(random(noble.lengths.seed ?? 48));
      return {
        kind: 'ec',
        curve: name,
        isExplicit: this.#isExplicit,
        scalar,
        point: noble.getPublicKey(scalar, false),
      };
    }
  }

  class NamedKeyPairGenJob extends KeyPairGenJob {
    readonly #name: string;

    constructor(mode: number, name: string, ...rest: readonly unknown[]) {
      super(mode, rest);
      this.#name = name;
      if (!(name.toLowerCase() in EDWARDS_CURVES)) throw new NotImplementedError(`key pairs of type "${name}"`);
    }

    protected override generate(): AsymmetricKey {
      const kind = this.#name.toLowerCase() as EdwardsKind;
      return edwardsKey(kind, undefined, random(EDWARDS_CURVES[kind].size));
    }
  }

  class DsaKeyPairGenJob extends KeyPairGenJob {
    readonly #lengths: readonly [number, number];

    constructor(mode: number, bits: number, divisorBits: number, ...rest: readonly unknown[]) {
      super(mode, rest);
      this.#lengths = [bits, divisorBits > 0 ? divisorBits : bits >= 2048 ? 256 : 160];
    }

    protected override generate(): AsymmetricKey {
      return newDsa(random, ...this.#lengths);
    }
  }

  class DhKeyPairGenJob extends KeyPairGenJob {
    readonly #group: () => { p: bigint; g: bigint };
    readonly #exponents: 'short' | 'full';

    /** From a group's name; or from a prime or its length, and a generator. */
    constructor(mode: number, group: string | number | ByteSource, ...rest: readonly unknown[]) {
      super(mode, typeof group === 'string' ? rest : rest.slice(1));
      this.#exponents = typeof group === 'string' ? 'short' : 'full';
      if (typeof group === 'string') {
        const found = dhGroup(group);
        if (!found) throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
        this.#group = () => found;
        return;
      }
      const g = BigInt(rest[0] as number);
      this.#group = () => {
        if (typeof group !== 'number') return { p: bigintOf(copyOf(group)), g };
        return { p: searchPrime(random, group, { safe: true }), g };
      };
    }

    protected override generate(): AsymmetricKey {
      const { p, g } = this.#group();
      return { kind: 'dh', p, g, ...newDhValues(random, p, g, this.#exponents) };
    }
  }

  return {
    SecretKeyGenJob,
    RsaKeyPairGenJob,
    EcKeyPairGenJob,
    NamedKeyPairGenJob,
    DsaKeyPairGenJob,
    DhKeyPairGenJob,
    getPqcKeyTypes: () => [],
  };
}

function encodeKey(handle: KeyHandle, format: unknown, type: unknown, cipher?: unknown, passphrase?: unknown): unknown {
  if (format === undefined) return handle;
  if (format === FORMAT_JWK) return handle.exportJwk({}, false);
  if (typeof format === 'number' && format > FORMAT_JWK) {
    const { asymmetric } = handle;
    if (asymmetric.kind !== 'ec')
      return handle.getKeyType() === PUBLIC ? handle.rawPublicKey() : handle.rawPrivateKey();
    return handle.getKeyType() === PUBLIC
      ? handle.exportECPublicRaw((type as number) ?? 4)
      : handle.exportECPrivateRaw();
  }
  return handle.export(
    format as number,
    type as number,
    cipher as string | null | undefined,
    passphrase as ByteSource | null | undefined,
  );
}

function pssRestrictions([hashName, maskName, salt]: readonly unknown[]): PssRestrictions | undefined {
  if (hashName === undefined && maskName === undefined && salt === undefined) return undefined;
  const hash = findHash(hashName ?? 'sha1');
  if (!hash) throw invalidDigest(hashName);
  const mask = findHash(maskName ?? hash.name);
  if (!mask) throw codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid MGF1 digest: ${String(maskName)}`);
  const saltLength = (salt as number | undefined) ?? hash.outputLength;
  return { hashAlgorithm: hash.name, mgf1HashAlgorithm: mask.name, saltLength };
}
