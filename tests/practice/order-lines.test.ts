import { describe, expect, test } from 'vitest';
import type { Parsons } from '../../src/course/question.ts';
import { findMove, moveLine, type OrderLine } from '../../src/practice/order/order-lines.ts';
import { assembleProgram, startLines } from '../../src/practice/parsons/assemble-program.ts';

const lines = (...texts: string[]): OrderLine[] => texts.map((text, index) => ({ key: String(index), text, depth: 0 }));
const textsOf = (ordered: readonly OrderLine[] | undefined) => ordered?.map(({ text }) => text).join(' ');
const press = (key: string, more = {}) => ({ key, altKey: false, ctrlKey: false, metaKey: false, ...more });

describe('a line', () => {
  test('moves up, down and to a place, and its new place is said', () => {
    expect(textsOf(moveLine(lines('a', 'b', 'c'), 2, 'up')?.lines)).toBe('a c b');
    expect(textsOf(moveLine(lines('a', 'b', 'c'), 0, 'down')?.lines)).toBe('b a c');
    expect(moveLine(lines('a', 'b', 'c'), 0, { to: 2 })).toMatchObject({ at: 2, sentence: 'a, 3 of 3' });
  });

  test('does not move past the ends', () => {
    expect(moveLine(lines('a', 'b'), 0, 'up')).toBeUndefined();
    expect(moveLine(lines('a', 'b'), 1, 'down')).toBeUndefined();
  });

  test('is indented, not below nothing', () => {
    expect(moveLine(lines('a'), 0, 'in')?.lines[0]?.depth).toBe(1);
    expect(moveLine(lines('a'), 0, 'out')).toBeUndefined();
  });
});

test('keys choose a line, with Alt they move it, sideways they indent where that means something', () => {
  expect(findMove(press('ArrowUp', { altKey: true }), 'fixed')).toEqual({ kind: 'move', move: 'up' });
  expect(findMove(press('ArrowDown'), 'fixed')?.kind).toBe('choose');
  expect(findMove(press('ArrowRight'), 'free')).toEqual({ kind: 'move', move: 'in' });
  expect(findMove(press('ArrowRight'), 'fixed')).toBeUndefined();
  expect(findMove(press('ArrowDown', { ctrlKey: true }), 'fixed')).toBeUndefined();
});

describe('a program in pieces', () => {
  const question: Parsons = {
    ...{ kind: 'parsons', id: 'p', stack: 'django', name: 'main.py', output: '' },
    lines: ['print("in")', 'def run():', 'print("too many")'],
  };

  test('is what stands above the mark, indented as the learner says', () => {
    let ordered = startLines(question);
    ordered = moveLine(ordered, 2, 'down')?.lines ?? [];
    ordered = moveLine(ordered, 0, 'down')?.lines ?? [];
    ordered = moveLine(ordered, 1, 'in')?.lines ?? [];
    expect(assembleProgram(question, ordered)).toBe('def run():\n    print("in")');
  });

  test('keeps its mark where it is', () => {
    expect(moveLine(startLines(question), 3, 'up')).toBeUndefined();
  });
});
