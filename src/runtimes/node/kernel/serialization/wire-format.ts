/** The format in which V8 writes values, version 15 (V8 src/objects/value-serializer.cc): `v8.serialize` and messages. */

export const WIRE_FORMAT_VERSION = 15;
/** Views have flags from this version on. */
export const FIRST_VERSION_WITH_VIEW_FLAGS = 14;

const code = (character: string): number => character.charCodeAt(0);

/** What stands before a value. */
export const TAG = {
  version: 0xff,
  padding: 0,
  verifyObjectCount: code('?'),
  hole: code('-'),
  undefined: code('_'),
  null: code('0'),
  true: code('T'),
  false: code('F'),
  int32: code('I'),
  uint32: code('U'),
  double: code('N'),
  bigInt: code('Z'),
  utf8String: code('S'),
  oneByteString: code('"'),
  twoByteString: code('c'),
  reference: code('^'),
  beginObject: code('o'),
  endObject: code('{'),
  beginSparseArray: code('a'),
  endSparseArray: code('@'),
  beginDenseArray: code('A'),
  endDenseArray: code('$'),
  date: code('D'),
  trueObject: code('y'),
  falseObject: code('x'),
  numberObject: code('n'),
  bigIntObject: code('z'),
  stringObject: code('s'),
  regExp: code('R'),
  beginMap: code(';'),
  endMap: code(':'),
  beginSet: code("'"),
  endSet: code(','),
  arrayBuffer: code('B'),
  resizableArrayBuffer: code('~'),
  arrayBufferTransfer: code('t'),
  view: code('V'),
  sharedArrayBuffer: code('u'),
  wasmModule: code('w'),
  hostObject: code('\\'),
  error: code('r'),
} as const;

/** What stands before a part of an error. */
export const ERROR_TAG = { message: code('m'), stack: code('s'), cause: code('c'), end: code('.') } as const;

export const ERROR_TYPES: readonly (readonly [name: string, tag: number])[] = [
  ['EvalError', code('E')],
  ['RangeError', code('R')],
  ['ReferenceError', code('F')],
  ['SyntaxError', code('S')],
  ['TypeError', code('T')],
  ['URIError', code('U')],
];

/** Kinds of views by their tags; `Float16Array` where the browser has it. */
export const VIEW_TYPES: readonly (readonly [name: string, tag: number])[] = [
  ['Int8Array', code('b')],
  ['Uint8Array', code('B')],
  ['Uint8ClampedArray', code('C')],
  ['Int16Array', code('w')],
  ['Uint16Array', code('W')],
  ['Int32Array', code('d')],
  ['Uint32Array', code('D')],
  ['Float16Array', code('h')],
  ['Float32Array', code('f')],
  ['Float64Array', code('F')],
  ['BigInt64Array', code('q')],
  ['BigUint64Array', code('Q')],
  ['DataView', code('?')],
];

/** The view follows its resizable buffer's length. */
export const VIEW_TRACKS_LENGTH = 1;
export const VIEW_OF_RESIZABLE = 2;

/** Flags of regular expressions by their bits. */
export const REGEXP_FLAGS: readonly (readonly [flag: string, bit: number])[] = [
  ['g', 1],
  ['i', 2],
  ['m', 4],
  ['y', 8],
  ['u', 16],
  ['s', 32],
  ['d', 128],
  ['v', 256],
];
