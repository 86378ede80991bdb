class Point {
  constructor(x) {
    this.x = x;
  }
}
const shared = { name: 'shared' };
const value = {
  primitives: [undefined, null, true, -0, 2 ** 40, 10n, 'text', 'ключ'],
  sparse: [1, , 3],
  map: new Map([[shared, new Set([1, 'two', shared])]]),
  date: new Date(0),
  expression: /a(b)/giu,
  error: new RangeError('too far', { cause: { code: 7 } }),
  boxed: [Object(1), Object('s'), Object(false), Object(1n)],
  bytes: new Uint8Array([1, 2, 3]),
  view: new DataView(new ArrayBuffer(4)),
  point: new Point(3),
  shared,
};
value.self = value;
const copy = structuredClone(value);
copy.error.stack = value.error.stack = 'a stack';
console.log(copy);
console.log(copy.self === copy, copy.map.has(copy.shared), copy.shared === shared, copy.point instanceof Point);

const buffer = new ArrayBuffer(8);
const moved = structuredClone({ buffer }, { transfer: [buffer] });
console.log(buffer.byteLength, buffer.detached, moved.buffer.byteLength);

for (const [name, refused] of Object.entries({
  function: () => 1,
  method: { run() {} },
  symbol: Symbol('s'),
  promise: Promise.resolve(1),
  weakMap: new WeakMap(),
  generator: (function* () {})(),
  iterator: new Map().keys(),
  detached: buffer,
  nested: { deep: [{ deeper: class Refused {} }] },
})) {
  try {
    structuredClone(refused);
    console.log(name, 'cloned');
  } catch (error) {
    console.log(name, error.name, error.code, error.message, error instanceof DOMException);
  }
}
