import { expect, test } from 'vitest';
import { explainFailure } from '../../src/grading/explain-failure.ts';
import type { TestFailure } from '../../src/runtimes/runtime.ts';

function assertion(message: string, sides: Partial<TestFailure> = { expected: '2', actual: '1' }): TestFailure {
  return { kind: 'assertion', message, stack: '', ...sides };
}

test.each([
  ['node:assert strictEqual', 'Expected values to be strictly equal:\n\n1 !== 2\n'],
  ['node:assert deepStrictEqual', 'Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ 1\n- 2'],
  ['unittest assertEqual', '1 != 2'],
  ['unittest assertListEqual', 'Lists differ: [1] != [2]\n\nFirst differing element 0:'],
])('the stock message of %s becomes a sentence with both values', (_runner, message) => {
  expect(explainFailure(assertion(message)).headline).toBe('The test expected 2, but got 1.');
});

test('long values are left to the comparison', () => {
  const failure = assertion('1 != 2', { expected: 'x'.repeat(100), actual: '1' });
  expect(explainFailure(failure).headline).toMatch(/compare the two/);
});

test('the author’s message is the headline', () => {
  expect(explainFailure(assertion('The handler must answer 200')).headline).toBe('The handler must answer 200');
});

test('the author’s message is found behind unittest’s own', () => {
  expect(explainFailure(assertion('1 != 2 : Two books were saved')).headline).toBe('Two books were saved');
});

test('an assertion without two sides keeps its message', () => {
  expect(explainFailure(assertion('False is not true', {})).headline).toBe('False is not true');
});

test('an error in the learner’s code names the place', () => {
  const explanation = explainFailure({
    kind: 'error',
    message: 'ReferenceError: answer is not defined',
    stack: '',
    learnerLocation: { file: 'main.js', line: 7 },
  });
  expect(explanation).toEqual({
    headline: 'Your code threw an error: ReferenceError: answer is not defined',
    detail: '',
    where: 'main.js, line 7',
  });
});

test.each([
  ['Expected "actual" to be strictly unequal to: 1', 'The test expected anything but 1.'],
  ['Expected "actual" not to be strictly deep-equal to:\n\n1', 'The test expected anything but 1.'],
  ['1 == 1', 'The test expected anything but 1.'],
])('a comparison that must not hold is not told as one that must (%s)', (message, headline) => {
  expect(explainFailure(assertion(message, { expected: '1', actual: '1' })).headline).toBe(headline);
});

test('two objects that print alike are said to look the same', () => {
  const failure = assertion('Values identical but not reference-equal:\n\n{}', { expected: '{}', actual: '{}' });
  expect(explainFailure(failure).headline).toMatch(/look the same/);
});

test('the comparison that Node adds to an author’s message is left out: there is a better one', () => {
  const explanation = explainFailure(assertion('f() must give two\n\n1 !== 2\n'));
  expect(explanation).toEqual({ headline: 'f() must give two', detail: '' });
});

test.each([
  [
    'The expression evaluated to a falsy value:\n\n  assert.ok(list.length)\n',
    'This did not hold: assert.ok(list.length)',
  ],
  ['Missing expected exception.', 'The test expected an error to be thrown, but none was.'],
  ['Missing expected rejection.', 'The test expected a promise to be rejected, but it was fulfilled.'],
])('%s becomes a sentence for who did not write the test', (message, headline) => {
  expect(explainFailure(assertion(message, {})).headline).toBe(headline);
});

test('an author’s message to assert.throws is kept', () => {
  const message = 'Missing expected exception: parse() must refuse an empty text';
  expect(explainFailure(assertion(message, {})).headline).toBe(message);
});
