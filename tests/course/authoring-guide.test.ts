/** What docs/authoring.md shows authors, and what the course that exists makes of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LESSON_COMPONENTS } from '../../src/course/component-rules.ts';
import { loadBody } from '../../src/course/load-body.ts';
import { loadCourse } from '../../src/course/load-course.ts';

const root = join(import.meta.dirname, '..', '..');
const guide = readFileSync(join(root, 'docs', 'authoring.md'), 'utf8');
/** The fences marked `mdx`; those that hold fences themselves have a longer mark. */
const examples = [...guide.matchAll(/^(`{3,})mdx\n([\s\S]*?)^\1$/gm)].map(([, , body = '']) => body);

test('the guide shows each component, in examples that a lesson could have as they are', () => {
  const shown = Object.keys(LESSON_COMPONENTS).filter((name) => examples.some((body) => body.includes(`<${name}`)));
  expect(shown).toEqual(Object.keys(LESSON_COMPONENTS));
  for (const body of examples) {
    const { problems } = loadBody({ file: 'lesson.mdx', body, bodyLine: 1, components: LESSON_COMPONENTS });
    expect(problems).toEqual([]);
  }
});

test('the lessons that exist ask in every way there is', () => {
  const questions = loadCourse(root).course.parts.flatMap(({ lessons }) =>
    lessons.flatMap((lesson) => lesson.questions),
  );
  const ways = questions.map((question) => (question.kind === 'prediction' ? question.ask : question.kind));
  expect(new Set(ways)).toEqual(new Set(['order', 'pick', 'write', 'number', 'quiz', 'parsons']));
});
