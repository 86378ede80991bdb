import { describe, expect, it } from 'vitest';
import { LESSON_COMPONENTS, TASK_COMPONENTS } from '../../src/course/component-rules.ts';
import { formatProblem } from '../../src/course/course-problem.ts';
import { loadBody } from '../../src/course/load-body.ts';

const load = (body: string) => loadBody({ file: 'lesson.mdx', body, bodyLine: 1, components: LESSON_COMPONENTS });

const fence = (meta: string, code: string) => `\`\`\`${meta}\n${code}\n\`\`\`\n`;
const PROGRAM = fence('js title="order.mjs" run', "console.log('a');\nconsole.log('b');\nconsole.log('c');");
const OUTPUT = fence('text title="Output"', 'a\nb\nc');
const answer = (...blocks: string[]) => `<Answer>\n\n${blocks.join('\n')}\nBecause.\n\n</Answer>\n`;

const predict = (attributes: string, ...blocks: string[]) =>
  `<Predict id="order" ${attributes}>\n\n${blocks.join('\n')}\n</Predict>\n`;
const ORDER = predict('ask="order"', PROGRAM, answer(OUTPUT));

const QUIZ = `<Quiz id="who">

Who \`waits\`?

<Choice right why="The *client* does.">

The client “waits”

</Choice>

<Choice why="It does not.">The server</Choice>

</Quiz>
`;

const PARSONS = `<Parsons id="greet">

${fence('text title="Output"', 'hello')}
${answer(
  fence('python title="greet.py" run', 'def greet():\n    print("hello")\n\n\ngreet()'),
  fence('python distractors', 'greet'),
)}
</Parsons>
`;

describe('questions without mistakes', () => {
  it('have no problems', () => {
    const number = predict(
      'ask="number" find="took (\\d+)" tolerance="5"',
      PROGRAM.replace(' run', ' run unstable'),
      answer(OUTPUT.replace('Output', 'Output of one run').replace('a\n', 'took 7\n')),
    );
    expect(load(ORDER + QUIZ + PARSONS + number).problems.map(formatProblem)).toEqual([]);
  });

  it('a prediction has the lines of the output, in another order, and no answer', () => {
    const question = load(ORDER).questions[0]?.question;
    expect(question).toMatchObject({ kind: 'prediction', id: 'order', ask: 'order' });
    const lines = question?.kind === 'prediction' ? (question.lines ?? []) : [];
    expect([...lines].sort()).toEqual(['a', 'b', 'c']);
    expect(lines).not.toEqual(['a', 'b', 'c']);
  });

  it('a quiz has its choices and explanations as HTML', () => {
    expect(load(QUIZ).questions[0]?.question).toEqual({
      kind: 'quiz',
      id: 'who',
      select: 'one',
      choices: [
        { html: 'The client “waits”', isRight: true, why: 'The <em>client</em> does.' },
        { html: 'The server', isRight: false, why: 'It does not.' },
      ],
    });
  });

  it('a Parsons problem has its lines without indentation, shuffled with those that do not belong', () => {
    const question = load(PARSONS).questions[0]?.question;
    expect(question).toMatchObject({ kind: 'parsons', stack: 'django', name: 'greet.py', output: 'hello' });
    const lines = question?.kind === 'parsons' ? question.lines : [];
    expect([...lines].sort()).toEqual(['def greet():', 'greet', 'greet()', 'print("hello")']);
  });

  it('the program of a prediction is run as any other: its output may stand in the answer', () => {
    expect(load(ORDER).snippets).toMatchObject([{ name: 'order.mjs', isRun: true, output: 'a\nb\nc' }]);
  });
});

