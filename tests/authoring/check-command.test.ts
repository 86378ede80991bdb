/** `npm run check` finds what does not hold and says what to change. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAuthorFolder } from './author-folder.ts';

const EXERCISE = 'exercises/say-hello';
const LESSON = 'lessons/01-first-steps/01-hello-twice.mdx';

let author: ReturnType<typeof makeAuthorFolder>;

beforeEach(() => {
  author = makeAuthorFolder();
});
afterEach(() => author.remove());

/** The words of the output, whatever the breaks and indents. */
async function checkOutput(...names: string[]): Promise<string> {
  const { output, exitCode } = await author.check(...names);
  expect(exitCode, output).toBe(1);
  return output.replaceAll(/\s+/g, ' ');
}

describe('an exercise', () => {
  beforeEach(async () => {
    await author.createNew('exercise', 'say-hello', '--runtime', 'node');
  });

  it('whose starter passes', async () => {
    author.edit(`${EXERCISE}/starter/words.js`, 'return sentence;', "return sentence.split(' ').reverse().join(' ');");
    expect(await checkOutput('say-hello')).toContain(
      'starter expected at least one test fails on an assertion, and none breaks happened All 2 tests passed. change Leave something to do in exercises/say-hello/starter/',
    );
  });

  it('whose starter breaks where it should fail', async () => {
    author.edit(`${EXERCISE}/starter/words.js`, 'return sentence;', 'return sentence.reverse();');
    expect(await checkOutput('say-hello')).toContain(
      'Your code threw an error: TypeError: sentence.reverse is not a function (words.js, line 3)',
    );
  });

  it('whose solution fails', async () => {
    author.edit(`${EXERCISE}/solution/words.js`, '.reverse()', '');
    expect(await checkOutput('say-hello')).toContain(
      'solution expected every test passes happened 1 of 2 tests passed.',
    );
  });

  it('whose wrong answer does not get what was promised', async () => {
    author.edit(`${EXERCISE}/wrong-answers/keeps-the-order/wrong-answer.json`, 'one two three', 'In the old order');
    expect(await checkOutput('say-hello')).toContain(
      'wrong answer "keeps-the-order" expected a failed test says "In the old order" happened 1 of 2 tests passed. "reverseWords > reverses the order of the words": The test expected \'three two one\', but got \'one two three\'.',
    );
  });

  it('whose wrong answer passes', async () => {
    const solution = author.read(`${EXERCISE}/solution/words.js`);
    const wrong = `${EXERCISE}/wrong-answers/keeps-the-order/words.js`;
    author.edit(wrong, author.read(wrong), solution);
    expect(await checkOutput('say-hello')).toContain('change Add a test that fails for this mistake');
  });

  it('whose tests come out by chance', async () => {
    author.edit(`${EXERCISE}/starter/words.js`, 'return sentence;', 'return sentence + process.hrtime.bigint();');
    expect(await checkOutput('say-hello')).toContain(
      'starter expected 3 checks in a row come out the same happened Once',
    );
  });

  it('whose tests are slow', async () => {
    author.edit(
      `${EXERCISE}/tests/words.test.js`,
      "it('leaves a single word as it is', () => {",
      "it('leaves a single word as it is', async () => {\n    await new Promise((resolve) => setTimeout(resolve, 2100));",
    );
    expect(await checkOutput('say-hello')).toMatch(/They took \d+ ms; the slowest is "reverseWords > leaves a single/);
  }, 30_000);

  it('whose tests import what does not exist', async () => {
    author.edit(`${EXERCISE}/tests/words.test.js`, "'../words.js'", "'../word.js'");
    expect(await checkOutput('say-hello')).toContain('Cannot find module');
  });
}, 60_000);

describe('a lesson', () => {
  beforeEach(async () => {
    await author.createNew('lesson', '01-first-steps', 'hello-twice');
  });

  it('with output that its program does not print', async () => {
    author.edit(LESSON, 'script\nmicrotask\n', 'microtask\nscript\n');
    expect(await checkOutput('hello-twice')).toContain(
      `${LESSON}:18 (order.mjs) expected the output that is shown: microtask script timer happened The program printed: script microtask timer`,
    );
  });

  it('with JavaScript that does not parse', async () => {
    author.edit(LESSON, "console.log('script');", "console.log('script'");
    expect(await checkOutput('hello-twice')).toContain(
      '(order.mjs) expected JavaScript that parses happened Unexpected',
    );
  });

  it('with Python that does not parse', async () => {
    author.edit(LESSON, 'How Django does it.', '```python title="a.py"\ndef view(request:\n```');
    expect(await checkOutput('hello-twice')).toContain(
      "(a.py) expected Python that parses happened '(' was never closed",
    );
  });

  it('with a piece of a program that is marked as one', async () => {
    author.edit(LESSON, 'How Django does it.', '```python fragment\nelse:\n    …\n```');
    expect((await author.check('hello-twice')).exitCode).toBe(0);
  });
}, 60_000);

it('a name that nothing has is refused with the names there are', async () => {
  await author.createNew('exercise', 'say-hello', '--runtime', 'node');
  expect(await checkOutput('hello')).toContain('There is no lesson or exercise "hello". → Name one of say-hello.');
});
