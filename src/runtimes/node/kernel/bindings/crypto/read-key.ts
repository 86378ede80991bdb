/** Keys out of PEM, DER and raw bytes. */
import { codedError } from '../../coded-error.ts';
import { NotImplementedError } from '../../not-implemented.ts';
import type { AsymmetricKey, EdwardsKind, PssRestrictions, RsaKey } from './asymmetric-key.ts';
import { bigintOf, bytesOfBigint } from './bytes.ts';
import { CURVES, type Curve, curveNamed } from './curves.ts';
import {
  BIT_STRING,
  type DerValue,
  expectTag,
  integerOf,
  OBJECT_ID,
  OCTET_STRING,
  oidOf,
  partsOf,
  readValue,
  SEQUENCE,
} from './der.ts';
import { EDWARDS_CURVES } from './edwards.ts';
import { decryptPkcs8, passphraseMissing, passphraseRequired, runLegacy } from './encrypted-keys.ts';
import { stackedOpensslError } from './errors.ts';
import * as ids from './object-ids.ts';
import { type PemBlock, readPem } from './pem.ts';
import { modPow } from './primes.ts';

export interface KeySource {
  /** A private key is wanted; else a public one, which a private one gives too. */
  readonly isPrivate: boolean;
  readonly bytes: Uint8Array;
  /** The bytes are the key itself: `encoding` names its kind. */
  readonly isRaw: boolean;
  /** `kKeyFormatDER` … */
  readonly format: number | null;
  /** `kKeyEncodingPKCS1` …, or a kind. */
  readonly encoding: number | string | null;
  readonly passphrase: Uint8Array | undefined;
  readonly namedCurve: string | null;
}

const DER = 0;
const RAW_PRIVATE = 4;
const PKCS1 = 0;
const PKCS8 = 1;
const SEC1 = 3;

const unsupported = () => stackedOpensslError('decoder', 0x8010c, 'unsupported');

export function readKey(source: KeySource): AsymmetricKey {
  if (source.isRaw) return readRawKey(source);
  return source.format === DER ? readDerKey(source) : readPemKey(source);
}

function readPemKey({ bytes, isPrivate, passphrase }: KeySource): AsymmetricKey {
  for (const block of readPem(bytes)) {
    const isPublicBlock = /PUBLIC KEY$|^CERTIFICATE$/.test(block.label);
    if (!/(PUBLIC|PRIVATE) KEY$|^CERTIFICATE$/.test(block.label)) continue;
    if (isPrivate && isPublicBlock) break;
    return readPemBlock(block, passphrase);
  }
  throw unsupported();
}

function readPemBlock(block: PemBlock, passphrase: Uint8Array | undefined): AsymmetricKey {
  const bytes = decryptBlock(block, passphrase);
  try {
    const value = readValue(bytes);
    switch (block.label) {
      case 'PUBLIC KEY':
        return readSpki(value);
      case 'RSA PUBLIC KEY':
        return readRsaPublic(value, 'rsa');
      case 'CERTIFICATE':
        return readCertificateKey(value);
      case 'PRIVATE KEY':
        return readPkcs8(value);
      case 'ENCRYPTED PRIVATE KEY':
        return readPkcs8(readValue(decryptPkcs8(value, passphrase)));
      case 'RSA PRIVATE KEY':
        return readRsaPrivate(value, 'rsa');
      case 'EC PRIVATE KEY':
        return readSec1(value, undefined);
      case 'DSA PRIVATE KEY':
        return readDsaPrivate(value);
      default:
        throw unsupported();
    }
  } catch (error) {
    const { code = '' } = error as { code?: string };
    throw code.startsWith('ERR_OSSL_ASN1') ? unsupported() : error;
  }
}

function decryptBlock(block: PemBlock, passphrase: Uint8Array | undefined): Uint8Array {
  if (!block.encryption) return block.bytes;
  if (!passphrase) throw passphraseMissing();
  const { cipher, iv } = block.encryption;
  return runLegacy(cipher, iv, passphrase, block.bytes, 'decrypt');
}

function readDerKey({ bytes, isPrivate, encoding, passphrase }: KeySource): AsymmetricKey {
  if (isPrivate || encoding === PKCS8 || encoding === SEC1) return readPrivateDer(bytes, encoding, passphrase);
  try {
    const value = readValue(bytes);
    if (encoding !== PKCS1) return readSpki(value);
    return partsOf(value).length > 2 ? readRsaPrivate(value, 'rsa') : readRsaPublic(value, 'rsa');
  } catch (error) {
    if (error instanceof NotImplementedError) throw error;
    throw Object.assign(new Error('Failed to read asymmetric key'), {
      opensslErrorStack: [
        'error:0688010A:asn1 encoding routines::nested asn1 error',
        'error:06800066:asn1 encoding routines::bad object header',
        'error:0680009B:asn1 encoding routines::too long',
      ],
      library: 'asn1 encoding routines',
      reason: 'too long',
      code: 'ERR_OSSL_ASN1_TOO_LONG',
    });
  }
}

