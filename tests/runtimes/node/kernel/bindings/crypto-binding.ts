/** The crypto binding without a browser: on a kernel of which it needs little. */
import { Buffer } from 'node:buffer';
import { AsyncState } from '../../../../../src/runtimes/node/kernel/async-state.ts';
import { fillCryptoBinding } from '../../../../../src/runtimes/node/kernel/bindings/crypto/crypto.ts';
import type { Kernel } from '../../../../../src/runtimes/node/kernel/kernel.ts';

type Bytes = string | ArrayBufferView;

interface Hash {
  update(data: Bytes): boolean;
  digest(encoding?: string): Buffer;
}

interface Cipher {
  update(data: Uint8Array): Buffer;
  final(): Buffer;
  setAAD(data: Uint8Array, plainTextLength: number): boolean;
  setAuthTag(tag: Uint8Array): boolean;
  getAuthTag(): Buffer | undefined;
}

interface Job {
  ondone?: (error: unknown, result: unknown) => void;
  run(): [error: unknown, result: ArrayBuffer] | undefined;
}

export interface KeyHandle {
  init(type: number, source: unknown, format?: number, encoding?: number, passphrase?: Uint8Array): void;
  export(format: number, encoding: number, cipher?: string, passphrase?: Uint8Array): Buffer | string;
  exportJwk(target: object): Record<string, string>;
  getAsymmetricKeyType(): string;
}

/** What the tests use of the binding. */
export interface CryptoBinding {
  Hash: new (name: string, length?: number) => Hash;
  Hmac: new () => Hash & { init(name: string, key: Uint8Array): void };
  CipherBase: new (
    encrypting: boolean,
    name: string,
    key: Uint8Array,
    iv: Uint8Array | null,
    tagLength: number,
  ) => Cipher;
  KeyObjectHandle: new () => KeyHandle;
  PBKDF2Job: new (
    mode: number,
    password: Bytes,
    salt: Bytes,
    iterations: number,
    length: number,
    digest: string,
  ) => Job;
  ScryptJob: new (mode: number, password: Bytes, salt: Bytes, ...numbers: number[]) => Job;
  HKDFJob: new (mode: number, digest: string, key: Bytes, salt: Bytes, info: Bytes, length: number) => Job;
  SignJob: new (mode: number, what: number, ...args: unknown[]) => Job;
  CheckPrimeJob: new (mode: number, candidate: Uint8Array) => Job;
  getHashes(): string[];
  getCiphers(): string[];
}

export const SYNC = 1;

export function createCryptoBinding(): CryptoBinding {
  const kernel = {
    // biome-ignore lint/suspicious/noThenProperty: the name that the kernel has it by.
    natives: { crypto: globalThis.crypto, Promise, then: Promise.prototype.then },
    asyncState: new AsyncState(),
    handles: { requests: new Set() },
    loop: { postIo: setImmediate, postExternal: setImmediate, after: () => () => undefined },
    requireBuiltin: () => ({ Buffer }),
  };
  return fillCryptoBinding(kernel as unknown as Kernel, {}) as unknown as CryptoBinding;
}

/** The job's result; throws the job's error. */
export function resultOf(job: Job): Buffer {
  const [error, result] = job.run() ?? [];
  if (error !== undefined) throw error;
  return Buffer.from(result ?? new ArrayBuffer(0));
}