/** Each mistake alone gets exactly one message, with these words. */
const MISTAKES: readonly [name: string, body: string, words: RegExp][] = [
  [
    'a prediction of an unstable program',
    predict(
      'ask="order"',
      PROGRAM.replace(' run', ' run unstable'),
      answer(OUTPUT.replace('Output', 'Output of one run')),
    ),
    /differs from run to run[\s\S]*tolerance/,
  ],
  [
    'a prediction without a program',
    predict('ask="write"', answer(OUTPUT)),
    /0 programs to predict[\s\S]*marked "run"/,
  ],
  ['a prediction without an answer', predict('ask="order"', PROGRAM, OUTPUT), /0 <Answer>, not 1/],
  [
    'a prediction of an unknown kind',
    ORDER.replace('ask="order"', 'ask="guess"'),
    /cannot be "guess"[\s\S]*order, pick, write, number/,
  ],
  ['two lines to order', predict('ask="order"', PROGRAM, answer(OUTPUT.replace('\nc', ''))), /2 lines to order/],
  [
    'a number that the output does not have',
    predict('ask="number"', PROGRAM, answer(OUTPUT)),
    /does not say what the answer is[\s\S]*find=/,
  ],
  [
    'a pattern that is none',
    predict('ask="number" find="(a"', PROGRAM, answer(OUTPUT)),
    /cannot be found[\s\S]*one group/,
  ],
  [
    'a pattern without a group',
    predict('ask="write" find="a"', PROGRAM, answer(OUTPUT)),
    /cannot be found[\s\S]*one group/,
  ],
  [
    'a tolerance that is no number',
    predict('ask="number" find="(\\d)" tolerance="some"', PROGRAM, answer(OUTPUT.replace('a', '1'))),
    /"some" is no tolerance/,
  ],
  [
    'choices of which none is what the program prints',
    predict(
      'ask="pick" find="^(a)$"',
      PROGRAM,
      '<Choice prints="x">x</Choice>\n',
      '<Choice prints="y">y</Choice>\n',
      answer(OUTPUT),
    ),
    /0 choices are what the program prints \("a"\)/,
  ],
  [
    'a choice of a prediction that is marked right',
    predict(
      'ask="pick" find="^(a)$"',
      PROGRAM,
      '<Choice prints="a" right>x</Choice>\n',
      '<Choice prints="y">y</Choice>\n',
      answer(OUTPUT),
    ),
    /right when the program says so/,
  ],
  [
    'choices of an order',
    predict('ask="order"', PROGRAM, '<Choice prints="a">a</Choice>\n', answer(OUTPUT)),
    /ask="order" has no choices/,
  ],
  ['an id with blanks', ORDER.replace('"order"', '"my order"'), /cannot be the id of a question/],
  ['a quiz with one choice', QUIZ.replace(/<Choice why[\s\S]*?<\/Choice>/, ''), /nothing to choose from/],
  [
    'two right choices of one',
    QUIZ.replace('<Choice why', '<Choice right why'),
    /2 choices are right, not 1[\s\S]*several/,
  ],
  ['a choice without an explanation', QUIZ.replace(' why="It does not."', ''), /"The server" is not explained/],
  ['a flag with a value', QUIZ.replace('right why', 'right="yes" why'), /"right" of <Choice> has a value/],
  [
    'a choice outside of a question',
    `${QUIZ}\n<Choice why="No.">x</Choice>\n`,
    /<Choice> is not directly in <Predict> or <Quiz>/,
  ],
  ['a Parsons problem without a program', PARSONS.replace(' run', ''), /no program to put together/],
  [
    'a Parsons problem of an unstable program',
    PARSONS.replace(' run', ' run unstable').replace('"Output"', '"Output of one run"'),
    /differs from run to run/,
  ],
  ['a program that runs without its output', PROGRAM, /what it prints is not shown[\s\S]*title="Output"/],
  ['a fragment that runs', fence('js run fragment', 'a();') + OUTPUT, /no whole program/],
  ['a program in a language that does not run', fence('sql run', 'SELECT 1'), /cannot be in "sql"/],
  ['a word that means nothing', fence('js runs', 'a();'), /"runs" after the language means nothing/],
  ['an attribute that means nothing', fence('js file="a.js"', 'a();'), /no attribute "file"/],
  ['an unstable program that does not run', fence('js unstable', 'a();'), /Only a program that is run/],
  [
    'an unstable output shown as if it were none',
    PROGRAM.replace('run', 'run unstable') + OUTPUT,
    /as if it were always the same/,
  ],
  [
    'a stable output shown as one of several',
    PROGRAM + OUTPUT.replace('Output', 'Output of one run'),
    /not marked unstable/,
  ],
  ['a file name that cannot be', PROGRAM.replace('order.mjs', 'order (part).mjs') + OUTPUT, /cannot be the file/],
];

describe('a mistake gets one message that says what to write', () => {
  it.each(MISTAKES)('%s', (_name, body, words) => {
    const messages = load(body).problems.map(formatProblem);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(words);
  });
});

it('programs of a task cannot be run', () => {
  const { problems } = loadBody({
    file: 'exercise.mdx',
    body: PROGRAM + OUTPUT,
    bodyLine: 1,
    components: TASK_COMPONENTS,
  });
  expect(problems.map(({ message }) => message)).toEqual(['Programs can be run in lessons only.']);
});
