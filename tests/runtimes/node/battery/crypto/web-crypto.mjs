// Web Crypto: digests, keys, signatures, encryption, derived bits, wrapped keys.
const { subtle } = crypto;
const hex = (buffer) => Buffer.from(buffer).toString('hex');
const text = new TextEncoder().encode('web crypto');

for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) console.log(name, hex(await subtle.digest(name, text)));

const raw = Uint8Array.from({ length: 32 }, (_, index) => index);
const mac = await subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
console.log(mac, hex(await subtle.sign('HMAC', mac, text)));
console.log(await subtle.verify('HMAC', mac, await subtle.sign('HMAC', mac, text), text), await subtle.exportKey('jwk', mac));

const iv = raw.slice(0, 12);
const aes = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: text }, aes, text);
console.log(hex(sealed), hex(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: text }, aes, sealed)) === hex(text));
await subtle.decrypt({ name: 'AES-GCM', iv }, aes, sealed).catch((error) => console.log(error.name, error.message));
await subtle.exportKey('raw', aes).catch((error) => console.log(error.name, error.message));

const password = await subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits', 'deriveKey']);
console.log(hex(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: raw, iterations: 2000 }, password, 256)));
const derived = await subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-1', salt: raw, iterations: 10 }, password, { name: 'AES-CBC', length: 128 }, true, ['encrypt']);
console.log(hex(await subtle.exportKey('raw', derived)), derived.algorithm, derived.usages);
const material = await subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits']);
console.log(hex(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-512', salt: text, info: text }, material, 128)));

for (const [algorithm, signing] of [
  [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
  [{ name: 'Ed25519' }, 'Ed25519'],
  [{ name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }, 'RSASSA-PKCS1-v1_5'],
]) {
  const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const signature = await subtle.sign(signing, privateKey, text);
  console.log(publicKey.algorithm, signature.byteLength, await subtle.verify(signing, publicKey, signature, text));
  console.log(privateKey.usages, publicKey.usages, Object.keys(await subtle.exportKey('jwk', publicKey)));
}
const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, true, ['deriveBits']);
console.log((await subtle.deriveBits({ name: 'ECDH', public: pair.publicKey }, pair.privateKey, 384)).byteLength);
const wrapping = await subtle.importKey('raw', raw, 'AES-KW', false, ['wrapKey', 'unwrapKey']);
console.log(hex(await subtle.wrapKey('raw', mac, wrapping, 'AES-KW')));
await subtle.digest('MD5', text).catch((error) => console.log(error.name, error.message));
console.log(Object.prototype.toString.call(crypto), crypto.subtle === subtle, typeof CryptoKey);
