// What node:crypto says of wrong arguments.
const crypto = require('node:crypto');

const attempts = {
  'unknown digest': () => crypto.createHash('no-such'),
  'unknown HMAC digest': () => crypto.createHmac('no-such', 'key'),
  'digest twice': () => {
    const hash = crypto.createHash('md5');
    hash.digest();
    hash.digest();
  },
  'update with a number': () => crypto.createHash('md5').update(1),
  'unknown cipher': () => crypto.createCipheriv('no-such', 'k', 'i'),
  'short key': () => crypto.createCipheriv('aes-128-cbc', 'short', Buffer.alloc(16)),
  'short IV': () => crypto.createCipheriv('aes-128-cbc', Buffer.alloc(16), 'short'),
  'final twice': () => {
    const cipher = crypto.createCipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(16));
    cipher.final();
    cipher.final();
  },
  'no tag': () => crypto.createDecipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12)).final(),
  'short tag': () => crypto.createDecipheriv('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12)).setAuthTag(Buffer.alloc(3)),
  'pbkdf2 digest': () => crypto.pbkdf2Sync('p', 's', 1, 1, 'no-such'),
  'pbkdf2 without digest': () => crypto.pbkdf2Sync('p', 's', 1, 1),
  'scrypt cost': () => crypto.scryptSync('p', 's', 1, { N: 3 }),
  'hkdf length': () => crypto.hkdfSync('sha256', 'k', '', '', 10000),
  'random size': () => crypto.randomBytes(-1),
  'random range': () => crypto.randomInt(5, 5),
  'different lengths': () => crypto.timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)),
  'not a key': () => crypto.createPrivateKey('not a key'),
  'unknown curve': () => crypto.createECDH('no-such'),
  'unknown group': () => crypto.getDiffieHellman('no-such'),
  'unknown key type': () => crypto.generateKeyPairSync('no-such'),
  'public key in place of a private one': () =>
    crypto.sign(null, 'x', crypto.generateKeyPairSync('ed25519').publicKey),
};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    attempt();
    console.log(what, 'worked');
  } catch (error) {
    console.log(`${what}: ${error.name} ${error.code}: ${error.message}`);
  }
}
crypto.createHash('no-such');
