import { describe, expect, it } from 'vitest';
import { findSnippets, type Snippet } from '../../src/course/load-snippets.ts';

const find = (body: string): Snippet[] => findSnippets({ file: 'lesson.mdx', body, bodyLine: 10 });

const js = (meta: string, code = 'start();') => `\`\`\`js ${meta}\n${code}\n\`\`\`\n\n`;
const output = (title = 'Output') => `\`\`\`text title="${title}"\nstarted\n\`\`\`\n\n`;

describe('a program in a text', () => {
  it('has the name and the place that the text gives it', () => {
    expect(find(`Look:\n\n${js('title="server.cjs" {1}')}`)).toEqual([
      {
        file: 'lesson.mdx',
        line: 13,
        language: 'js',
        stack: 'node',
        name: 'server.cjs',
        code: 'start();',
        isFragment: false,
        isRun: false,
        isUnstable: false,
        companions: [],
      },
    ]);
  });

  it('without a title is an ES module, or a Python file', () => {
    expect(find(`${js('')}\`\`\`python\nstart()\n\`\`\``).map(({ name }) => name)).toEqual(['main.mjs', 'main.py']);
  });

  it('leaves out what is shown as removed', () => {
    const [snippet] = find(js('', 'old(); // [!code --]\nnew_(); // [!code ++]'));
    expect(snippet?.code).toBe('\nnew_(); // [!code ++]');
  });

  it('is found inside components', () => {
    expect(find(`<SideBySide>\n<Node>\n\n${js('')}</Node>\n</SideBySide>`)).toHaveLength(1);
  });

  it('in another language is none', () => {
    expect(find('```html\n<p>\n```\n\n```console\nnode main.js\n```')).toEqual([]);
  });
});

describe('output', () => {
  it('belongs to the program directly before it', () => {
    expect(find(js('') + js('') + output()).map((snippet) => snippet.output)).toEqual([undefined, 'started']);
  });

  it('is not compared when prose or another title stands between', () => {
    expect(find(`${js('')}It prints:\n\n${output()}`)[0]?.output).toBeUndefined();
    expect(find(js('') + output('Output on one machine'))[0]?.output).toBeUndefined();
  });
});

it('files marked "also" belong to the program that follows', () => {
  const [, program] = find(js('title="a.mjs" also', 'export {};') + js('title="b.mjs"') + output());
  expect(program?.companions).toEqual([{ name: 'a.mjs', code: 'export {};' }]);
});

it('words and attributes after the language are read in any order', () => {
  const [snippet] = find(js('fragment with="hello-server" {1} title="server.js"'));
  expect(snippet).toMatchObject({ isFragment: true, exercise: 'hello-server', name: 'server.js' });
});
