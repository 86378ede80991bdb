// Digests of all algorithms that lessons name, in one piece, in chunks, copied, as streams.
const crypto = require('node:crypto');
const { pipeline } = require('node:stream/promises');
const { Readable } = require('node:stream');

const names = [
  'md5', 'sha1', 'SHA224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256', 'RSA-SHA256',
  'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'ripemd160', 'rmd160', 'blake2b512', 'blake2s256', 'md5-sha1',
];
for (const name of names) {
  console.log(name, crypto.createHash(name).update('Grüße, ').update(Buffer.from('wörld')).digest('hex'));
}
for (const encoding of ['base64', 'base64url', 'hex', 'latin1']) {
  console.log(encoding, JSON.stringify(crypto.createHash('sha1').update('abc').digest(encoding)));
}
console.log(crypto.createHash('sha256').update('616263', 'hex').digest());
console.log(crypto.createHash('shake128', { outputLength: 5 }).update('abc').digest('hex'));
console.log(crypto.createHash('shake256', { outputLength: 100 }).update('abc').digest('hex'));
console.log(JSON.stringify(crypto.createHash('shake256', { outputLength: 0 }).digest('hex')));

const started = crypto.createHash('sha256').update('one');
const copy = started.copy();
console.log(started.update('two').digest('hex'), copy.update('three').digest('hex'));
console.log(crypto.hash('sha1', 'abc'), crypto.hash('md5', Buffer.from('abc'), 'base64'));
console.log(crypto.hash('sha256', 'abc', { outputEncoding: 'buffer' }));
console.log(crypto.getHashes().includes('sha256'), crypto.getHashes().includes('RSA-SHA512'));

const hash = crypto.createHash('sha512');
pipeline(Readable.from(['a', 'b', 'c']), hash).then(() => console.log('stream', hash.read().toString('hex')));
