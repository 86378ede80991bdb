import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/course/question.ts';
import { markPrediction } from '../../src/practice/predictions/mark-prediction.ts';

function prediction(more: Partial<Prediction>): Prediction {
  return { kind: 'prediction', id: 'p', ask: 'order', ...more };
}

const PRINTED = 'script\ntick\npromise\ntimer\n';

describe('an order of lines', () => {
  test('that came is right', () => {
    const marking = markPrediction(prediction({}), ['script', 'tick', 'promise', 'timer'], PRINTED);
    expect(marking).toMatchObject({ outcome: 'right' });
    expect(marking?.difference).toBeUndefined();
  });

  test('is partly right when some lines are where they came, and the first difference is named', () => {
    const marking = markPrediction(prediction({}), ['script', 'promise', 'tick', 'timer'], PRINTED);
    expect(marking).toMatchObject({
      outcome: 'partly-right',
      verdict: 'Partly right: 2 of 4 lines are as you said.',
      difference: 'You expected “promise” second; “tick” came.',
      differsAt: 1,
    });
    expect(marking?.rows[1]).toEqual({ expected: 'promise', came: 'tick' });
  });

  test('is wrong when no line is where it came', () => {
    const given = ['timer', 'promise', 'tick', 'script'];
    expect(markPrediction(prediction({}), given, PRINTED)).toMatchObject({ outcome: 'wrong', differsAt: 0 });
  });

  test('is marked against what came, also when the program printed fewer lines or more', () => {
    const given = ['script', 'tick', 'promise'];
    expect(markPrediction(prediction({}), given, 'script\ntick\n')?.difference).toBe(
      'You expected “promise” third; nothing more came.',
    );
    expect(markPrediction(prediction({}), given, PRINTED)?.difference).toBe('After your last line, “timer” came.');
  });
});

describe('a choice', () => {
  const pick = prediction({ ask: 'pick', find: '^(\\d+ .+)$' });

  test('is right when the program printed it', () => {
    expect(markPrediction(pick, ['404 Not Found'], 'log\n404 Not Found\n')?.outcome).toBe('right');
  });

  test('that did not come is wrong, and what came is said', () => {
    expect(markPrediction(pick, ['200 OK'], '404 Not Found\n')).toMatchObject({
      outcome: 'wrong',
      difference: 'You expected “200 OK”; “404 Not Found” came.',
    });
  });
});

describe('a number', () => {
  const ms = prediction({ ask: 'number', find: 'took (\\d+) ms', tolerance: 60, unit: 'ms' });

  test('within the tolerance is right, and the difference is said', () => {
    expect(markPrediction(ms, ['100'], 'took 131 ms')).toMatchObject({
      outcome: 'right',
      verdict: 'Right: close enough. You expected 100 ms; it was 131.',
    });
    expect(markPrediction(ms, ['160'], 'took 100 ms')?.outcome).toBe('right');
  });

  test('beyond it is wrong', () => {
    expect(markPrediction(ms, ['161'], 'took 100 ms')?.outcome).toBe('wrong');
  });

  test('is the only one of the output when nothing says where it is', () => {
    const count = prediction({ ask: 'number' });
    expect(markPrediction(count, ['4'], 'queries: 4\n')?.outcome).toBe('right');
    expect(markPrediction(count, ['4'], '4 of 5\n')).toBeUndefined();
  });
});

describe('a text', () => {
  const write = prediction({ ask: 'write' });

  test('is compared line by line, without blanks at their ends', () => {
    expect(markPrediction(write, ['Q & A  \nQ &amp; A\n'], 'Q & A\nQ &amp; A\n')?.outcome).toBe('right');
    expect(markPrediction(write, ['Q & A\nQ & A'], 'Q & A\nQ &amp; A\n')?.outcome).toBe('partly-right');
    expect(markPrediction(write, ['nothing'], '42\n')?.outcome).toBe('wrong');
  });
});

test('an output without the answer cannot be marked', () => {
  expect(markPrediction(prediction({ ask: 'pick', find: 'took (\\d+)' }), ['1'], 'Error\n')).toBeUndefined();
});