function readPrivateDer(
  bytes: Uint8Array,
  encoding: number | string | null,
  passphrase: Uint8Array | undefined,
): AsymmetricKey {
  const value = readValue(bytes);
  if (encoding === PKCS1) return readRsaPrivate(value, 'rsa');
  if (encoding === SEC1) return readSec1(value, undefined);
  // An encrypted one begins with an algorithm, a plain one with a version.
  const isEncrypted = partsOf(value)[0]?.tag === SEQUENCE;
  return readPkcs8(isEncrypted ? readValue(decryptPkcs8(value, passphrase, passphraseRequired)) : value);
}

function readCertificateKey(value: DerValue): AsymmetricKey {
  const [toBeSigned] = partsOf(value);
  const spki = partsOf(toBeSigned).find((part) => part.tag === SEQUENCE && isSpki(part));
  if (!spki) throw unsupported();
  return readSpki(spki);
}

function isSpki(value: DerValue): boolean {
  const [algorithm, key, ...rest] = partsOf(value);
  return algorithm?.tag === SEQUENCE && key?.tag === BIT_STRING && rest.length === 0;
}

export function readSpki(value: DerValue): AsymmetricKey {
  const [algorithm, bits] = partsOf(value);
  const [id, parameters] = partsOf(algorithm);
  const key = expectTag(bits, BIT_STRING).content.subarray(1);
  const name = oidOf(id);
  const edwards = edwardsKind(name);
  if (edwards) return edwardsKey(edwards, key, undefined);
  switch (name) {
    case ids.RSA_ENCRYPTION:
      return readRsaPublic(readValue(key), 'rsa');
    case ids.RSA_PSS:
      return readRsaPublic(readValue(key), 'rsa-pss', parameters);
    case ids.EC_PUBLIC_KEY:
      return {
        kind: 'ec',
        curve: curveOfParameters(parameters).name,
        point: uncompressed(curveOfParameters(parameters), key),
      };
    case ids.DH_KEY_AGREEMENT: {
      const [p, g] = partsOf(parameters).map(integerOf);
      return { kind: 'dh', p: p ?? 0n, g: g ?? 0n, publicValue: integerOf(readValue(key)) };
    }
    case ids.DSA: {
      const [p = 0n, q = 0n, g = 0n] = partsOf(parameters).map(integerOf);
      return { kind: 'dsa', p, q, g, publicValue: integerOf(readValue(key)) };
    }
    default:
      throw new NotImplementedError(`keys of the algorithm ${name} in node:crypto`);
  }
}

export function readPkcs8(value: DerValue): AsymmetricKey {
  const [, algorithm, octets] = partsOf(value);
  const [id, parameters] = partsOf(algorithm);
  const inner = expectTag(octets, OCTET_STRING).content;
  const name = oidOf(id);
  const edwards = edwardsKind(name);
  if (edwards) return edwardsKey(edwards, undefined, expectTag(readValue(inner), OCTET_STRING).content);
  switch (name) {
    case ids.RSA_ENCRYPTION:
      return readRsaPrivate(readValue(inner), 'rsa');
    case ids.RSA_PSS:
      return readRsaPrivate(readValue(inner), 'rsa-pss', parameters);
    case ids.EC_PUBLIC_KEY:
      return readSec1(readValue(inner), curveOfParameters(parameters));
    case ids.DH_KEY_AGREEMENT: {
      const [p = 0n, g = 0n] = partsOf(parameters).map(integerOf);
      const privateValue = integerOf(readValue(inner));
      return { kind: 'dh', p, g, privateValue, publicValue: modPow(g, privateValue, p) };
    }
    case ids.DSA: {
      const [p = 0n, q = 0n, g = 0n] = partsOf(parameters).map(integerOf);
      const privateValue = integerOf(readValue(inner));
      return { kind: 'dsa', p, q, g, privateValue, publicValue: modPow(g, privateValue, p) };
    }
    default:
      throw new NotImplementedError(`keys of the algorithm ${name} in node:crypto`);
  }
}

function readRsaPublic(value: DerValue, kind: RsaKey['kind'], parameters?: DerValue): RsaKey {
  const [n, e] = partsOf(value);
  return { kind, n: integerOf(n), e: integerOf(e), pss: readPss(parameters) };
}

function readRsaPrivate(value: DerValue, kind: RsaKey['kind'], parameters?: DerValue): RsaKey {
  const [, n = 0n, e = 0n, d = 0n, p = 0n, q = 0n, dp = 0n, dq = 0n, qi = 0n] = partsOf(value).map(integerOf);
  return { kind, n, e, private: { d, p, q, dp, dq, qi }, pss: readPss(parameters) };
}

