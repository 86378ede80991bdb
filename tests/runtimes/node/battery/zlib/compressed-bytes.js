const zlib = require('node:zlib');
const crypto = { hash: (b) => zlib.crc32(b).toString(16) };
const text = require('node:fs').readFileSync(__filename, 'utf8').repeat(30) + 'é€'.repeat(300);
for (const name of ['deflateSync', 'gzipSync', 'deflateRawSync']) {
  for (const level of [-1, 0, 1, 5, 9]) {
    for (const strategy of [0, 1, 2, 3, 4]) {
      const out = zlib[name](text, { level, strategy, memLevel: 9 });
      console.log(name, level, strategy, out.length, crypto.hash(out));
      if (zlib.unzipSync && name !== 'deflateRawSync' && zlib.unzipSync(out).toString() !== text) console.log('WRONG');
    }
  }
}
console.log(zlib.inflateRawSync(zlib.deflateRawSync(text)).toString() === text);
console.log(zlib.crc32('hello'), zlib.crc32(Buffer.from('world'), 5));
console.log(zlib.gzipSync('abc').toString('hex'));
