import { expect, test } from 'vitest';
import { readTestName } from '../../src/grading/test-names.ts';

test('a Python test method is read as words', () => {
  expect(readTestName(['TheProject', 'test_greets_the_name_in_the_query'])).toBe('greets the name in the query');
});

test('a name that is a sentence already stays as it is', () => {
  expect(readTestName(['The server', 'answers 404 for any other path'])).toBe('answers 404 for any other path');
  expect(readTestName(['reads test_data.json'])).toBe('reads test_data.json');
});
