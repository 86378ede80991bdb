/** What the crypto binding computes is what OpenSSL computes in the real Node, for inputs of all sizes. */
import * as real from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCryptoBinding, resultOf, SYNC } from './crypto-binding.ts';

const ours = createCryptoBinding();

/** Around the blocks of all algorithms, and long ones. */
const LENGTHS = [0, 1, 3, 15, 16, 17, 31, 32, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 136, 144, 200, 1000, 5000];

/** Bytes that depend on the length and the seed only. */
function bytes(length: number, seed = 1): Buffer {
  let state = seed * 2654435761 + length;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    }),
  );
}

/** Pieces of uneven lengths. */
function* pieces(data: Buffer): Generator<Buffer> {
  for (let at = 0, length = 1; at < data.length; at += length, length = (length * 5) % 37 || 1) {
    yield data.subarray(at, at + length);
  }
}

describe('digests', () => {
  const names = ours.getHashes();

  test('all that are listed are among those of the real Node', () => {
    expect(names.length).toBeGreaterThan(70);
    expect(names.filter((name) => !real.getHashes().includes(name))).toEqual([]);
  });

  test.each(names)('%s', (name) => {
    for (const length of LENGTHS) {
      const data = bytes(length);
      const hash = new ours.Hash(name);
      for (const piece of pieces(data)) hash.update(piece);
      expect(hash.digest().toString('hex')).toBe(real.createHash(name).update(data).digest('hex'));
    }
  });

  test.each(['shake128', 'shake256'])('%s of any length', (name) => {
    for (const outputLength of [0, 1, 16, 32, 137, 1000]) {
      const hash = new ours.Hash(name, outputLength);
      hash.update('abc');
      expect(hash.digest()).toEqual(real.createHash(name, { outputLength }).update('abc').digest());
    }
  });

  test('HMAC with keys shorter and longer than a block', () => {
    for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'ripemd160', 'blake2b512']) {
      for (const length of LENGTHS) {
        const hmac = new ours.Hmac();
        hmac.init(name, bytes(length, 2));
        hmac.update(bytes(length));
        expect(hmac.digest()).toEqual(real.createHmac(name, bytes(length, 2)).update(bytes(length)).digest());
      }
    }
  });
});

describe('ciphers', () => {
  const names = ours.getCiphers().filter((name) => !/wrap/.test(name));

  test('all that are listed are among those of the real Node', () => {
    expect(ours.getCiphers().filter((name) => !real.getCiphers().includes(name))).toEqual([]);
  });

  test.each(names)('%s there and back', (name) => {
    const info = real.getCipherInfo(name);
    const [key, iv] = [bytes(info?.keyLength ?? 0, 3), info?.ivLength ? bytes(info.ivLength, 4) : null];
    const isAuthenticated = /gcm|ccm|ocb|poly1305/.test(name);
    const isCcm = /ccm/.test(name);
    const options = { authTagLength: 16 } as real.CipherCCMOptions;
    for (const length of [0, 1, 15, 16, 17, 33, 200]) {
      const [data, header] = [bytes(length), bytes(length % 40, 5)];
      const cipher = new ours.CipherBase(true, name, key, iv, isAuthenticated ? 16 : -1);
      const expected = real.createCipheriv(
        name as 'aes-128-ccm',
        key,
        iv as Buffer,
        isAuthenticated ? options : (undefined as never),
      );
      if (isAuthenticated) {
        cipher.setAAD(header, length);
        expected.setAAD(header, { plaintextLength: length });
      }
      const chunks = isCcm ? [data] : [...pieces(data)];
      const sealed = Buffer.concat([...chunks.map((chunk) => cipher.update(chunk)), cipher.final()]);
      expect(sealed).toEqual(Buffer.concat([...chunks.map((chunk) => expected.update(chunk)), expected.final()]));
      if (isAuthenticated) expect(cipher.getAuthTag()).toEqual(expected.getAuthTag());

      const decipher = new ours.CipherBase(false, name, key, iv, isAuthenticated ? 16 : -1);
      if (isAuthenticated) {
        decipher.setAuthTag(expected.getAuthTag());
        decipher.setAAD(header, length);
      }
      const back = isCcm ? [sealed] : [...pieces(sealed)];
      expect(Buffer.concat([...back.map((chunk) => decipher.update(chunk)), decipher.final()])).toEqual(data);
    }
  });

  test('a changed byte is noticed', () => {
    for (const name of ['aes-256-gcm', 'aes-128-ocb', 'aes-128-ccm', 'chacha20-poly1305']) {
      const [key, iv] = [bytes(real.getCipherInfo(name)?.keyLength ?? 0), bytes(12)];
      const cipher = new ours.CipherBase(true, name, key, iv, 16);
      const sealed = Buffer.concat([cipher.update(bytes(20)), cipher.final()]);
      sealed[3] = (sealed[3] ?? 0) ^ 1;
      const decipher = new ours.CipherBase(false, name, key, iv, 16);
      decipher.setAuthTag(cipher.getAuthTag() ?? Buffer.alloc(0));
      decipher.update(sealed);
      expect(() => decipher.final()).toThrow('Unsupported state or unable to authenticate data');
    }
  });
});

