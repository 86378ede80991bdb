/** Keys into PEM, DER and raw bytes. */
import { codedError } from '../../coded-error.ts';
import { encodeText, HEX } from '../../text-encodings.ts';
import type { AsymmetricKey, EcKey, RsaKey } from './asymmetric-key.ts';
import { bytesOfBigint, concat } from './bytes.ts';
import { findCipher } from './cipher-algorithms.ts';
import { curveOf } from './curves.ts';
import { bits, integer, none, octets, oid, sequence, tagged } from './der.ts';
import { encryptPkcs8, runLegacy } from './encrypted-keys.ts';
import * as ids from './object-ids.ts';
import { writePem } from './pem.ts';

export interface ExportWish {
  readonly isPrivate: boolean;
  /** `kKeyFormatDER`, `kKeyFormatPEM`. */
  readonly format?: number | undefined;
  /** `kKeyEncodingPKCS1` … */
  readonly encoding?: number | undefined;
  readonly cipher?: string | null | undefined;
  readonly passphrase?: Uint8Array | undefined;
  readonly random: (length: number) => Uint8Array;
}

const PEM = 1;
const PKCS1 = 0;
const SEC1 = 3;

export function exportKey(key: AsymmetricKey, wish: ExportWish): string | Uint8Array {
  if (wish.isPrivate) return exportPrivate(key, wish);
  const pkcs1 = wish.encoding === PKCS1 && (key.kind === 'rsa' || key.kind === 'rsa-pss');
  const bytes = pkcs1 ? rsaPublic(key) : writeSpki(key);
  if (wish.format !== PEM) return bytes;
  return writePem({ label: pkcs1 ? 'RSA PUBLIC KEY' : 'PUBLIC KEY', bytes });
}

function exportPrivate(key: AsymmetricKey, wish: ExportWish): string | Uint8Array {
  const { format, encoding, cipher, passphrase, random } = wish;
  const isEncrypted = typeof cipher === 'string' && cipher !== '';
  if (isEncrypted && !findCipher(cipher)) throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
  const legacy = legacyForm(key, encoding);
  if (legacy) {
    if (format !== PEM) return legacy.bytes;
    if (!isEncrypted) return writePem(legacy);
    const iv = random(findCipher(cipher)?.ivLength ?? 16);
    const bytes = runLegacy(cipher, iv, passphrase ?? new Uint8Array(0), legacy.bytes, 'encrypt');
    return writePem({ label: legacy.label, bytes, encryption: { cipher: findCipher(cipher)?.name ?? cipher, iv } });
  }
  const info = writePkcs8(key);
  const bytes = isEncrypted ? encryptPkcs8(info, cipher, passphrase ?? new Uint8Array(0), random) : info;
  if (format !== PEM) return bytes;
  return writePem({ label: isEncrypted ? 'ENCRYPTED PRIVATE KEY' : 'PRIVATE KEY', bytes });
}

/** The forms from before PKCS #8. */
function legacyForm(
  key: AsymmetricKey,
  encoding: number | undefined,
): { label: string; bytes: Uint8Array } | undefined {
  if (encoding === PKCS1 && (key.kind === 'rsa' || key.kind === 'rsa-pss')) {
    return { label: 'RSA PRIVATE KEY', bytes: rsaPrivate(key) };
  }
  if (encoding === SEC1 && key.kind === 'ec') return { label: 'EC PRIVATE KEY', bytes: sec1(key, 'named') };
  return undefined;
}

const rsaPublic = ({ n, e }: RsaKey) => sequence(integer(n), integer(e));

function rsaPrivate({ n, e, private: secret }: RsaKey): Uint8Array {
  if (!secret) throw new TypeError('This is a public key.');
  const { d, p, q, dp, dq, qi } = secret;
  return sequence(...[0n, n, e, d, p, q, dp, dq, qi].map((value) => integer(value)));
}

/** `curve` says whether the curve is named inside; in PKCS #8 it stands outside. */
function sec1(key: EcKey, curve: 'named' | 'elsewhere'): Uint8Array {
  const named = curve === 'named' ? [tagged(0, curveParameters(key))] : [];
  return sequence(integer(1), octets(rawPrivateOf(key)), ...named, tagged(1, bits(key.point)));
}

