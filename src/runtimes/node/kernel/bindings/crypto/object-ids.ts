/** Object identifiers in keys and signatures. */
import type { EdwardsKind } from './asymmetric-key.ts';

export const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
export const RSA_PSS = '1.2.840.113549.1.1.10';
export const MGF1 = '1.2.840.113549.1.1.8';
export const PRIME_FIELD = '1.2.840.10045.1.1';
export const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
export const DH_KEY_AGREEMENT = '1.2.840.113549.1.3.1';
export const DSA = '1.2.840.10040.4.1';
export const PBES2 = '1.2.840.113549.1.5.13';
export const PBKDF2 = '1.2.840.113549.1.5.12';

export const EDWARDS: Readonly<Record<EdwardsKind, string>> = {
  x25519: '1.3.101.110',
  x448: '1.3.101.111',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
};

export const DIGESTS: Readonly<Record<string, string>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  ripemd160: '1.3.36.3.2.1',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  sha224: '2.16.840.1.101.3.4.2.4',
  'sha512-224': '2.16.840.1.101.3.4.2.5',
  'sha512-256': '2.16.840.1.101.3.4.2.6',
  'sha3-224': '2.16.840.1.101.3.4.2.7',
  'sha3-256': '2.16.840.1.101.3.4.2.8',
  'sha3-384': '2.16.840.1.101.3.4.2.9',
  'sha3-512': '2.16.840.1.101.3.4.2.10',
};

/** Of PBKDF2's pseudo-random functions. */
export const HMACS: Readonly<Record<string, string>> = {
  sha1: '1.2.840.113549.2.7',
  sha224: '1.2.840.113549.2.8',
  sha256: '1.2.840.113549.2.9',
  sha384: '1.2.840.113549.2.10',
  sha512: '1.2.840.113549.2.11',
};

export const CIPHERS: Readonly<Record<string, string>> = {
  'aes-128-ecb': '2.16.840.1.101.3.4.1.1',
  'aes-192-ecb': '2.16.840.1.101.3.4.1.21',
  'aes-256-ecb': '2.16.840.1.101.3.4.1.41',
  'aes-128-cbc': '2.16.840.1.101.3.4.1.2',
  'aes-192-cbc': '2.16.840.1.101.3.4.1.22',
  'aes-256-cbc': '2.16.840.1.101.3.4.1.42',
};

/** The name that an identifier has in one of the tables. */
export function nameOfId(table: Readonly<Record<string, string>>, id: string): string | undefined {
  return Object.keys(table).find((name) => table[name] === id);
}
