const zlib = require('node:zlib');
const { pipeline, Readable } = require('node:stream');
const text = 'hello brotli '.repeat(200);
const packed = zlib.brotliCompressSync(text);
console.log(packed.toString('base64'), zlib.brotliDecompressSync(packed).toString() === text);
console.log(zlib.brotliCompressSync('short', { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }).toString('hex'));
zlib.brotliCompress(text, (error, out) => {
  console.log(error, out.length);
  pipeline(Readable.from([text, text]), zlib.createBrotliCompress({ chunkSize: 64 }), zlib.createBrotliDecompress({ chunkSize: 100 }), async function (source) {
    let all = ''; for await (const part of source) all += part; console.log(all === text + text);
  }, (e) => console.log('done', e));
});