function readPss(parameters: DerValue | undefined): PssRestrictions | undefined {
  if (parameters?.tag !== SEQUENCE) return undefined;
  const parts = partsOf(parameters);
  const inside = (number: number) => {
    const part = parts.find(({ tag }) => tag === (0xa0 | number));
    return part && readValue(part.content);
  };
  const digest = (algorithm: DerValue | undefined) =>
    algorithm ? (ids.nameOfId(ids.DIGESTS, oidOf(partsOf(algorithm)[0])) ?? 'sha1') : 'sha1';
  const [hash, mask, salt] = [inside(0), inside(1), inside(2)];
  return {
    hashAlgorithm: digest(hash),
    mgf1HashAlgorithm: digest(mask && partsOf(mask)[1]),
    saltLength: salt ? Number(integerOf(salt)) : 20,
  };
}

function readSec1(value: DerValue, known: Curve | undefined): AsymmetricKey {
  const [, secret, ...rest] = partsOf(value);
  const parameters = rest.find(({ tag }) => tag === 0xa0);
  const curve = known ?? curveOfParameters(parameters && readValue(parameters.content));
  return ecKeyOfScalar(curve, bigintOf(expectTag(secret, OCTET_STRING).content));
}

export function ecKeyOfScalar(curve: Curve, secret: bigint): AsymmetricKey {
  const scalar = bytesOfBigint(secret, curve.size);
  return { kind: 'ec', curve: curve.name, scalar, point: curve.noble.getPublicKey(scalar, false) };
}

function readDsaPrivate(value: DerValue): AsymmetricKey {
  const [, p = 0n, q = 0n, g = 0n, publicValue = 0n, privateValue = 0n] = partsOf(value).map(integerOf);
  return { kind: 'dsa', p, q, g, publicValue, privateValue };
}

function curveOfParameters(parameters: DerValue | undefined): Curve {
  if (parameters?.tag === SEQUENCE) return curveOfExplicit(parameters);
  const id = oidOf(expectTag(parameters, OBJECT_ID));
  const curve = CURVES.find((candidate) => candidate.oid === id);
  if (!curve) throw new NotImplementedError(`elliptic curve ${id} in node:crypto`);
  return curve;
}

function curveOfExplicit(parameters: DerValue): Curve {
  const [, field] = partsOf(parameters);
  const p = integerOf(partsOf(field)[1]);
  const curve = CURVES.find(({ noble }) => noble.Point.Fp.ORDER === p);
  if (!curve) throw new NotImplementedError('elliptic curve keys with parameters of their own');
  return curve;
}

/** The point of any form, uncompressed; throws when it is not on the curve. */
export function uncompressed(curve: Curve, point: Uint8Array): Uint8Array {
  const form = point[0] ?? 0;
  // The hybrid form is the uncompressed one with the sign in the first byte.
  const plain = form === 6 || form === 7 ? Uint8Array.of(4, ...point.subarray(1)) : Uint8Array.from(point);
  return curve.noble.Point.fromBytes(plain).toBytes(false);
}

function edwardsKind(id: string): EdwardsKind | undefined {
  return ids.nameOfId(ids.EDWARDS, id) as EdwardsKind | undefined;
}

export function edwardsKey(
  kind: EdwardsKind,
  publicBytes: Uint8Array | undefined,
  privateBytes: Uint8Array | undefined,
): AsymmetricKey {
  const curve = EDWARDS_CURVES[kind];
  if ((publicBytes ?? privateBytes)?.length !== curve.size) throw unsupported();
  const secret = privateBytes && Uint8Array.from(privateBytes);
  const open = publicBytes ? Uint8Array.from(publicBytes) : curve.publicOf(secret ?? new Uint8Array(curve.size));
  return { kind, publicBytes: open, privateBytes: secret };
}

function readRawKey({ bytes, format, encoding, namedCurve }: KeySource): AsymmetricKey {
  const kind = String(encoding).toLowerCase();
  const isPrivate = format === RAW_PRIVATE;
  const invalid = () => codedError(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid key data');
  if (kind === 'ec') {
    const curve = curveNamed(namedCurve ?? '');
    if (isPrivate) {
      if (bytes.length !== curve.size) throw invalid();
      return ecKeyOfScalar(curve, bigintOf(bytes));
    }
    try {
      return { kind: 'ec', curve: curve.name, point: uncompressed(curve, bytes) };
    } catch {
      throw invalid();
    }
  }
  if (!(kind in EDWARDS_CURVES)) throw new NotImplementedError(`raw keys of type "${kind}" in node:crypto`);
  const edwards = kind as EdwardsKind;
  if (bytes.length !== EDWARDS_CURVES[edwards].size) throw invalid();
  return isPrivate ? edwardsKey(edwards, undefined, bytes) : edwardsKey(edwards, bytes, undefined);
}
