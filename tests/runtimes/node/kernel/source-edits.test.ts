import { expect, test } from 'vitest';
import { SourceEdits } from '../../../../src/runtimes/node/kernel/modules/source-edits.ts';

const SOURCE = 'throw await x;';
const THROWN = { start: 6, end: 13 };
const AWAITED = { start: 12, end: 13 };

/** The wraps of `SOURCE`, added in this order. */
function wrapped(...order: readonly ('outer' | 'same' | 'inner')[]): string {
  const edits = new SourceEdits();
  for (const which of order) {
    const { start, end } = which === 'inner' ? AWAITED : THROWN;
    edits.wrap(start, end, `${which}(`, `,${which})`);
  }
  return edits.apply(SOURCE);
}

test('wraps that end at one place nest as their ranges do, whichever is added first', () => {
  const nested = 'throw outer(await inner(x,inner),outer);';
  expect(wrapped('outer', 'inner')).toBe(nested);
  expect(wrapped('inner', 'outer')).toBe(nested);
});

test('of two wraps of one range the first is the outer one', () => {
  expect(wrapped('outer', 'same', 'inner')).toBe('throw outer(same(await inner(x,inner),same),outer);');
});

test('insertions stand outside of the wraps that begin or end at their place', () => {
  const edits = new SourceEdits();
  edits.wrap(0, 1, '(', ')');
  edits.insert(0, '{');
  edits.insert(1, '}');
  edits.wrap(1, 2, '[', ']');
  expect(edits.apply('ab')).toBe('{(a)}[b]');
});

test('columns lead back through both halves of a wrap', () => {
  const edits = new SourceEdits();
  edits.wrap(6, 7, 'at(1,', ')');
  const result = edits.apply('throw e; f();');
  expect(result).toBe('throw at(1,e); f();');
  expect(edits.originalOffset(result.indexOf('e)'))).toBe(6);
  expect(edits.originalOffset(result.indexOf('f()'))).toBe(9);
});
