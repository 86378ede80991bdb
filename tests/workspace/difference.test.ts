import { expect, test } from 'vitest';
import { compareTexts } from '../../src/workspace/model/difference.ts';

/** Each line with its sign; what differs within it stands in brackets. */
function draw(expected: string, actual: string): string[] {
  const signs = { expected: '-', actual: '+', both: ' ' };
  return compareTexts(expected, actual).map(
    ({ side, parts }) =>
      signs[side] + parts.map(({ text, isDifferent }) => (isDifferent ? `[${text}]` : text)).join(''),
  );
}

test('lines that differ stand one under the other with what differs in them', () => {
  expect(draw("[\n  'a',\n  'b'\n]", "[\n  'a',\n  'c'\n]")).toEqual([' [', "   'a',", "-  '[b]'", "+  '[c]'", ' ]']);
});

test('a missing line stands alone', () => {
  expect(draw('a\nb\nc', 'a\nc')).toEqual([' a', '-b', ' c']);
});

test('a difference in blanks alone can be seen', () => {
  expect(draw("'a b'", "'a  b'").join('\n')).toContain('·');
});

test('the same on both sides has no signs', () => {
  expect(draw('a\nb', 'a\nb')).toEqual([' a', ' b']);
});

test('a megabyte is compared within a second', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `${index} ${'x'.repeat(40)}`);
  const started = performance.now();
  compareTexts(lines.join('\n'), [...lines.slice(0, 10_000), 'other', ...lines.slice(10_001)].join('\n'));
  expect(performance.now() - started).toBeLessThan(1000);
});

test('texts with nothing in common are given up on in time and shown whole', () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
  const started = performance.now();
  expect(compareTexts(text('one'), text('two'))).toHaveLength(40_000);
  expect(performance.now() - started).toBeLessThan(2000);
});
