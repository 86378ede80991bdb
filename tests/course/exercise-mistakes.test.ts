/** Mistakes in exercises: one message each, which says where it is and what to write. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../src/course/course-problem.ts';
import { loadCourse } from '../../src/course/load-course.ts';
import { DJANGO_EXERCISE, edit, NODE_EXERCISE } from './course-fixture.ts';
import { type Mistake, makeFolder, testMistakes } from './load-changed.ts';

const MISTAKES: readonly Mistake[] = [
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

describe('a mistake in an exercise gets one message that says where it is and what to write', () => {
  testMistakes(MISTAKES);

  it('a link in a starter', () => {
    const folder = makeFolder();
    symlinkSync('/etc/hostname', join(folder.root, 'exercises/hello-server/starter/host.js'));
    expect(formatProblems(loadCourse(folder.root).problems)).toMatch(/starter\/host\.js\n {2}This is a link/);
  });
});
