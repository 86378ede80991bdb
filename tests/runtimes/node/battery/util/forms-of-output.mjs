import util from 'node:util';
import assert from 'node:assert';
import os from 'node:os';
import path from 'node:path';
import qs from 'node:querystring';
import { StringDecoder } from 'node:string_decoder';
console.log(
  util.parseArgs({
    args: ['-f', '--bar', 'b', 'pos', '--no-color'],
    options: { f: { type: 'boolean', short: 'f' }, bar: { type: 'string' }, color: { type: 'boolean' } },
    allowPositionals: true,
    allowNegative: true,
  }),
);
try {
  util.parseArgs({ args: ['--zzz'], options: {} });
} catch (e) {
  console.log(e.code, e.message);
}
console.log(
  util.styleText('red', 'x'),
  util.stripVTControlCharacters('\u001b[31mx\u001b[0m'),
  util.format('%s %d %i %f %j %o %O %c %%', 'a', '1.5', 2.7, '3.1', { a: 1 }, [1], { b: { c: {} } }, 'css'),
  util.inspect('a\'b"c`d'),
  util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: 1, compact: false, breakLength: 40 }),
);
console.log(
  [undefined, null, , 3],
  new Map([[{ a: 1 }, new Set([1])]]),
  [1.5, -0, NaN],
  Symbol('s'),
  10n,
  /re/gi,
  new Date(0),
  new Error('e').message,
  function named() {},
  class A extends Map {},
  async () => {},
  function* g() {},
  Promise.resolve(4),
  Promise.reject(5).catch(() => {}) && 0,
  new WeakMap(),
  Object.create(null),
  {
    [Symbol('k')]: 1,
    get x() {
      return 1;
    },
    set x(v) {},
    get y() {
      return 1;
    },
  },
  new (class Foo {
    constructor() {
      this.z = 1;
    }
  })(),
  new Uint8Array(3),
  Buffer.from('hi'),
  new ArrayBuffer(2),
  new URL('http://u:p@h:8/p?q#f'),
  new URLSearchParams('a=1&b=2'),
  [['a', 'b'], ['c']],
  'x'.repeat(5),
  Array(120).fill(7),
  { 'a-b': 1, 2: 3 },
  [,],
  [1, , 3],
  new Array(3),
  Object.assign(() => {}, { p: 1 }),
  globalThis === global,
);
const circ = { n: 1 };
circ.self = circ;
console.log(
  circ,
  util.isDeepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }),
  util.types.isProxy(new Proxy({}, {})),
  util.inspect(new Map([['k', 'v']]).entries()),
  util.inspect(new Set([1, 2]).values()),
  util.toUSVString('\ud800'),
  util.deprecate(() => 5, 'old', 'DEP_X')(),
);
console.table([
  { a: 1, b: 'x' },
  { a: 2, c: true },
]);
console.table(
  [
    [1, 2],
    [3, 4],
  ],
  ['0'],
);
console.group('G');
console.log('in\nner');
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.groupEnd();
console.count();
console.count('x');
console.countReset();
console.count();
console.error('err %s', 'x');
console.timeLog('none');
console.log(
  '%s',
  {
    toString() {
      return 'custom';
    },
  },
  '%s',
);
console.log(
  `${os.EOL === '\n'} ${path.relative('/a/b', '/a/c/d')} ${path.parse('/x/y.tar.gz').ext} ${path.win32.join('a', '..', 'b\\c')} ${qs.stringify({ a: [1, 2], b: 'ü' })} ${JSON.stringify(qs.parse('a=1&a=2&c=%20'))}`,
);
const sd = new StringDecoder('utf8');
console.log(sd.write(Buffer.from([0xe2, 0x82])), sd.end(Buffer.from([0xac])));
console.log(
  util
    .inspect(
      new (class extends Error {
        name = 'Sub';
      })('m'),
    )
    .split('\n')[0],
  util.getSystemErrorName(-2),
  util.types.isAsyncFunction(async () => {}),
  util.diff?.('abc', 'abd'),
  new util.TextDecoder('latin1').encoding,
  util.aborted.length,
  new util.MIMEType('text/html;charset=utf8').essence,
);
for (const f of [
  () => assert.equal(1, 2),
  () => assert.deepStrictEqual([1, 2, [3]], [1, 2, [4]]),
  () =>
    assert.throws(() => {
      throw new TypeError('a');
    }, RangeError),
  () => assert.match('abc', /x/),
  () => assert(0),
  () => assert.notStrictEqual(1, 1),
  () => assert.ok(null, 'msg'),
  () => assert.partialDeepStrictEqual({ a: 1, b: 2 }, { a: 2 }),
  () => assert.strictEqual('a\nb\nc', 'a\nb\nd'),
  () => assert.deepEqual(new Map([[1, 2]]), new Map([[1, 3]])),
  () => assert.fail(),
  () => assert.ifError(new Error('if')),
  () =>
    assert.doesNotThrow(() => {
      throw new Error('dnt');
    }),
])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.code, e.message, e.generatedMessage);
  }
await assert.rejects(Promise.resolve(1)).catch((e) => console.log(e.message));
