/** The codecs against the real zlib of Node: same bytes out, in the same steps. */
import { constants, deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Codec } from '../../../../src/runtimes/node/kernel/bindings/zlib/codec.ts';
import { crc32 } from '../../../../src/runtimes/node/kernel/bindings/zlib/crc32.ts';
import { createZlibCodec, type ZlibOptions } from '../../../../src/runtimes/node/parts/zlib.ts';

const { DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, Z_FINISH, Z_NO_FLUSH, Z_SYNC_FLUSH } = constants;

const TEXT = Buffer.from(Array.from({ length: 3000 }, (_, index) => `line ${(index * 7919) % 613}\n`).join(''));

function codec(mode: number, options: Partial<ZlibOptions> = {}): Codec {
  return createZlibCodec({
    mode,
    windowBits: 15,
    level: -1,
    memLevel: 8,
    strategy: 0,
    dictionary: undefined,
    rejectGarbageAfterEnd: false,
    ...options,
  });
}

/** Feeds `input` in pieces of `inputSize`, through an output buffer of `outputSize`. */
function run(target: Codec, input: Uint8Array, inputSize = 1000, outputSize = 100): Buffer {
  const parts: Buffer[] = [];
  for (let start = 0; start < input.length; start += inputSize) {
    const piece = input.subarray(start, start + inputSize);
    const flush = start + inputSize >= input.length ? Z_FINISH : Z_NO_FLUSH;
    parts.push(...writeAll(target, piece, flush, outputSize));
  }
  return Buffer.concat(parts);
}

function writeAll(target: Codec, input: Uint8Array, flush: number, outputSize: number): Buffer[] {
  const parts: Buffer[] = [];
  const progress = { nextIn: 0, availIn: input.length };
  for (let isFull = true; isFull; ) {
    const buffers = { input, ...progress, output: Buffer.alloc(outputSize), nextOut: 0, availOut: outputSize };
    target.write(flush, buffers);
    if (target.error) throw Object.assign(new Error(target.error.message), { code: target.error.code });
    parts.push(Buffer.from(buffers.output.subarray(0, buffers.nextOut)));
    Object.assign(progress, { nextIn: buffers.nextIn, availIn: buffers.availIn });
    isFull = buffers.availOut === 0;
  }
  return parts;
}

describe('compression gives the bytes of the real zlib', () => {
  const real = { [DEFLATE]: deflateSync, [GZIP]: gzipSync, [DEFLATERAW]: deflateRawSync };
  for (const [mode, compress] of Object.entries(real)) {
    test.each([0, 1, 4, 6, 9])(`mode ${mode}, level %i`, (level) => {
      expect(run(codec(Number(mode), { level }), TEXT).equals(compress(TEXT, { level }))).toBe(true);
    });
  }

  test('a dictionary counts', () => {
    const dictionary = Buffer.from('line 1\nline 2\n');
    const packed = run(codec(DEFLATE, { dictionary }), TEXT);
    expect(packed.equals(deflateSync(TEXT, { dictionary }))).toBe(true);
    expect(run(codec(INFLATE, { dictionary }), packed).equals(TEXT)).toBe(true);
    expect(() => run(codec(INFLATE), packed)).toThrow('Missing dictionary');
  });

  test('a flush gives out all that came before', () => {
    const compression = codec(DEFLATE);
    const packed = Buffer.concat(writeAll(compression, TEXT.subarray(0, 50), Z_SYNC_FLUSH, 1000));
    expect(inflateSync(packed, { finishFlush: Z_SYNC_FLUSH }).equals(TEXT.subarray(0, 50))).toBe(true);
  });

  test('level and strategy change on the way', () => {
    const compression = codec(DEFLATE, { level: 0 });
    const first = writeAll(compression, TEXT.subarray(0, 5000), Z_SYNC_FLUSH, 10_000);
    compression.setParameters?.(9, 0);
    const packed = Buffer.concat([...first, ...writeAll(compression, TEXT.subarray(5000), Z_FINISH, 10_000)]);
    expect(inflateSync(packed).equals(TEXT)).toBe(true);
    expect(packed.length).toBeLessThan(5000 + deflateSync(TEXT).length);
  });
});

describe('decompression', () => {
  test.each([1, 7, 1000])('takes pieces of %i bytes', (size) => {
    expect(run(codec(GUNZIP), gzipSync(TEXT), size).equals(gunzipSync(gzipSync(TEXT)))).toBe(true);
    expect(run(codec(INFLATERAW), deflateRawSync(TEXT), size).equals(inflateRawSync(deflateRawSync(TEXT)))).toBe(true);
  });

  test('detects the format byte by byte', () => {
    for (const packed of [gzipSync(TEXT), deflateSync(TEXT)]) {
      expect(run(codec(UNZIP), packed, 1).equals(TEXT)).toBe(true);
    }
  });

  test('what is wrong has the code of zlib', () => {
    const codeOf = (input: Buffer) => {
      try {
        return run(codec(GUNZIP), input).toString();
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const packed = gzipSync('some text');
    expect(codeOf(Buffer.from('no gzip'))).toBe('Z_DATA_ERROR');
    expect(codeOf(packed.subarray(0, 12))).toBe('Z_BUF_ERROR');
    expect(codeOf(Buffer.concat([packed, packed]))).toBe('some textsome text');
    expect(codeOf(Buffer.concat([packed, Buffer.alloc(9)]))).toBe('some text');
  });

  test('begins anew after a reset', () => {
    const decompression = codec(GUNZIP);
    run(decompression, gzipSync('first'));
    decompression.reset();
    expect(run(decompression, gzipSync('second')).toString()).toBe('second');
  });
});

test('crc32 goes on from an earlier value', () => {
  const bytes = Buffer.from('123456789');
  expect(crc32(bytes, 0)).toBe(0xcbf43926);
  expect(crc32(bytes.subarray(4), crc32(bytes.subarray(0, 4), 0))).toBe(0xcbf43926);
});
