/** JSON Web Keys (RFC 7517, 7518, 8037). */
import { codedError } from '../../coded-error.ts';
import { BASE64URL, decodeText, encodeText } from '../../text-encodings.ts';
import type { AsymmetricKey, EdwardsKind, RsaKey } from './asymmetric-key.ts';
import { bigintOf, bytesOfBigint, concat, equalBytes } from './bytes.ts';
import { CURVES, curveOf } from './curves.ts';
import { EDWARDS_CURVES, EDWARDS_KINDS } from './edwards.ts';
import { ecKeyOfScalar, edwardsKey, uncompressed } from './read-key.ts';

type Jwk = Readonly<Record<string, unknown>>;

interface Imported {
  readonly key: AsymmetricKey;
  readonly isPrivate: boolean;
}

const invalid = (what: string) => codedError(TypeError, 'ERR_CRYPTO_INVALID_JWK', `Invalid JWK ${what} key`);

export function importJwk(jwk: Jwk, namedCurve: string | null): Imported {
  switch (jwk.kty) {
    case 'RSA':
      return importRsa(jwk);
    case 'EC':
      return importEc(jwk, namedCurve);
    case 'OKP':
      return importOkp(jwk);
    default:
      throw codedError(TypeError, 'ERR_CRYPTO_INVALID_JWK', `${String(jwk.kty)} is not a supported JWK key type`);
  }
}

function importRsa(jwk: Jwk): Imported {
  const number = (name: string) => {
    const text = jwk[name];
    if (typeof text !== 'string') throw invalid('RSA');
    return bigintOf(encodeText(text, BASE64URL));
  };
  const key: RsaKey = { kind: 'rsa', n: number('n'), e: number('e') };
  if (jwk.d === undefined) return { key, isPrivate: false };
  const secret = {
    d: number('d'),
    p: number('p'),
    q: number('q'),
    dp: number('dp'),
    dq: number('dq'),
    qi: number('qi'),
  };
  return { key: { ...key, private: secret }, isPrivate: true };
}

function importEc(jwk: Jwk, namedCurve: string | null): Imported {
  const { crv, x, y, d } = jwk;
  const isText = typeof x === 'string' && typeof y === 'string' && (d === undefined || typeof d === 'string');
  const name = typeof crv === 'string' ? crv : namedCurve;
  const curve = CURVES.find((candidate) => candidate.jwk === name || candidate.name === name);
  if (!curve) throw codedError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
  if (!isText) throw invalid('EC');
  const bytes = (text: string) => bytesOfBigint(bigintOf(encodeText(text, BASE64URL)), curve.size);
  try {
    const point = uncompressed(curve, concat(Uint8Array.of(4), bytes(x), bytes(y)));
    if (d === undefined) return { key: { kind: 'ec', curve: curve.name, point }, isPrivate: false };
    const key = ecKeyOfScalar(curve, bigintOf(encodeText(d, BASE64URL)));
    if (key.kind !== 'ec' || !equalBytes(key.point, point)) throw invalid('EC');
    return { key, isPrivate: true };
  } catch {
    // Not on the curve, or of another private key.
    throw invalid('EC');
  }
}

function importOkp(jwk: Jwk): Imported {
  const { crv, x, d } = jwk;
  const kind = EDWARDS_KINDS.find((candidate) => EDWARDS_CURVES[candidate].jwk === crv) as EdwardsKind | undefined;
  if (!kind || typeof x !== 'string' || (d !== undefined && typeof d !== 'string')) throw invalid('OKP');
  const { size } = EDWARDS_CURVES[kind];
  const [open, secret] = [encodeText(x, BASE64URL), d === undefined ? undefined : encodeText(d, BASE64URL)];
  if (secret ? secret.length !== size : open.length !== size) throw invalid('OKP');
  return { key: edwardsKey(kind, secret ? undefined : open, secret), isPrivate: secret !== undefined };
}

/** Properties in the order in which Node sets them. */
export function exportJwk(key: AsymmetricKey, isPrivate: boolean): object {
  const text = (bytes: Uint8Array) => decodeText(bytes, BASE64URL);
  switch (key.kind) {
    case 'rsa': {
      const open = { kty: 'RSA', n: text(bytesOfBigint(key.n)), e: text(bytesOfBigint(key.e)) };
      if (!isPrivate || !key.private) return open;
      const { d, p, q, dp, dq, qi } = key.private;
      const secret = Object.entries({ d, p, q, dp, dq, qi }).map(([name, value]) => [name, text(bytesOfBigint(value))]);
      return { ...open, ...(Object.fromEntries(secret) as object) };
    }
    case 'ec': {
      const curve = curveOf(key.curve);
      if (curve.jwk === undefined) {
        throw codedError(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', `Unsupported JWK EC curve: ${curve.name}.`);
      }
      const [x, y] = [key.point.slice(1, 1 + curve.size), key.point.slice(1 + curve.size)];
      const open = { kty: 'EC', x: text(x), y: text(y), crv: curve.jwk };
      return isPrivate && key.scalar ? { ...open, d: text(key.scalar) } : open;
    }
    case 'rsa-pss':
    case 'dh':
    case 'dsa':
      throw codedError(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Unsupported JWK Key Type.');
    default: {
      const { jwk } = EDWARDS_CURVES[key.kind];
      const open = { crv: jwk, x: text(key.publicBytes) };
      const secret = isPrivate && key.privateBytes ? { d: text(key.privateBytes) } : {};
      return { kty: 'OKP', ...open, ...secret };
    }
  }
}
