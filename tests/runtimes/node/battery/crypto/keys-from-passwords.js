// HMAC, PBKDF2, scrypt and HKDF, with callbacks, at once and as promises.
const crypto = require('node:crypto');
const { promisify } = require('node:util');

for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'ripemd160', 'blake2b512']) {
  console.log(name, crypto.createHmac(name, 'key').update('data').digest('hex'));
}
console.log(crypto.createHmac('sha256', Buffer.alloc(200, 7)).update('').digest('base64'));
console.log(crypto.createHmac('sha256', crypto.createSecretKey('k', 'utf8')).update('x').digest('hex'));
const hmac = crypto.createHmac('sha1', 'k');
console.log(hmac.digest('hex'), JSON.stringify(hmac.digest('hex')));

console.log(crypto.pbkdf2Sync('password', 'salt', 10, 20, 'sha1').toString('hex'));
console.log(crypto.pbkdf2Sync('password', 'salt', 10, 70, 'sha512').toString('hex'));
console.log(crypto.scryptSync('password', 'NaCl', 64, { N: 1024, r: 8, p: 16 }).toString('hex'));
console.log(Buffer.from(crypto.hkdfSync('sha512', 'key', 'salt', 'info', 64)).toString('hex'));
console.log(crypto.hkdfSync('sha256', 'key', '', '', 16));

(async () => {
  console.log((await promisify(crypto.pbkdf2)('password', 'salt', 5000, 32, 'sha256')).toString('hex'));
  console.log((await promisify(crypto.scrypt)('password', 'salt', 32)).toString('hex'));
  console.log(await promisify(crypto.hkdf)('sha1', 'key', 'salt', 'info', 10));
  crypto.pbkdf2('p', 's', 2000, 8, 'sha512', (error, key) => {
    console.log('last', error, key);
    process.nextTick(() => console.log('tick after the callback'));
    setImmediate(() => console.log('immediate after the callback'));
  });
})();
