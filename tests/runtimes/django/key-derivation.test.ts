/** What Python asks JavaScript to derive is what OpenSSL derives. */
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyDerivation } from '../../../src/runtimes/django/worker/key-derivation.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

test.each(['sha1', 'sha256', 'sha512'] as const)('PBKDF2 with %s', (hash) => {
  const derived = keyDerivation.pbkdf2(hash, bytes('lètmein'), bytes('seasalt'), 1000, 40);
  expect(hex(derived)).toBe(pbkdf2Sync('lètmein', 'seasalt', 1000, 40, hash).toString('hex'));
});

test('scrypt with the cost of Django', () => {
  const derived = keyDerivation.scrypt(bytes('lètmein'), bytes('seasalt'), 2 ** 14, 8, 5, 64);
  expect(hex(derived)).toBe(scryptSync('lètmein', 'seasalt', 64, { N: 2 ** 14, r: 8, p: 5 }).toString('hex'));
});
