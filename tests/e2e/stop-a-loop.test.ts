/** A learner writes a loop that never ends, stops it, and goes on: nothing freezes, nothing is lost. */
import { expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = renewVisitor(shareSite());

test.each([
  {
    id: 'hello-server',
    loop: `export function hello() {}\nconsole.log('round and round');\nfor (;;) {}\n`,
    starter: 'starter/hello.js',
  },
  {
    id: 'hello-view',
    loop: 'print("round and round", flush=True)\nwhile True:\n    pass\n',
    starter: 'starter/hello/views.py',
  },
])('$id: an endless loop stops at once, and the next run works', async ({ id, loop, starter }) => {
  const workspace = await WorkspacePage.open(visitor, id);
  await workspace.writeFile(loop);
  await workspace.run();
  await workspace.waitForOutput('round and round');
  await workspace.button('Stop').click();
  await workspace.waitForOutput(/^Stopped after/);

  await workspace.writeFile(readAuthored(id, starter));
  await workspace.run();
  await workspace.waitForOutput(/exit code 0/);
});

test('output without end is cut with a notice, and the page answers meanwhile', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  await workspace.writeFile(`export function hello() {}\nfor (;;) console.log('x'.repeat(99));\n`);
  await workspace.run();
  await workspace.waitForOutput('The output was cut here');
  await workspace.page.getByRole('button', { name: /^Show a hint/ }).click();
  await workspace.page
    .getByText(/^Hint 1 of/)
    .first()
    .waitFor();
  await workspace.button('Stop').click();
  await workspace.waitForOutput(/^Stopped after/);
});

test('code that is no program ends in a sentence with a way to its line', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  await workspace.writeFile('export function hello() {\n  const = 3;\n}\n');
  expect(await workspace.check()).toMatch(
    /^Your code broke before its tests could run, in hello\.js, line 2: SyntaxError/,
  );
  await workspace.page
    .getByRole('button', { name: /hello\.js, line 2/ })
    .first()
    .click();
  await expect.poll(() => workspace.page.locator('.cm-activeLine').textContent()).toContain('const = 3');
});
