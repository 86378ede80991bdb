import { describe, expect, test } from 'vitest';
import { AnsiReader } from '../../src/workspace/model/ansi-text.ts';
import { OutputLog, toBlocks } from '../../src/workspace/model/output-log.ts';

const ESC = '\u001b';
const textOf = (blocks: OutputLog['blocks']) =>
  blocks.map(({ pieces }) => pieces.map(({ text }) => text).join('')).join('');

describe('ANSI sequences', () => {
  test('colours and styles become class names', () => {
    expect(new AnsiReader().read(`a${ESC}[1;31mb${ESC}[0mc`)).toEqual([
      { text: 'a', classes: '' },
      { text: 'b', classes: 'ws-ansi-bold ws-ansi-red' },
      { text: 'c', classes: '' },
    ]);
  });

  test('a style goes on in the next chunk', () => {
    const reader = new AnsiReader();
    reader.read(`${ESC}[32ma`);
    expect(reader.read('b')).toEqual([{ text: 'b', classes: 'ws-ansi-green' }]);
  });

  test.each([`${ESC}`, `${ESC}[`, `${ESC}[3`])('a sequence cut after %j is read when its rest comes', (start) => {
    const reader = new AnsiReader();
    expect(reader.read(`a${start}`)).toEqual([{ text: 'a', classes: '' }]);
    expect(reader.read(`${ESC}[31mb`.slice(start.length))).toEqual([{ text: 'b', classes: 'ws-ansi-red' }]);
  });

  test('256 and true colours come down to the nearest that both themes have', () => {
    const reader = new AnsiReader();
    expect(reader.read(`${ESC}[38;5;196mx`)[0]?.classes).toBe('ws-ansi-red');
    expect(reader.read(`${ESC}[38;2;20;40;250mx`)[0]?.classes).toBe('ws-ansi-blue');
    expect(reader.read(`${ESC}[0;48;5;2mx`)[0]?.classes).toBe('ws-ansi-on-green');
  });

  test('titles, links and cursor moves are left out', () => {
    const text = `${ESC}]0;title\u0007a${ESC}]8;;https://example.org${ESC}\\b${ESC}]8;;${ESC}\\${ESC}[2Jc${ESC}7d`;
    expect(new AnsiReader().read(text).map((piece) => piece.text)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('markup is text', () => {
    expect(new AnsiReader().read('<img src=x onerror=alert(1)>')[0]?.text).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('blocks', () => {
  test('streams are apart, in the order in which they came', () => {
    const blocks = toBlocks([
      { stream: 'stdout', text: 'a' },
      { stream: 'stdout', text: 'b\n' },
      { stream: 'stderr', text: 'c\n' },
      { stream: 'stdout', text: 'd\n' },
    ]);
    expect(blocks.map(({ stream, lines }) => [stream, lines])).toEqual([
      ['stdout', 1],
      ['stderr', 1],
      ['stdout', 1],
    ]);
    expect(textOf(blocks)).toBe('ab\nc\nd\n');
  });

  test('a block that is full stays the same object while output goes on', () => {
    const log = new OutputLog();
    const line = `${'x'.repeat(79)}\n`;
    log.append('stdout', line.repeat(400));
    const [first] = log.blocks;
    log.append('stdout', line.repeat(400));
    expect(log.blocks.length).toBeGreaterThan(2);
    expect(log.blocks[0]).toBe(first);
    expect(textOf(log.blocks)).toBe(line.repeat(800));
    expect(log.blocks.map(({ isContinuation }) => isContinuation)).toEqual([
      false,
      ...log.blocks.slice(1).map(() => true),
    ]);
  });

  test('a megabyte on one line is cut into blocks and complete', () => {
    const text = '0123456789'.repeat(100_000);
    const blocks = toBlocks([{ stream: 'stdout', text }]);
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(50_000);
    expect(textOf(blocks)).toBe(text);
  });
});
