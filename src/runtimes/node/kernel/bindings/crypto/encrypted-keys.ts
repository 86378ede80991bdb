/** Private keys behind a passphrase: PKCS #8 with PBES2 (RFC 8018), and the older way of PEM files. */
import { md5 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { codedError } from '../../coded-error.ts';
import { NotImplementedError } from '../../not-implemented.ts';
import { concat } from './bytes.ts';
import { findCipher } from './cipher-algorithms.ts';
import { createPlainStream } from './cipher-streams.ts';
import {
  type DerValue,
  expectTag,
  integer,
  integerOf,
  none,
  OCTET_STRING,
  octets,
  oid,
  oidOf,
  partsOf,
  sequence,
} from './der.ts';
import { opensslError, stackedOpensslError } from './errors.ts';
import { findHash } from './hash-algorithms.ts';
import { CIPHERS, HMACS, nameOfId, PBES2, PBKDF2 } from './object-ids.ts';

const ITERATIONS = 2048;

/** What Node says of DER without a passphrase. */
export const passphraseRequired = () =>
  codedError(TypeError, 'ERR_MISSING_PASSPHRASE', 'Passphrase required for encrypted key');

/** OpenSSL asks for the passphrase of a PEM file at the terminal; without an answer it gives up. */
export const passphraseMissing = () => opensslError('crypto', 0x80109, 'interrupted or cancelled');

function run(cipherName: string, key: Uint8Array, iv: Uint8Array, bytes: Uint8Array, encrypting: boolean): Uint8Array {
  const cipher = findCipher(cipherName);
  if (cipher?.mode !== 'cbc' && cipher?.mode !== 'ecb')
    throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  const stream = createPlainStream(cipher, key, iv, encrypting);
  try {
    return concat(stream.update(bytes), stream.final());
  } catch (error) {
    if (encrypting) throw error;
    throw stackedOpensslError('provider', 100, 'bad decrypt');
  }
}

/** Undoes an `EncryptedPrivateKeyInfo`. */
export function decryptPkcs8(
  value: DerValue,
  passphrase: Uint8Array | undefined,
  missing = passphraseMissing,
): Uint8Array {
  const [algorithm, encrypted] = partsOf(value);
  const [scheme, parameters] = partsOf(algorithm);
  if (oidOf(scheme) !== PBES2) throw new NotImplementedError('private keys encrypted in another way than PBES2');
  if (!passphrase) throw missing();
  const [derivation, encryption] = partsOf(parameters);
  const [, derivationParameters] = partsOf(derivation);
  const [salt, iterations, ...options] = partsOf(derivationParameters);
  const prf = options.find(({ tag }) => tag === 0x30);
  const digest = prf ? nameOfId(HMACS, oidOf(partsOf(prf)[0])) : 'sha1';
  const [cipherId, iv] = partsOf(encryption);
  const cipherName = nameOfId(CIPHERS, oidOf(cipherId));
  const cipher = cipherName === undefined ? undefined : findCipher(cipherName);
  const hash = findHash(digest);
  if (!cipher || !hash) throw new NotImplementedError(`private keys encrypted with ${oidOf(cipherId)}`);
  const key = pbkdf2(hash.noble, passphrase, expectTag(salt, OCTET_STRING).content, {
    c: Number(integerOf(iterations)),
    dkLen: cipher.keyLength,
  });
  const content = expectTag(encrypted, OCTET_STRING).content;
  return run(
    cipher.name,
    key,
    cipher.ivLength === 0 ? new Uint8Array(0) : expectTag(iv, OCTET_STRING).content,
    content,
    false,
  );
}

/** An `EncryptedPrivateKeyInfo` as OpenSSL makes it. */
export function encryptPkcs8(
  info: Uint8Array,
  cipherName: string,
  passphrase: Uint8Array,
  random: (length: number) => Uint8Array,
): Uint8Array {
  const cipher = findCipher(cipherName);
  const id = cipher && CIPHERS[cipher.name];
  const hash = findHash('sha256');
  if (!cipher || !hash) throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  if (id === undefined) throw new NotImplementedError(`private keys encrypted with ${cipherName}`);
  const [salt, iv] = [random(16), random(cipher.ivLength)];
  const key = pbkdf2(hash.noble, passphrase, salt, { c: ITERATIONS, dkLen: cipher.keyLength });
  const prf = sequence(oid(HMACS.sha256 ?? ''), none());
  const derivation = sequence(oid(PBKDF2), sequence(octets(salt), integer(ITERATIONS), prf));
  const encryption = sequence(oid(id), cipher.ivLength === 0 ? none() : octets(iv));
  return sequence(
    sequence(oid(PBES2), sequence(derivation, encryption)),
    octets(run(cipher.name, key, iv, info, true)),
  );
}

/** `EVP_BytesToKey` with MD5 and one round: how PEM files make a key of a passphrase. */
function legacyKey(passphrase: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  let key = new Uint8Array(0);
  let digest = new Uint8Array(0);
  while (key.length < length) {
    digest = Uint8Array.from(md5(concat(digest, passphrase, salt)));
    key = concat(key, digest);
  }
  return key.slice(0, length);
}

export function runLegacy(
  cipherName: string,
  iv: Uint8Array,
  passphrase: Uint8Array,
  bytes: Uint8Array,
  direction: 'encrypt' | 'decrypt',
): Uint8Array {
  const cipher = findCipher(cipherName);
  if (!cipher) throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  const key = legacyKey(passphrase, iv.subarray(0, 8), cipher.keyLength);
  return run(cipher.name, key, iv, bytes, direction === 'encrypt');
}
