/** `internalBinding('crypto')` without OpenSSL: the algorithms are those of the noble libraries. */
import { codedError } from '../../coded-error.ts';
import type { Binding, Kernel } from '../../kernel.ts';
import { NotImplementedError } from '../../not-implemented.ts';
import { bytesOf } from '../../text-encodings.ts';
import { createAgreementCalls } from './agree.ts';
import type { ByteSource } from './bytes.ts';
import { createCipherCalls } from './cipher.ts';
import { createKeyDerivation } from './derive-keys.ts';
import { createKeyGeneration } from './generate-keys.ts';
import { createHashCalls } from './hash.ts';
import { createKeyClasses } from './key-classes.ts';
import { createKeyFrom } from './key-from.ts';
import { createKeyHandle } from './key-handle.ts';
import type { KeyMaterial } from './key-material.ts';
import { createRandomBytes, createRandomCalls } from './random.ts';
import { createRsaCipherCalls } from './rsa-cipher.ts';
import { createSignCalls } from './sign.ts';
import { tlsCalls } from './tls.ts';

/** Post-quantum, KMAC and provider MACs have no implementation here: the library then says so itself. */
const ABSENT_JOBS = { KmacJob: undefined, KEMEncapsulateJob: undefined, KEMDecapsulateJob: undefined };

/** Certificates are not parsed: what a program would check with them is a TLS connection. */
class NativeX509Certificate {
  constructor() {
    throw new NotImplementedError('crypto.X509Certificate');
  }
}

/** Fills the stub of the binding. */
export function fillCryptoBinding(kernel: Kernel, stub: Binding): Binding {
  const KeyObjectHandle = createKeyHandle(kernel);
  const random = createRandomBytes(kernel);
  const keyFrom = createKeyFrom(KeyObjectHandle);
  const keyBytes = (key: KeyMaterial | ByteSource): Uint8Array =>
    KeyObjectHandle.isHandle(key) ? key.secretBytes : bytesOf(key as ByteSource);
  const { calls, cloning, newCryptoKey } = createKeyClasses((data) => KeyObjectHandle.of(data));
  return Object.assign(stub, ABSENT_JOBS, calls, tlsCalls, {
    KeyObjectHandle,
    keyCloning: cloning,
    ...createHashCalls(kernel, keyBytes),
    ...createRandomCalls(kernel, random),
    ...createKeyDerivation(kernel, keyBytes),
    ...createCipherCalls(kernel, keyBytes),
    ...createKeyGeneration(kernel, KeyObjectHandle, newCryptoKey, random),
    ...createSignCalls(kernel, keyFrom, random),
    ...createRsaCipherCalls(kernel, keyFrom, random),
    ...createAgreementCalls(kernel, keyFrom, random),
    getMacs: () => [],
    getCachedMacAliases: () => Object.create(null) as object,
    getFipsCrypto: () => 0,
    getFipsCryptoGeneration: () => 0,
    testFipsCrypto: () => false,
    setFipsCrypto(wanted: unknown): void {
      if (wanted) {
        const message = 'The embedded Node.js has no FIPS mode: that is a certified build of OpenSSL.';
        throw codedError(Error, 'ERR_CRYPTO_FIPS_UNAVAILABLE', message);
      }
    },
    getOpenSSLSecLevelCrypto: () => 1,
    isX509Certificate: () => false,
    createX509CertificateClass: (make: (base: unknown) => unknown[]) => make(NativeX509Certificate),
    setEngine: undefined,
  });
}
