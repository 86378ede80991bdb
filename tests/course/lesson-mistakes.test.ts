/** Mistakes in lessons and parts: one message each, which says where it is and what to write. */
import { describe } from 'vitest';
import { edit, LESSON, originalText } from './course-fixture.ts';
import { type Mistake, testMistakes } from './load-changed.ts';

const MISTAKES: readonly Mistake[] = [
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
];

describe('a mistake in a lesson gets one message that says where it is and what to write', () => {
  testMistakes(MISTAKES);
});
