/** `KeyObjectHandle`: the native side of every key (Node.js src/crypto/crypto_keys.cc). */
import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';
import { BASE64URL, bytesOf, decodeText, encodeText } from '../../text-encodings.ts';
import type { AsymmetricKey } from './asymmetric-key.ts';
import { type ByteSource, copyOf, equalBytes, toBuffer } from './bytes.ts';
import { exportKey, exportRaw, exportRawEc, rawPrivateOf } from './export-key.ts';
import { exportJwk, importJwk } from './jwk.ts';
import { keyDetails } from './key-details.ts';
import { type KeyData, type KeyMaterial, PRIVATE, PUBLIC, SECRET } from './key-material.ts';
import { readKey } from './read-key.ts';

export const FORMAT_JWK = 2;
const FORMAT_RAW_PUBLIC = 3;
const FORMAT_STORE = 6;

export type KeyHandleClass = ReturnType<typeof createKeyHandle>;
export type KeyHandle = InstanceType<KeyHandleClass>;

const publicPart = (key: AsymmetricKey): AsymmetricKey => {
  if ('n' in key) return { kind: key.kind, n: key.n, e: key.e, pss: key.pss };
  if (key.kind === 'ec') return { ...key, scalar: undefined };
  if (key.kind === 'dh' || key.kind === 'dsa') return { ...key, privateValue: undefined };
  return { kind: key.kind, publicBytes: key.publicBytes };
};

export function createKeyHandle(kernel: Kernel) {
  return class KeyObjectHandle implements KeyMaterial {
    #data: KeyData = { type: SECRET, bytes: new Uint8Array(0) };

    static of(data: KeyData): KeyObjectHandle {
      const handle = new KeyObjectHandle();
      handle.#data = data;
      return handle;
    }

    static isHandle(value: unknown): value is KeyObjectHandle {
      return typeof value === 'object' && value !== null && #data in value;
    }

    get data(): KeyData {
      return this.#data;
    }

    /** The asymmetric key inside. */
    get asymmetric(): AsymmetricKey {
      if (this.#data.type === SECRET) throw new TypeError('This is a secret key.');
      return this.#data.key;
    }

    get secretBytes(): Uint8Array {
      if (this.#data.type !== SECRET) throw new TypeError('This is no secret key.');
      return this.#data.bytes;
    }

    init(
      type: number,
      source: unknown,
      format: number | null = null,
      encoding: number | string | null = null,
      passphrase: ByteSource | null = null,
      namedCurve: string | null = null,
    ): void {
      if (type === SECRET) this.#data = { type, bytes: this.#secretFrom(source, format) };
      else {
        const key = this.#keyFrom(type, source, format, encoding, passphrase, namedCurve);
        this.#data = type === PUBLIC ? { type, key: publicPart(key) } : { type: PRIVATE, key };
      }
    }

    #secretFrom(source: unknown, format: number | null): Uint8Array {
      if (format !== FORMAT_JWK) return copyOf(source as ByteSource);
      const { k } = source as { k: string };
      return encodeText(k, BASE64URL);
    }

    #keyFrom(
      type: number,
      source: unknown,
      format: number | null,
      encoding: number | string | null,
      passphrase: ByteSource | null,
      namedCurve: string | null,
    ): AsymmetricKey {
      if (KeyObjectHandle.isHandle(source)) return source.asymmetric;
      if (format === FORMAT_JWK) {
        const { key, isPrivate } = importJwk(source as Record<string, unknown>, namedCurve);
        if (type === PRIVATE && !isPrivate)
          throw codedError(TypeError, 'ERR_CRYPTO_INVALID_JWK', 'JWK is not a private key');
        return key;
      }
      if (format === FORMAT_STORE) {
        throw codedError(
          Error,
          'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
          'Keys cannot be loaded from an OpenSSL store in a browser. Read the key from a file and pass its text.',
        );
      }
      return readKey({
        isPrivate: type === PRIVATE,
        bytes: bytesOf(source as ByteSource),
        isRaw: format !== null && format >= FORMAT_RAW_PUBLIC,
        format,
        encoding,
        passphrase: passphrase === null || passphrase === undefined ? undefined : copyOf(passphrase),
        namedCurve,
      });
    }

    getKeyType(): number {
      return this.#data.type;
    }

    getSymmetricKeySize(): number {
      return this.secretBytes.length;
    }

    getAsymmetricKeyType(): string {
      return this.asymmetric.kind;
    }

    /** Points are checked when a key is read. */
    checkEcKeyData(): boolean {
      return this.asymmetric.kind === 'ec';
    }

    export(format?: number, encoding?: number, cipher?: string | null, passphrase?: ByteSource | null): unknown {
      if (this.#data.type === SECRET) return toBuffer(kernel, this.#data.bytes);
      const isPrivate = this.#data.type === PRIVATE;
      const random = (length: number) => kernel.natives.crypto.getRandomValues(new Uint8Array(length));
      const secret = passphrase === null || passphrase === undefined ? undefined : copyOf(passphrase);
      const exported = exportKey(this.#data.key, { isPrivate, format, encoding, cipher, passphrase: secret, random });
      return typeof exported === 'string' ? exported : toBuffer(kernel, exported);
    }

    exportJwk(target: Record<string, unknown>, _handleRsaPss?: boolean): object {
      if (this.#data.type === SECRET) {
        return Object.assign(target, { kty: 'oct', k: decodeText(this.#data.bytes, BASE64URL) });
      }
      return Object.assign(target, exportJwk(this.#data.key, this.#data.type === PRIVATE));
    }

    rawPublicKey(): unknown {
      return toBuffer(kernel, exportRaw(this.asymmetric));
    }

    rawPrivateKey(): unknown {
      return toBuffer(kernel, rawPrivateOf(this.asymmetric));
    }

    rawSeed(): never {
      throw codedError(
        Error,
        'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS',
        'The selected key encoding raw-seed is only for post-quantum keys.',
      );
    }

    exportECPublicRaw(form: number): unknown {
      return toBuffer(kernel, exportRawEc(this.asymmetric, form));
    }

    exportECPrivateRaw(): unknown {
      return toBuffer(kernel, rawPrivateOf(this.asymmetric));
    }

    keyDetail(target: Record<string, unknown>): object {
      return Object.assign(target, keyDetails(this.asymmetric));
    }

    equals(other: KeyObjectHandle): boolean {
      if (this.#data.type === SECRET) return equalBytes(this.#data.bytes, other.secretBytes);
      return sameKey(this.#data.key, other.asymmetric);
    }
  };
}

function sameKey(one: AsymmetricKey, other: AsymmetricKey): boolean {
  const text = (key: AsymmetricKey) =>
    JSON.stringify({ ...publicPart(key), isExplicit: undefined }, (_name, value: unknown) => {
      if (typeof value === 'bigint') return value.toString();
      return value instanceof Uint8Array ? [...value] : value;
    });
  return text(one) === text(other);
}
