/** What `npm run new` starts is right from the beginning. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeAuthorFolder } from './author-folder.ts';

let author: ReturnType<typeof makeAuthorFolder>;

beforeAll(() => {
  author = makeAuthorFolder();
});
afterAll(() => author.remove());

it('a new part, lesson and exercise of each stack pass the check', async () => {
  const created = [
    await author.createNew('lesson', '01-first-steps', 'hello-twice'),
    await author.createNew('exercise', 'say-hello', '--runtime', 'node'),
    await author.createNew('exercise', 'show-hello', '--runtime=django'),
  ];
  expect(created.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  const { output, exitCode } = await author.check();
  expect(output).toContain('✓ lesson  hello-twice');
  expect(output).toContain('✓ node    say-hello');
  expect(output).toContain('✓ django  show-hello');
  expect(output).toContain('3 lessons and exercises are in order.');
  expect(exitCode).toBe(0);
}, 120_000);

it('a second lesson gets the next number, in a part named by number', async () => {
  const { output } = await author.createNew('lesson', '1', 'hello-again');
  expect(output).toContain('lessons/01-first-steps/02-hello-again.mdx');
  expect(author.read('lessons/01-first-steps/02-hello-again.mdx')).toContain('title: Hello again');
});

it.each([
  [['exercise', 'say-hello', '--runtime', 'node'], 'exercises/say-hello exists already.'],
  [['lesson', 'first-steps', 'hello-twice'], 'There is a lesson "hello-twice" already.'],
  [['lesson', 'last-steps', 'goodbye'], 'There is no part "last-steps".\n→ Name one of 01-first-steps, or a new one'],
  [['exercise', 'Say Goodbye', '--runtime', 'node'], '"Say Goodbye" cannot be a name here.\n→ Write lower-case words'],
  [['exercise', 'goodbye', '--runtime', 'deno'], 'There is no runtime "deno".\n→ Write node or django.'],
  [['quiz', 'goodbye'], '"quiz" cannot be created.\n→ Write lesson or exercise.'],
  [['exercise', 'goodbye', '--stack', 'node'], 'Usage: npm run new'],
  [['exercise', 'goodbye'], 'Something is missing.\n→ Usage: npm run new'],
])('%j is refused with a sentence', async (args, message) => {
  const { output, exitCode } = await author.createNew(...args);
  expect(output).toContain(message);
  expect(output).not.toMatch(/\n\s+at /);
  expect(exitCode).toBe(1);
});
