import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { formatProblems } from '../../src/course/course-problem.ts';
import { type LoadedCourse, loadCourse } from '../../src/course/load-course.ts';
import {
  type Changes,
  type CourseFolder,
  DJANGO_EXERCISE,
  LESSON,
  makeCourse,
  NODE_EXERCISE,
  originalText,
} from './course-fixture.ts';

const folders: CourseFolder[] = [];

function load(changes: Changes = {}): LoadedCourse {
  const folder = makeCourse(changes);
  folders.push(folder);
  return loadCourse(folder.root);
}

/** The file with one piece of its text replaced. */
function edit(path: string, from: string | RegExp, to: string): Changes {
  const text = originalText(path);
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${path} does not contain ${from}`);
  return { [path]: edited };
}

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

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

/** Each mistake alone: exactly one message, at this place, with these words. */
const MISTAKES: readonly [name: string, changes: Changes, place: string, words: RegExp][] = [
  ['no frontmatter', { [LESSON]: 'Text.' }, `${LESSON}:1`, /no frontmatter[\s\S]*title, summary, goals, minutes/],
  [
    'a field without a value',
    edit(LESSON, 'minutes: 20', 'minutes:'),
    `${LESSON}:6`,
    /minutes: The field is empty[\s\S]*1 to 180/,
  ],
  [
    'a field of the wrong kind',
    edit(LESSON, 'minutes: 20', 'minutes: soon'),
    `${LESSON}:6`,
    /minutes: "soon" does not fit[\s\S]*whole number/,
  ],
  ['YAML that cannot be read', edit(LESSON, 'Hello, twice', '"Hello'), `${LESSON}:`, /not YAML/],
  [
    'a field that does not exist',
    edit(LESSON, 'minutes: 20', 'minutes: 20\nlevel: 3'),
    `${LESSON}:7`,
    /level: There is no field[\s\S]*minutes, exercises/,
  ],
  [
    'a database in an exercise that has no viewer for it',
    edit(NODE_EXERCISE, 'minutes: 10', 'minutes: 10\ndatabase: db.sqlite3'),
    NODE_EXERCISE,
    /database: The Database pane is there for Django exercises/,
  ],
  [
    'a file to keep that the exercise gives',
    edit(NODE_EXERCISE, 'minutes: 10', 'minutes: 10\nkeep: [main.js]'),
    NODE_EXERCISE,
    /keep\.0: "main\.js" is a file of the exercise[\s\S]*Keep only files that a run makes/,
  ],
  [
    'a file to keep outside the project',
    edit(NODE_EXERCISE, 'minutes: 10', 'minutes: 10\nkeep: [../db.sqlite3]'),
    NODE_EXERCISE,
    /keep\.0: "\.\.\/db\.sqlite3" does not fit/,
  ],
  [
    'a program in an exercise that does not exist',
    edit(
      LESSON,
      'Both answer',
      '```js with="hello-sever" run\nstart();\n```\n\n```text title="Output"\nstarted\n```\n\nBoth answer',
    ),
    `${LESSON}:10`,
    /no exercise "hello-sever"[\s\S]*hello-server/,
  ],
  [
    'a program in an exercise of the other stack',
    edit(
      LESSON,
      'Both answer',
      '```js with="hello-view" run\nstart();\n```\n\n```text title="Output"\nstarted\n```\n\nBoth answer',
    ),
    `${LESSON}:10`,
    /"hello-view" is an exercise of Django/,
  ],
  [
    'two questions with the same id',
    edit(
      LESSON,
      'Both answer',
      '<Quiz id="q">\n\n<Choice right why="Yes.">\n\na\n\n</Choice>\n\n<Choice why="No.">\n\nb\n\n</Choice>\n\n</Quiz>\n\n<Quiz id="q">\n\n<Choice right why="Yes.">\n\na\n\n</Choice>\n\n<Choice why="No.">\n\nb\n\n</Choice>\n\n</Quiz>\n\nBoth answer',
    ),
    `${LESSON}:26`,
    /"q" is already a question \(lessons/,
  ],
  [
    'an unknown component',
    edit(LESSON, 'Both answer', '<Riddle />\n\nBoth answer'),
    `${LESSON}:10`,
    /no component <Riddle>[\s\S]*SideBySide/,
  ],
  ['an element that is not closed', edit(LESSON, '</Node>', ''), `${LESSON}:`, /not MDX: Unexpected closing tag/],
  [
    'a side that is missing',
    edit(LESSON, /<Node>[\s\S]*<\/Node>/, ''),
    `${LESSON}:12`,
    /<SideBySide> has 0 <Node>, not 1/,
  ],
  [
    'a side without the other',
    edit(LESSON, 'Both answer', '<Django>\n\nx\n\n</Django>\n\nBoth'),
    `${LESSON}:10`,
    /<Django> is not directly in/,
  ],
  [
    'an attribute that does not exist',
    edit(LESSON, 'Both answer', '<Aside colour="red">x</Aside>'),
    `${LESSON}:10`,
    /no attribute "colour"/,
  ],
  [
    'a kind that does not exist',
    edit(LESSON, 'Both answer', '<Aside kind="joke">x</Aside>'),
    `${LESSON}:10`,
    /"kind" of <Aside> cannot be "joke"[\s\S]*note, warning/,
  ],
  ['an import', edit(LESSON, 'Both answer', 'import x from "x"\n\nBoth'), `${LESSON}:10`, /import and export/],
  ['braces that would run', edit(LESSON, 'Both answer', 'Both {answer}'), `${LESSON}:10`, /"{answer}" would run/],
  [
    'code in an unknown language',
    edit(LESSON, 'Both answer', '```javascrpt\nx\n```\n\nBoth'),
    `${LESSON}:10`,
    /"javascrpt" is no language[\s\S]*js, ts/,
  ],
  [
    'code without a language',
    edit(LESSON, 'Both answer', '```\nx\n```\n\nBoth'),
    `${LESSON}:10`,
    /This code has no language/,
  ],
  ['a second title', edit(LESSON, 'Both answer', '# Both\n\nBoth'), `${LESSON}:10`, /only heading of level 1/],
  [
    'a link to nowhere',
    edit(LESSON, 'Both answer', '[Both](/lessons/nowhere/) answer'),
    `${LESSON}:10`,
    /\/lessons\/nowhere\/ does not exist/,
  ],
  [
    'an exercise in the text only',
    edit(LESSON, '[hello-server, hello-view]', '[hello-server]'),
    `${LESSON}:27`,
    /"hello-view" is not under exercises/,
  ],
  [
    'an exercise in the frontmatter only',
    edit(LESSON, '<Exercise id="hello-view" />', ''),
    `${LESSON}`,
    /exercises.1: "hello-view" is not in the text/,
  ],
  [
    'an unknown exercise',
    edit(LESSON, '[hello-server, hello-view]', '[hello-server, hello-view, hello-moon]'),
    `${LESSON}`,
    /exercises.2: There is no exercise "hello-moon"/,
  ],
  [
    'two lessons with one slug',
    {
      'lessons/02-more/part.json': originalText('lessons/01-beginnings/part.json'),
      'lessons/02-more/01-hello.mdx': originalText(LESSON)
        .replace(/exercises:.*\n/, '')
        .replaceAll(/<Exercise.*\n/g, ''),
    },
    'lessons/02-more/01-hello.mdx',
    /"hello" is already lessons\/01/,
  ],
  [
    'an exercise in two lessons',
    {
      'lessons/01-beginnings/02-two.mdx': originalText(LESSON)
        .replace(', hello-view', '')
        .replace('<Exercise id="hello-view" />', ''),
    },
    'lessons/01-beginnings/02-two.mdx',
    /"hello-server" is already in/,
  ],
  [
    'a part without description',
    { 'lessons/01-beginnings/part.json': null },
    'lessons/01-beginnings/part.json',
    /does not exist/,
  ],
  [
    'a lesson with a wrong name',
    { 'lessons/01-beginnings/again.mdx': 'x' },
    'lessons/01-beginnings/again.mdx',
    /cannot be a lesson/,
  ],
  [
    'a folder without exercise',
    { 'exercises/empty/starter/main.js': '' },
    'exercises/empty/exercise.mdx',
    /does not exist/,
  ],
  ['no starter', { 'exercises/hello-view/starter': null }, DJANGO_EXERCISE, /starter\/: There are no starter files/],
  ['no solution', { 'exercises/hello-server/solution': null }, NODE_EXERCISE, /solution\/: There is no solution/],
  [
    'no tests',
    { 'exercises/hello-server/tests': null },
    NODE_EXERCISE,
    /tests\/: There are no tests[\s\S]*main\.test\.js/,
  ],
  [
    'tests the runner would not find',
    { 'exercises/hello-view/tests/test_hello.py': null, 'exercises/hello-view/tests/hello_spec.py': '' },
    DJANGO_EXERCISE,
    /tests\/: There are no tests[\s\S]*test_views\.py/,
  ],
  [
    'no hints',
    edit(NODE_EXERCISE, /hints:[\s\S]*body\.\n---/, 'hints: []\n---'),
    `${NODE_EXERCISE}:9`,
    /hints: The list is empty; it needs at least 3/,
  ],
  [
    'two hints',
    edit(NODE_EXERCISE, /\n {2}- Write the greeting.*/, ''),
    `${NODE_EXERCISE}:10`,
    /hints: It lists 2, not at least 3/,
  ],
  [
    'a path out of the exercise',
    edit(NODE_EXERCISE, '[main.js]', '[main.js, ../secret.js]'),
    `${NODE_EXERCISE}:5`,
    /files\.1: "\.\.\/secret\.js" does not fit/,
  ],
  [
    'a shown file that does not exist',
    edit(NODE_EXERCISE, '[main.js]', '[main.js, other.js]'),
    NODE_EXERCISE,
    /files\.1: "other\.js" is not in starter\/[\s\S]*main\.js/,
  ],
  [
    'a shown file that is binary',
    {
      'exercises/hello-server/starter/a.png': new Uint8Array([137, 80, 0]),
      ...edit(NODE_EXERCISE, '[main.js]', '[main.js, a.png]'),
    },
    NODE_EXERCISE,
    /files\.1: "a\.png" is binary/,
  ],
  [
    'a read-only file that is not shown',
    edit(NODE_EXERCISE, 'minutes: 10', 'minutes: 10\nreadOnly: [other.js]'),
    NODE_EXERCISE,
    /readOnly\.0: "other\.js" is not one of files/,
  ],
  [
    'a solution that changes a read-only file',
    {
      'exercises/hello-server/starter/b.js': '',
      ...edit(NODE_EXERCISE, '[main.js]', '[main.js, b.js]\nreadOnly: [main.js]'),
    },
    NODE_EXERCISE,
    /solution\/main\.js: The solution changes a read-only file/,
  ],
  [
    'a command with an open quote',
    edit(NODE_EXERCISE, 'minutes: 10', 'minutes: 10\nrun: "node \'main.js"'),
    NODE_EXERCISE,
    /run: A quote .* is not closed/,
  ],
  [
    'a twin that does not exist',
    {
      ...edit(NODE_EXERCISE, 'twin: hello-view', 'twin: hello-moon'),
      ...edit(DJANGO_EXERCISE, 'twin: hello-server\n', ''),
    },
    NODE_EXERCISE,
    /twin: There is no exercise "hello-moon"/,
  ],
  [
    'a twin that does not point back',
    edit(DJANGO_EXERCISE, 'twin: hello-server\n', ''),
    NODE_EXERCISE,
    /twin: "hello-view" does not point back/,
  ],
  [
    'one wrong answer',
    { 'exercises/hello-server/wrong-answers/nothing': null },
    'exercises/hello-server/wrong-answers',
    /1 wrong answer, not at least 2/,
  ],
  [
    'a wrong answer without description',
    { 'exercises/hello-server/wrong-answers/nothing/wrong-answer.json': null },
    'exercises/hello-server/wrong-answers/nothing/wrong-answer.json',
    /does not exist/,
  ],
  [
    'a wrong answer that is not JSON',
    { 'exercises/hello-server/wrong-answers/nothing/wrong-answer.json': '{' },
    'exercises/hello-server/wrong-answers/nothing/wrong-answer.json',
    /not JSON[\s\S]*mistake, message/,
  ],
  [
    'a wrong answer without files',
    { 'exercises/hello-server/wrong-answers/nothing/answer.txt': null },
    'exercises/hello-server/wrong-answers/nothing',
    /no file with the mistake/,
  ],
  [
    'a file name with a backslash',
    { 'exercises/hello-server/starter/..\\evil.js': '' },
    'exercises/hello-server/starter/..\\evil.js',
    /file name cannot be used/,
  ],
];

describe('a mistake gets one message that says where it is and what to write', () => {
  it.each(MISTAKES)('%s', (_name, changes, place, words) => {
    const { problems } = load(changes);
    const text = formatProblems(problems);
    expect(
      problems.filter(({ severity }) => severity === 'error'),
      text,
    ).toHaveLength(1);
    expect(text).toContain(place);
    expect(text).toMatch(words);
  });

  it('a link in a starter', () => {
    const folder = makeCourse();
    folders.push(folder);
    symlinkSync('/etc/hostname', join(folder.root, 'exercises/hello-server/starter/host.js'));
    expect(formatProblems(loadCourse(folder.root).problems)).toMatch(/starter\/host\.js\n {2}This is a link/);
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
