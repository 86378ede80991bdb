/** Values are written and read as V8 itself does: compared with the `v8` module of the Node that runs the tests. */
import v8 from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../../../../src/runtimes/node/kernel/kernel.ts';
import {
  createKindOf,
  describeUncloneable,
} from '../../../../../src/runtimes/node/kernel/serialization/object-kinds.ts';
import { ValueReader } from '../../../../../src/runtimes/node/kernel/serialization/value-reader.ts';
import { ValueWriter } from '../../../../../src/runtimes/node/kernel/serialization/value-writer.ts';

const kernel = {
  inspectable: { isProxy: () => false },
  natives: { DOMException, Promise, WebAssembly },
} as unknown as Kernel;
const kindOf = createKindOf(kernel);

function write(value: unknown): Buffer {
  const writer = new ValueWriter({
    kindOf,
    isHostObject: () => false,
    writeHostObject: () => undefined,
    refuse: (message) => {
      throw new Error(message);
    },
    sharedArrayBufferId: () => 0,
    wasmModuleId: () => undefined,
  });
  writer.writeHeader();
  writer.writeValue(value);
  return Buffer.from(writer.bytes.take());
}

function writeInV8(value: unknown): Buffer {
  const serializer = new v8.Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function read(bytes: Uint8Array): unknown {
  const reader = new ValueReader(bytes, {
    readHostObject: () => ({}),
    sharedArrayBuffer: () => undefined,
    wasmModule: () => undefined,
  });
  reader.readHeader();
  return reader.readValue();
}

const error = Object.assign(new TypeError('wrong', { cause: { code: 1 } }), { extra: 'lost' });
error.stack = 'TypeError: wrong\n    at here';
const cyclic: Record<string, unknown> = { list: [1] };
cyclic.self = cyclic;
cyclic.again = cyclic.list;
class Point {
  x = 1;
  y = 2;
}

const values: readonly (readonly [string, unknown])[] = [
  ['primitives', [undefined, null, true, false, 0, -1, 2 ** 30, 2 ** 31, -(2 ** 31), -0, Number.NaN, 1.5, 'text', '']],
  ['wide text after odd and even positions', ['あ', 'aあ', { ключ: 'значение' }, 'ü']],
  ['large integers', [0n, 1n, -1n, 2n ** 64n, -(2n ** 130n) + 1n]],
  ['objects with numbers as keys', { 1: 'a', b: 'c', 4294967294: 'd', 4294967295: 'e' }],
  ['a sparse array', Object.assign([], { 1000: 1 })],
  ['an array with a name', Object.assign([1, 2], { name: 'pair' })],
  [
    'maps and sets',
    new Map<unknown, unknown>([
      ['a', new Set([1, [2]])],
      [{}, 'b'],
    ]),
  ],
  ['dates and expressions', [new Date(86_400_000), new Date(Number.NaN), /a+b/giu, /c/dsvy]],
  ['boxed primitives', [Object(1), Object('a'), Object(false), Object(true), Object(5n)]],
  ['an error with a cause', error],
  ['cycles and shared parts', cyclic],
  ['an instance loses its class', new Point()],
  ['views of one buffer', ((b: ArrayBuffer) => [new Uint16Array(b, 2, 1), new DataView(b), b])(new ArrayBuffer(8))],
  ['a resizable buffer', new Uint8Array(new ArrayBuffer(4, { maxByteLength: 16 }))],
];

describe.each(values)('%s', (_name, value) => {
  it('is written byte for byte as by V8', () => {
    expect(write(value).toString('hex')).toBe(writeInV8(value).toString('hex'));
  });

  it('is read as V8 reads it', () => {
    const bytes = writeInV8(value);
    expect(read(bytes)).toEqual(new v8.Deserializer(bytes).readHeader() && v8.deserialize(bytes));
  });
});

it('keeps identities', () => {
  const copy = read(write(cyclic)) as typeof cyclic;
  expect(copy.self).toBe(copy);
  expect(copy.again).toBe(copy.list);
});

it.each([
  [() => 1],
  [Symbol('s')],
  [Promise.resolve()],
  [new WeakMap()],
  [new Map().keys()],
  [
    (function* () {
      yield 1;
    })(),
  ],
  [new Intl.NumberFormat()],
])('refuses %s with V8’s message', (value) => {
  const refusal = (work: () => unknown) => {
    try {
      work();
      return 'nothing';
    } catch (refused) {
      return (refused as Error).message;
    }
  };
  expect(refusal(() => write(value))).toBe(refusal(() => writeInV8(value)));
  expect(refusal(() => write({ inside: [value] }))).toBe(`${describeUncloneable(value)} could not be cloned.`);
});

it('refuses bytes that are cut off or not of this format', () => {
  const whole = writeInV8({ list: [1, 'two', new Map([[3, 4]])], text: 'あ' });
  for (let length = 0; length < whole.length; length += 1) {
    expect(() => read(whole.subarray(0, length))).toThrow(/Unable to deserialize cloned data/);
  }
  expect(() => read(Uint8Array.of(0xff, 99, 0x30))).toThrow(/invalid or unsupported version/);
});
