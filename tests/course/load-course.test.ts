import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../src/course/course-problem.ts';
import { DJANGO_EXERCISE, edit, LESSON, NODE_EXERCISE, originalText } from './course-fixture.ts';
import { load } from './load-changed.ts';

describe('a course without mistakes', () => {
  it('has no problems', () => {
    expect(formatProblems(load().problems)).toBe('The course has no problems.');
  });

  it('is loaded in its order, with what lessons say of themselves', () => {
    const { parts } = load({
      'lessons/01-beginnings/02-again.mdx': originalText(LESSON)
        .replace(/exercises:.*\n/, '')
        .replaceAll(/<Exercise.*\n/g, ''),
    }).course;
    expect(parts).toMatchObject([
      {
        number: 1,
        title: 'Beginnings',
        lessons: [
          { slug: 'hello', number: 1, file: LESSON, minutes: 20, exercises: ['hello-server', 'hello-view'] },
          { slug: 'again', number: 2, exercises: [] },
        ],
      },
    ]);
  });

  it('gives the workspace files, commands and rendered hints', () => {
    const { exercises } = load({
      'exercises/hello-server/starter/logo.png': new Uint8Array([0, 1, 254]),
      ...edit(NODE_EXERCISE, 'minutes: 10', "minutes: 10\nrun: node main.js --name 'Ada L'"),
    }).course;
    expect(exercises.get('hello-server')?.exercise).toMatchObject({
      id: 'hello-server',
      stack: 'node',
      command: ['node', 'main.js', '--name', 'Ada L'],
      readOnly: [],
      twin: 'hello-view',
      starter: { text: { 'main.js': 'export const hello = () => "";\n' }, binary: { 'logo.png': 'AAH+' } },
      tests: { text: { 'tests/main.test.js': "import '../main.js';\n" }, binary: {} },
    });
    expect(exercises.get('hello-server')?.exercise.hints[1]).toBe('<p>The answer has a <strong>body</strong>.</p>\n');
    expect(exercises.get('hello-view')?.exercise.command).toEqual(['python', 'manage.py', 'check']);
    expect(exercises.get('hello-view')?.exercise.keep).toBeUndefined();
  });

  it('gives the workspace the database and the files that outlive a run', () => {
    const change = edit(DJANGO_EXERCISE, 'minutes: 10', 'minutes: 10\ndatabase: db.sqlite3\nkeep: [db.sqlite3]');
    const { exercise } = load(change).course.exercises.get('hello-view') ?? {};
    expect(exercise).toMatchObject({ database: 'db.sqlite3', keep: ['db.sqlite3'] });
  });

  it('keeps known mistakes with their cause and without their description', () => {
    expect(load().course.exercises.get('hello-server')?.wrongAnswers).toEqual([
      {
        cause: 'goodbye',
        mistake: 'Answers with another greeting',
        message: 'Hello',
        files: { text: { 'answer.txt': 'Goodbye\n' }, binary: {} },
      },
      {
        cause: 'nothing',
        mistake: 'Answers with another greeting',
        message: 'Hello',
        files: { text: { 'answer.txt': 'Goodbye\n' }, binary: {} },
      },
    ]);
  });

  it('leaves out what tools leave behind', () => {
    const { exercises } = load({ 'exercises/hello-view/starter/hello/__pycache__/views.cpython-314.pyc': 'x' }).course;
    expect(Object.keys(exercises.get('hello-view')?.exercise.starter.text ?? {})).toEqual([
      'hello/views.py',
      'manage.py',
    ]);
  });
});

it('an exercise that no lesson has is a warning', () => {
  const { problems } = load({
    [LESSON]: originalText(LESSON).replace(', hello-view', '').replace('<Exercise id="hello-view" />', ''),
  });
  expect(problems).toMatchObject([{ severity: 'warning', file: DJANGO_EXERCISE }]);
});

it('all mistakes of all files are reported together', () => {
  const { problems } = load({
    ...edit(LESSON, 'Both answer', '<Riddle />'),
    ...edit(NODE_EXERCISE, /hints:[\s\S]*body\.\n---/, 'hints: []\n---'),
    'exercises/hello-view/tests': null,
    'exercises/hello-view/wrong-answers/nothing': null,
  });
  const text = formatProblems(problems);
  expect(text).toMatch(/^The course has 4 errors\./);
  for (const words of ['<Riddle>', 'hints: The list is empty', 'There are no tests', '1 wrong answer'])
    expect(text).toContain(words);
});

it('a project without lessons and exercises is an empty course', () => {
  expect(load({ lessons: null, exercises: null })).toEqual({
    course: { parts: [], exercises: new Map() },
    problems: [],
  });
});
