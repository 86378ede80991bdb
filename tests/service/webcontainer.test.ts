/** With the real service of WebContainer. Opt-in, for it needs the internet: `npm run test:webcontainer`. */
import { expect, test } from 'vitest';
import { readAuthored, WorkspacePage } from '../e2e/workspace.ts';
import { renewVisitor, shareSite } from '../harness/visitors.ts';

const visitor = renewVisitor(shareSite());

test('an exercise with packages is run and solved in WebContainer', async () => {
  const workspace = await WorkspacePage.open(visitor, 'express-router');
  const { page } = workspace;
  await workspace.run();
  await workspace.output.getByText('GET /books 200').waitFor({ state: 'attached' });
  await workspace.output.getByText(/^Finished after/).waitFor({ state: 'attached' });
  expect(await page.getByRole('button', { name: /^Runtime: WebContainer/ }).count()).toBe(1);
  await workspace.writeFile(readAuthored('express-router', 'solution/books.js'));
  expect(await workspace.check()).toBe('All 6 tests passed.');
});

test('its terminal has a shell with the learner’s files', async () => {
  const workspace = await WorkspacePage.open(visitor, 'express-router');
  const { page } = workspace;
  await workspace.run();
  await workspace.output.getByText(/^Finished after/).waitFor({ state: 'attached' });
  await page.getByRole('tab', { name: 'Output' }).click();
  await page.getByRole('button', { name: 'Terminal' }).click();
  await page.locator('.xterm-helper-textarea').waitFor();
  await page.keyboard.type('ls\n');
  await page.locator('.ws-terminal').getByText('books.js').first().waitFor();
});
