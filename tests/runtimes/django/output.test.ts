/** Output on its way from Python to the page: whole characters, one cut, few messages. */
import { describe, expect, test } from 'vitest';
import { Output } from '../../../src/runtimes/django/worker/output.ts';
import { OUTPUT_LIMIT_BYTES } from '../../../src/runtimes/runtime.ts';

function collect() {
  const texts: { stream: string; text: string }[] = [];
  const cuts: number[] = [];
  const output = new Output({ text: (stream, text) => texts.push({ stream, text }), cut: (bytes) => cuts.push(bytes) });
  return { output, texts, cuts, joined: () => texts.map(({ text }) => text).join('') };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('output', () => {
  test('goes at once, so that a program that then loops has shown it', () => {
    const { output, texts } = collect();
    output.write('stdout', bytes('a'));
    output.write('stderr', bytes('b'));
    expect(texts).toEqual([
      { stream: 'stdout', text: 'a' },
      { stream: 'stderr', text: 'b' },
    ]);
  });

  test('keeps a character whole that comes in parts, per stream', () => {
    const { output, texts } = collect();
    const euro = bytes('€');
    output.write('stdout', euro.subarray(0, 1));
    output.write('stderr', bytes('between'));
    output.write('stdout', euro.subarray(1));
    expect(texts).toEqual([
      { stream: 'stderr', text: 'between' },
      { stream: 'stdout', text: '€' },
    ]);
  });

  test('is gathered when it comes without pause, and loses nothing', () => {
    const { output, texts, joined } = collect();
    const line = bytes('hello\n');
    for (let count = 0; count < 100_000; count += 1) output.write('stdout', line);
    output.flush();
    expect(joined()).toBe('hello\n'.repeat(100_000));
    expect(texts.length).toBeLessThan(5_000);
  });

  test('is cut once, at the byte, and nothing follows', () => {
    const { output, cuts, joined } = collect();
    const part = bytes('x'.repeat(OUTPUT_LIMIT_BYTES / 4));
    for (let count = 0; count < 4; count += 1) output.write('stdout', part);
    expect(cuts).toEqual([]);
    output.write('stderr', bytes('one too many'));
    output.write('stdout', bytes('and more'));
    expect(cuts).toEqual([OUTPUT_LIMIT_BYTES]);
    expect(joined().length).toBe(OUTPUT_LIMIT_BYTES);
  });

  test('says it took everything, cut or not: a short write is an error in Python', () => {
    const { output } = collect();
    expect(output.write('stdout', bytes('abc'))).toBe(3);
    output.close();
    expect(output.write('stdout', bytes('abc'))).toBe(3);
  });
});