test('keys from passwords', () => {
  for (const digest of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-512']) {
    for (const length of [1, 16, 33, 100]) {
      const [password, salt, info] = [bytes(length, 6), bytes(length, 7), bytes(length, 8)];
      expect(resultOf(new ours.PBKDF2Job(SYNC, password, salt, 3, length, digest))).toEqual(
        real.pbkdf2Sync(password, salt, 3, length, digest),
      );
      expect(resultOf(new ours.HKDFJob(SYNC, digest, password, salt, info, length))).toEqual(
        Buffer.from(real.hkdfSync(digest, password, salt, info, length)),
      );
    }
  }
  for (const [N, r, p] of [
    [2, 1, 1],
    [16, 8, 1],
    [1024, 4, 3],
  ] as const) {
    const expected = real.scryptSync('password', 'salt', 40, { N, r, p });
    expect(
      resultOf(new ours.ScryptJob(SYNC, Buffer.from('password'), Buffer.from('salt'), N, r, p, 2 ** 25, 40)),
    ).toEqual(expected);
  }
});

describe('keys of the real Node', () => {
  const [DER, PKCS8, SPKI] = [0, 1, 2];
  const [PUBLIC, PRIVATE] = [1, 2];
  const [SIGN, VERIFY] = [0, 1];
  const pairs: readonly (readonly [
    kind: string,
    make: () => { publicKey: real.KeyObject; privateKey: real.KeyObject },
  ])[] = [
    ['rsa', () => real.generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['rsa-pss', () => real.generateKeyPairSync('rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256' })],
    ['dsa', () => real.generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })],
    ...['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1'].map(
      (namedCurve) => [namedCurve, () => real.generateKeyPairSync('ec', { namedCurve })] as const,
    ),
    ['ed25519', () => real.generateKeyPairSync('ed25519')],
    ['ed448', () => real.generateKeyPairSync('ed448')],
  ];

  test.each(pairs)('%s: read, written again, and its signatures', (kind, make) => {
    const { publicKey, privateKey } = make();
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const [secret, open] = [new ours.KeyObjectHandle(), new ours.KeyObjectHandle()];
    secret.init(PRIVATE, pkcs8, DER, PKCS8);
    open.init(PUBLIC, spki, DER, SPKI);
    expect(secret.export(DER, PKCS8)).toEqual(pkcs8);
    expect(open.export(DER, SPKI)).toEqual(spki);
    expect(secret.getAsymmetricKeyType()).toBe(privateKey.asymmetricKeyType);
    if (kind !== 'rsa-pss' && kind !== 'dsa')
      expect(secret.exportJwk({})).toEqual(privateKey.export({ format: 'jwk' }));

    const digest = kind.startsWith('ed') ? undefined : 'sha256';
    const data = bytes(100);
    const none = [undefined, undefined, undefined, undefined];
    const options = [undefined, undefined, 0, undefined];
    const signature = resultOf(new ours.SignJob(SYNC, SIGN, secret, ...none, data, digest, ...options, undefined));
    expect(real.verify(digest, data, publicKey, signature)).toBe(true);
    const theirs = real.sign(digest, data, privateKey);
    const verified = (text: Buffer) =>
      new ours.SignJob(SYNC, VERIFY, open, ...none, text, digest, ...options, theirs).run();
    expect(verified(data)).toEqual([undefined, true]);
    expect(verified(bytes(101))).toEqual([undefined, false]);
  });

  test('a private key behind a passphrase', () => {
    const { privateKey } = real.generateKeyPairSync('ed25519');
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const passphrase = Buffer.from('secret');
    const locked = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-192-cbc', passphrase });
    const handle = new ours.KeyObjectHandle();
    handle.init(PRIVATE, locked, DER, PKCS8, passphrase);
    expect(handle.export(DER, PKCS8)).toEqual(pkcs8);
    const relocked = handle.export(DER, PKCS8, 'aes-256-cbc', passphrase) as Buffer;
    const unlocked = real.createPrivateKey({ key: relocked, format: 'der', type: 'pkcs8', passphrase });
    expect(unlocked.equals(privateKey)).toBe(true);
    const wrong = () => new ours.KeyObjectHandle().init(PRIVATE, locked, DER, PKCS8, Buffer.from('wrong'));
    expect(wrong).toThrow('bad decrypt');
  });
});

test('primes', () => {
  for (const candidate of [0n, 1n, 2n, 3n, 4n, 91n, 561n, 7919n, 2n ** 61n - 1n, 2n ** 89n - 1n, 2n ** 127n + 1n]) {
    const hex = candidate.toString(16);
    const buffer = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
    expect(new ours.CheckPrimeJob(SYNC, buffer).run()).toEqual([undefined, real.checkPrimeSync(candidate)]);
  }
});

test('what a browser has no library for says so by name', () => {
  expect(() => new ours.Hash('sm3')).toThrow('digest "sm3"');
  expect(() => new ours.CipherBase(true, 'camellia-128-cbc', bytes(16), bytes(16), -1)).toThrow(
    'cipher "camellia-128-cbc"',
  );
});
