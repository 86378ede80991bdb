// Key pairs of every kind, in every form, and their signatures.
const crypto = require('node:crypto');

const data = Buffer.from('signed');
const kinds = [
  ['rsa', { modulusLength: 1024 }], ['rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', saltLength: 16 }],
  ['ec', { namedCurve: 'P-256' }], ['ec', { namedCurve: 'secp384r1' }], ['ec', { namedCurve: 'secp256k1' }], ['ed25519'], ['ed448'],
];
for (const [kind, options] of kinds) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(kind, options);
  const digest = kind.startsWith('ed') ? null : 'sha256';
  const signature = crypto.sign(digest, data, privateKey);
  console.log(kind, publicKey, privateKey.asymmetricKeyType, privateKey.asymmetricKeyDetails);
  console.log(crypto.verify(digest, data, publicKey, signature), crypto.verify(digest, 'other', publicKey, signature));
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  console.log(pem.split('\n')[0], der.length, crypto.createPublicKey(pem).equals(publicKey));
  console.log(crypto.createPublicKey({ key: der, format: 'der', type: 'spki' }).equals(publicKey));
  if (kind !== 'rsa-pss') {
    const jwk = privateKey.export({ format: 'jwk' });
    console.log(Object.keys(jwk), jwk.kty, jwk.crv, crypto.createPrivateKey({ key: jwk, format: 'jwk' }).equals(privateKey));
  }
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
  console.log(crypto.createPrivateKey({ key: locked, passphrase: 'secret' }).equals(privateKey));
}
const fixed = crypto.createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' },
  format: 'jwk',
});
console.log(crypto.sign(null, data, fixed).toString('hex'));
console.log(fixed.export({ type: 'pkcs8', format: 'pem' }));

const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 1024, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
console.log(crypto.createVerify('sha1').update('x').verify(publicKey, crypto.createSign('sha1').update('x').sign(privateKey)));
console.log(crypto.privateDecrypt(privateKey, crypto.publicEncrypt(publicKey, data)).toString());
console.log(crypto.publicDecrypt(publicKey, crypto.privateEncrypt(privateKey, data)).toString());
console.log(crypto.createSecretKey('abc').export({ format: 'jwk' }), crypto.generateKeySync('aes', { length: 256 }).symmetricKeySize);
