/** A small course without mistakes in a folder of its own, for tests that then make one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Content by path; null takes a file away. */
export type Changes = Readonly<Record<string, string | Uint8Array | null>>;

export const LESSON = 'lessons/01-beginnings/01-hello.mdx';
export const NODE_EXERCISE = 'exercises/hello-server/exercise.mdx';
export const DJANGO_EXERCISE = 'exercises/hello-view/exercise.mdx';

const LESSON_TEXT = `---
title: Hello, twice
summary: What a program has to do before it can say hello to a browser.
goals:
  - Answer a request in both stacks
minutes: 20
exercises: [hello-server, hello-view]
---

Both answer a request.

<SideBySide>
<Node>

A handler.

</Node>
<Django>

A view.

</Django>
</SideBySide>

<Exercise id="hello-server" />

<Exercise id="hello-view" />
`;

function exerciseText({ runtime, file, twin }: { runtime: string; file: string; twin: string }): string {
  return `---
title: Say hello
runtime: ${runtime}
summary: Answer every request with a friendly greeting.
files: [${file}]
twin: ${twin}
concepts: [request, response]
minutes: 10
hints:
  - Look at what the function gets.
  - The answer has a **body**.
  - Write the greeting into the body.
---

Answer with a greeting.
`;
}

const WRONG_ANSWER = JSON.stringify({ mistake: 'Answers with another greeting', message: 'Hello' });

const FILES: Readonly<Record<string, string>> = {
  'lessons/01-beginnings/part.json': JSON.stringify({ title: 'Beginnings', summary: 'How a first program answers.' }),
  [LESSON]: LESSON_TEXT,
  [NODE_EXERCISE]: exerciseText({ runtime: 'node', file: 'main.js', twin: 'hello-view' }),
  'exercises/hello-server/starter/main.js': 'export const hello = () => "";\n',
  'exercises/hello-server/solution/main.js': 'export const hello = () => "Hello";\n',
  'exercises/hello-server/tests/main.test.js': "import '../main.js';\n",
  [DJANGO_EXERCISE]: exerciseText({ runtime: 'django', file: 'hello/views.py', twin: 'hello-server' }),
  'exercises/hello-view/starter/hello/views.py': 'def hello(request): ...\n',
  'exercises/hello-view/starter/manage.py': 'import django\n',
  'exercises/hello-view/solution/hello/views.py': 'def hello(request): return "Hello"\n',
  'exercises/hello-view/tests/test_hello.py': 'import hello.views\n',
};

for (const exercise of ['hello-server/wrong-answers', 'hello-view/wrong-answers']) {
  for (const cause of ['nothing', 'goodbye']) {
    Object.assign(FILES, {
      [`exercises/${exercise}/${cause}/wrong-answer.json`]: WRONG_ANSWER,
      [`exercises/${exercise}/${cause}/answer.txt`]: 'Goodbye\n',
    });
  }
}

export interface CourseFolder {
  /** With a slash at the end. */
  readonly root: string;
  /** Writes over, adds and takes away files. */
  change(changes: Changes): void;
  remove(): void;
}

/** The text of a file of the course without mistakes. */
export function originalText(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw new Error(`The fixture has no ${path}`);
  return text;
}

/** Makes the folder with the course and what is changed in it. */
export function makeCourse(changes: Changes = {}): CourseFolder {
  const root = `${mkdtempSync(join(tmpdir(), 'course-'))}/`;
  const change = (files: Changes) => {
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, path);
      if (content === null) {
        rmSync(file, { recursive: true });
        continue;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  };
  change(FILES);
  change(changes);
  return { root, change, remove: () => rmSync(root, { recursive: true }) };
}

/** The file with one piece of its text replaced. */
export function edit(path: string, from: string | RegExp, to: string): Changes {
  const text = originalText(path);
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${path} does not contain ${from}`);
  return { [path]: edited };
}
