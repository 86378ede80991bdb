// Two parties find the same secret.
const crypto = require('node:crypto');

for (const curve of ['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1']) {
  const [alice, bob] = [crypto.createECDH(curve), crypto.createECDH(curve)];
  const [open, other] = [alice.generateKeys(), bob.generateKeys('hex', 'compressed')];
  console.log(curve, open.length, other.length, alice.computeSecret(other, 'hex').equals(bob.computeSecret(open)));
}
for (const group of ['modp5', 'modp14']) {
  const [alice, bob] = [crypto.getDiffieHellman(group), crypto.getDiffieHellman(group)];
  alice.generateKeys();
  bob.generateKeys();
  console.log(group, alice.computeSecret(bob.getPublicKey()).equals(bob.computeSecret(alice.getPublicKey())));
  console.log(alice.getPrime('hex').slice(0, 64), alice.getGenerator('hex'), alice.verifyError);
}
for (const kind of ['x25519', 'x448']) {
  const [alice, bob] = [crypto.generateKeyPairSync(kind), crypto.generateKeyPairSync(kind)];
  const one = crypto.diffieHellman({ privateKey: alice.privateKey, publicKey: bob.publicKey });
  const two = crypto.diffieHellman({ privateKey: bob.privateKey, publicKey: alice.publicKey });
  console.log(kind, one.length, one.equals(two));
}
const ecdh = crypto.createECDH('prime256v1');
ecdh.setPrivateKey('1'.repeat(64), 'hex');
console.log(ecdh.getPublicKey('hex'), crypto.ECDH.convertKey(ecdh.getPublicKey(), 'prime256v1', undefined, 'hex', 'compressed'));
