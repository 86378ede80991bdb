import assert from 'node:assert';
import { describe, it } from 'node:test';
import { reverseWords } from '../words.js';

// What the program gave comes first, what was expected second: the learner sees both.
describe('reverseWords', () => {
  it('reverses the order of the words', () => {
    assert.strictEqual(reverseWords('one two three'), 'three two one');
  });

  it('leaves a single word as it is', () => {
    assert.strictEqual(reverseWords('one'), 'one');
  });
});
