/** What an author can do wrong stops the build and is said once, all of it together, by every command. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DJANGO_EXERCISE, LESSON, NODE_EXERCISE, originalText } from '../course/course-fixture.ts';
import { type CommandEnd, makeSite } from './site-copy.ts';

const SECOND_LESSON = 'lessons/02-more/01-hello.mdx';

/** The mistakes of one course: what is wrong, and what must be said of it. */
const MISTAKES = [
  ['a lesson with an unknown component', `${LESSON}:10`, 'There is no component <Riddle> here.'],
  ['bad frontmatter', `${LESSON}:6`, 'minutes: "soon" does not fit.'],
  ['an exercise without tests', NODE_EXERCISE, 'tests/: There are no tests.'],
  ['an empty list of hints', `${NODE_EXERCISE}:9`, 'hints: The list is empty; it needs at least 3.'],
  ['a binary file that is to be shown', NODE_EXERCISE, 'files.1: "logo.png" is binary and cannot be shown.'],
  ['a file name with ".."', `${DJANGO_EXERCISE}:5`, 'files.1: "../secrets.py" does not fit.'],
  ['a slug that two lessons have', SECOND_LESSON, `"hello" is already ${LESSON}.`],
] as const;

function makeBrokenSite() {
  const site = makeSite();
  const exercise = originalText(NODE_EXERCISE)
    .replace(/hints:[\s\S]*body\.\n---/, 'hints: []\n---')
    .replace('[main.js]', '[main.js, logo.png]');
  site.change({
    [LESSON]: originalText(LESSON)
      .replace('minutes: 20', 'minutes: soon')
      .replace('Both answer', '<Riddle />\n\nBoth answer'),
    [SECOND_LESSON]: originalText(LESSON)
      .replace(/exercises: .*\n/, '')
      .replaceAll(/<Exercise.*\/>/g, ''),
    'lessons/02-more/part.json': '{ "title": "More", "summary": "A second part with the same lesson." }',
    [NODE_EXERCISE]: exercise,
    'exercises/hello-server/starter/logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0xff]),
    'exercises/hello-server/tests': null,
    [DJANGO_EXERCISE]: originalText(DJANGO_EXERCISE).replace('[hello/views.py]', '[hello/views.py, ../secrets.py]'),
  });
  return site;
}

describe.each([
  ['astro build', ['node_modules/astro/bin/astro.mjs', 'build']],
  ['npm run check', ['src/authoring/check.ts']],
] as const)('%s of a course with mistakes', (_command, [script, ...args]) => {
  let end: CommandEnd;

  beforeAll(async () => {
    const site = makeBrokenSite();
    end = await site.run(script, ...args);
    await site.close();
  }, 60_000);

  it('fails', () => {
    expect(end.exitCode).toBe(1);
  });

  it.each(MISTAKES)('names %s once', (_mistake, place, message) => {
    const lines = end.output.split('\n').map((line) => line.replace(/^✗ /, '').trim());
    const found = lines.filter((line, index) => line.startsWith(message) && lines[index - 1] === place);
    expect(found, end.output).toHaveLength(1);
  });

  it('says nothing of what is right', () => {
    expect(end.output).not.toContain('part.json');
    expect(end.output).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });
});
