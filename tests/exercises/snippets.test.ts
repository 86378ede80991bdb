/** The programs that learners can run in lessons, in the embedded engines: they print what the page shows. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeProject } from '../../src/authoring/compose-project.ts';
import { lessonSchema } from '../../src/course/lesson.ts';
import { loadCourse } from '../../src/course/load-course.ts';
import { loadDocument } from '../../src/course/load-fields.ts';
import { describePlace, findSnippets, type Snippet } from '../../src/course/load-snippets.ts';
import { commandOf, filesOf, normalizeOutput } from '../../src/course/program.ts';
import type { Project, RunEnd, Runtime } from '../../src/runtimes/runtime.ts';
import { shareEngineBrowser, shareRuntime } from '../harness/engines.ts';

const root = join(import.meta.dirname, '..', '..');
const { course } = loadCourse(root);

const snippets = course.parts
  .flatMap(({ lessons }) => lessons)
  .flatMap(({ file }) => findSnippets({ file, ...loadDocument(root, file, lessonSchema) }))
  .filter(({ isRun }) => isRun);

const browser = shareEngineBrowser();

describe.each(['node', 'django'] as const)('programs in lessons, %s', (stack) => {
  const runtime = shareRuntime(browser, stack);

  it.each(
    snippets.filter((snippet) => snippet.stack === stack).map((snippet) => [describePlace(snippet), snippet] as const),
  )('%s prints what is shown', async (_place, snippet) => {
    const { end, printed } = await runInEngine(runtime, snippet);
    if (snippet.isUnstable) expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
    else expect(printed).toBe(normalizeOutput(snippet.output ?? ''));
  });
});

it('lessons have programs of both stacks, alone and in exercises, some of them unstable', () => {
  for (const stack of ['node', 'django'])
    expect(snippets.filter((snippet) => snippet.stack === stack).length).toBeGreaterThan(3);
  expect(snippets.some(({ exercise }) => exercise !== undefined)).toBe(true);
  expect(snippets.some(({ isUnstable }) => isUnstable)).toBe(true);
});

async function runInEngine(runtime: Runtime, snippet: Snippet): Promise<{ end: RunEnd; printed: string }> {
  const exercise = course.exercises.get(snippet.exercise ?? '')?.exercise;
  const solution: Project = exercise ? composeProject(exercise, exercise.solution) : {};
  let printed = '';
  const end = await runtime.run({ ...solution, ...filesOf(snippet) }, commandOf(snippet), {
    onEvent: (event) => {
      if (event.type === 'output') printed += event.text;
    },
  });
  return { end, printed: normalizeOutput(printed) };
}
