const { StringDecoder } = require('node:string_decoder');
const b = Buffer.from('héllo wörld €😀');
for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le']) {
  const text = b.toString(encoding);
  console.log(encoding, JSON.stringify(text), Buffer.from(text, encoding).length, Buffer.byteLength('aé€😀', encoding));
}
console.log(b, b.indexOf('wör'), b.lastIndexOf('l'), b.includes('€'), b.indexOf(0x77, -5), b.indexOf(Buffer.from('o')), b.indexOf('', 3), b.indexOf('zz'));
console.log(Buffer.alloc(6, 'ab'), Buffer.alloc(4).fill('é'), Buffer.concat([b.subarray(0, 2), Buffer.from([1])]), Buffer.compare(Buffer.from('a'), Buffer.from('b')));
console.log(Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from('7468zz', 'hex'), Buffer.from('a-_+/=', 'base64'), b.equals(Buffer.from(b)));
const w = Buffer.alloc(5);
console.log(w.write('€€'), w, w.write('zz', 4), w, w.write('ff', 1, 'hex'), w, w.writeUInt16BE(513, 1), w.readInt32LE(0));
console.log(w.copy(b, 2, 1, 3), b.toString('latin1', 0, 6), atob(btoa('hi\xff')), b.toJSON().data.length);
for (const bad of [() => atob('*'), () => btoa('€'), () => Buffer.from({}), () => Buffer.alloc(-1), () => w.readInt8(9), () => w.toString('nope')]) {
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
for (const encoding of ['utf8', 'utf16le', 'base64']) {
  const decoder = new StringDecoder(encoding);
  const bytes = Buffer.from('a€😀é', 'utf8');
  console.log(encoding, [...bytes].map((byte) => decoder.write(Buffer.from([byte]))).concat(decoder.end()));
}
console.log(new TextEncoder().encode('€'), new TextDecoder('utf-16le').decode(Buffer.from('hi', 'utf16le')), new TextDecoder().decode(Buffer.from([0xff, 0x41])));
const broken = new StringDecoder('utf8');
console.log(JSON.stringify([broken.write(Buffer.from([0xe2, 0x82])), broken.write(Buffer.from([0x41])), broken.end(Buffer.from([0xf0]))]));
console.log(Buffer.from('abc').buffer.byteLength > 0, Buffer.isBuffer(b), Buffer.isEncoding('UTF-8'), require('node:buffer').isUtf8(b), b.slice(0, 3).toString());
