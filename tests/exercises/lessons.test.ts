/** The programs in lessons and tasks: they parse, and print the output that is shown. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatFinding } from '../../src/authoring/print-report.ts';
import { checkSnippets } from '../../src/authoring/snippets/check-snippets.ts';
import { exerciseSchema } from '../../src/course/exercise.ts';
import { lessonSchema } from '../../src/course/lesson.ts';
import { loadCourse } from '../../src/course/load-course.ts';
import { loadDocument } from '../../src/course/load-fields.ts';
import { findSnippets } from '../../src/course/load-snippets.ts';

const root = join(import.meta.dirname, '..', '..');
const { course } = loadCourse(root);

const texts = [
  ...course.parts.flatMap(({ lessons }) =>
    lessons.map(({ slug, file }) => [slug, { file, ...loadDocument(root, file, lessonSchema) }] as const),
  ),
  ...[...course.exercises].map(
    ([id, { file }]) => [id, { file, ...loadDocument(root, file, exerciseSchema) }] as const,
  ),
];

it.each(texts)(
  '%s shows programs that run as it says',
  async (_name, text) => {
    const findings = await checkSnippets(findSnippets(text), { exercises: course.exercises });
    expect(findings.map(formatFinding).join('\n\n')).toBe('');
  },
  120_000,
);

it('lessons show output', () => {
  const shown = texts.flatMap(([, text]) => findSnippets(text)).filter(({ output }) => output !== undefined);
  expect(shown.length).toBeGreaterThan(5);
});