/** The curve's name, or all that defines it (SEC 1, C.2). */
function curveParameters(key: EcKey): Uint8Array {
  const curve = curveOf(key.curve);
  if (!key.isExplicit) return oid(curve.oid);
  const { p, a, b, n, h } = curve.noble.Point.CURVE();
  const coefficient = (value: bigint) => octets(bytesOfBigint(value, curve.size));
  const seed = curve.seed === '' ? [] : [bits(encodeText(curve.seed, HEX))];
  return sequence(
    integer(1),
    sequence(oid(ids.PRIME_FIELD), integer(p)),
    sequence(coefficient(a), coefficient(b), ...seed),
    octets(curve.noble.Point.BASE.toBytes(false)),
    integer(n),
    integer(h),
  );
}

function digestAlgorithm(name: string): Uint8Array {
  return sequence(oid(ids.DIGESTS[name] ?? ''), none());
}

function algorithmOf(key: AsymmetricKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
      return sequence(oid(ids.RSA_ENCRYPTION), none());
    case 'rsa-pss':
      return sequence(oid(ids.RSA_PSS), ...pssParameters(key));
    case 'ec':
      return sequence(oid(ids.EC_PUBLIC_KEY), curveParameters(key));
    case 'dh':
      return sequence(oid(ids.DH_KEY_AGREEMENT), sequence(integer(key.p), integer(key.g)));
    case 'dsa':
      return sequence(oid(ids.DSA), sequence(integer(key.p), integer(key.q), integer(key.g)));
    default:
      return sequence(oid(ids.EDWARDS[key.kind]));
  }
}

/** What is the default (SHA-1, 20) is left out. */
function pssParameters({ pss }: RsaKey): Uint8Array[] {
  if (!pss) return [];
  const parts: Uint8Array[] = [];
  if (pss.hashAlgorithm !== 'sha1') parts.push(tagged(0, digestAlgorithm(pss.hashAlgorithm)));
  if (pss.mgf1HashAlgorithm !== 'sha1') {
    parts.push(tagged(1, sequence(oid(ids.MGF1), digestAlgorithm(pss.mgf1HashAlgorithm))));
  }
  if (pss.saltLength !== 20) parts.push(tagged(2, integer(pss.saltLength)));
  return [sequence(...parts)];
}

export function writeSpki(key: AsymmetricKey): Uint8Array {
  const algorithm = algorithmOf(key);
  switch (key.kind) {
    case 'rsa':
    case 'rsa-pss':
      return sequence(algorithm, bits(rsaPublic(key)));
    case 'ec':
      return sequence(algorithm, bits(key.point));
    case 'dh':
    case 'dsa':
      return sequence(algorithm, bits(integer(key.publicValue)));
    default:
      return sequence(algorithm, bits(key.publicBytes));
  }
}

function writePkcs8(key: AsymmetricKey): Uint8Array {
  return sequence(integer(0), algorithmOf(key), octets(privatePart(key)));
}

function privatePart(key: AsymmetricKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
    case 'rsa-pss':
      return rsaPrivate(key);
    case 'ec':
      return sec1(key, 'elsewhere');
    case 'dh':
    case 'dsa':
      return integer(key.privateValue ?? 0n);
    default:
      return octets(rawPrivateOf(key));
  }
}

const notRaw = () =>
  codedError(
    Error,
    'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS',
    'The selected key encoding raw does not support this key type.',
  );

export function rawPrivateOf(key: AsymmetricKey): Uint8Array {
  if (key.kind === 'ec' && key.scalar) return key.scalar;
  if ('privateBytes' in key && key.privateBytes) return key.privateBytes;
  throw notRaw();
}

export function exportRaw(key: AsymmetricKey): Uint8Array {
  if ('publicBytes' in key) return key.publicBytes;
  throw notRaw();
}

const COMPRESSED = 2;
const HYBRID = 6;

/** The point in the form that OpenSSL's `POINT_CONVERSION_…` numbers. */
export function pointInForm(point: Uint8Array, form: number): Uint8Array {
  const size = (point.length - 1) / 2;
  const sign = (point[point.length - 1] ?? 0) & 1;
  if (form === COMPRESSED) return concat(Uint8Array.of(2 + sign), point.subarray(1, 1 + size));
  if (form === HYBRID) return concat(Uint8Array.of(6 + sign), point.subarray(1));
  return point;
}

export function exportRawEc(key: AsymmetricKey, form: number): Uint8Array {
  if (key.kind !== 'ec') throw notRaw();
  return pointInForm(key.point, form);
}
