import { expect, test } from 'vitest';
import { openTab } from './fixtures.ts';

const UNCLOSED = { message: 'never closed', line: 3, column: 1 };

test('no engine is opened to look at a file, and nothing is said then', async () => {
  const { workspace } = openTab();
  expect(await workspace.syntax.find('main.js', '(')).toBeUndefined();
  expect(workspace.engine.status.value.state).toBe('idle');
  expect(workspace.syntax.latest.value).toBeUndefined();
});

test('a mistake is announced once, and that it is gone', async () => {
  const { workspace, runtime, announced } = openTab();
  workspace.engine.warmUp();
  runtime.syntaxProblems = [UNCLOSED];
  await expect.poll(() => workspace.engine.status.value.state).toBe('ready');
  await workspace.syntax.find('main.js', '(');
  await workspace.syntax.find('main.js', '((');
  expect(workspace.syntax.latest.value).toEqual({ path: 'main.js', problems: [UNCLOSED] });
  runtime.syntaxProblems = [];
  await workspace.syntax.find('main.js', '()');
  await workspace.syntax.find('main.js', '() ');
  const said = announced.filter((text) => /Line|syntax/.test(text));
  expect(said).toEqual(['Line 3: never closed', 'The syntax is right again.']);
});

test('JSON needs no engine', async () => {
  const { workspace } = openTab();
  expect(await workspace.syntax.find('package.json', '{\n  "a": 1,\n}')).toMatchObject([{ line: 3 }]);
  expect(await workspace.syntax.find('package.json', '{ "a": 1 }')).toEqual([]);
  expect(await workspace.syntax.find('package.json', ' ')).toEqual([]);
});
