// Ciphers there and back, with tags and additional data, and what goes wrong with the wrong ones.
const crypto = require('node:crypto');

const key = (bytes) => Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 7 + 3) & 255));
const text = 'The quick brown fox jumps over the lazy dog. Grüße! '.repeat(3);

for (const bits of [128, 192, 256]) {
  for (const mode of ['cbc', 'ctr', 'ecb', 'cfb', 'cfb8', 'ofb']) {
    const iv = mode === 'ecb' ? null : key(16);
    const cipher = crypto.createCipheriv(`aes-${bits}-${mode}`, key(bits / 8), iv);
    const parts = [cipher.update(text.slice(0, 11), 'utf8', 'hex'), cipher.update(text.slice(11), 'utf8', 'hex'), cipher.final('hex')];
    console.log(bits, mode, parts.map((part) => part.length), parts.join(''));
    const decipher = crypto.createDecipheriv(`aes-${bits}-${mode}`, key(bits / 8), iv);
    console.log(decipher.update(parts.join(''), 'hex', 'utf8') + decipher.final('utf8') === text);
  }
}
for (const [name, bytes] of [['aes-128-gcm', 16], ['aes-256-gcm', 32], ['chacha20-poly1305', 32], ['aes-128-ocb', 16], ['aes-192-ccm', 24]]) {
  const options = { authTagLength: 16 };
  const cipher = crypto.createCipheriv(name, key(bytes), key(12), options);
  cipher.setAAD(Buffer.from('header'), { plaintextLength: Buffer.byteLength(text) });
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  console.log(name, sealed.toString('base64'), cipher.getAuthTag().toString('hex'));
  for (const header of ['header', 'forged']) {
    const decipher = crypto.createDecipheriv(name, key(bytes), key(12), options);
    decipher.setAuthTag(cipher.getAuthTag());
    decipher.setAAD(Buffer.from(header), { plaintextLength: sealed.length });
    try {
      console.log(Buffer.concat([decipher.update(sealed), decipher.final()]).toString() === text);
    } catch (error) {
      console.log(error.name, error.message, error.code);
    }
  }
}
console.log(crypto.getCipherInfo('aes-256-gcm'), crypto.getCipherInfo('nope'));
console.log(crypto.getCiphers().filter((name) => /^aes-256-(cbc|gcm|ctr)$/.test(name)));

const wrong = crypto.createDecipheriv('aes-256-cbc', key(32), key(16));
wrong.update(Buffer.alloc(32, 1));
try {
  wrong.final();
} catch (error) {
  console.log(error);
}
const streamed = crypto.createCipheriv('aes-256-ctr', key(32), key(16));
streamed.on('data', (chunk) => console.log('chunk', chunk.toString('hex')));
streamed.on('end', () => console.log('end'));
streamed.write('some ');
streamed.end('text');
