/** A learner mistypes: the place is marked while they pause, and the mark goes when it is right again. */
import { expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = shareVisitor(shareSite());

test.each([
  ['hello-server', 'starter/hello.js', 'const = 3;'],
  ['hello-view', 'starter/hello/views.py', 'def greet(:'],
])('in %s', async (exerciseId, path, mistake) => {
  const workspace = await WorkspacePage.open(visitor, exerciseId);
  const { page } = workspace;
  const marks = page.locator('.cm-lintRange-error');
  const inWords = page.locator('.ws-syntax');
  const text = readAuthored(exerciseId, path);
  const wrong = `${text}\n${mistake}\n`;
  // Before the engine is ready nothing can be said; then the file is looked at by itself.
  await workspace.writeFile(wrong);
  await marks.first().waitFor({ timeout: 45_000 });
  const line = wrong.split('\n').indexOf(mistake) + 1;
  await inWords.getByRole('button', { name: `Line ${line}` }).waitFor();
  await expect
    .poll(() => page.locator('[aria-live="polite"]').allTextContents())
    .toContainEqual(expect.stringContaining(`Line ${line}: `));

  await workspace.writeFile(text);
  await inWords.waitFor({ state: 'detached' });
  await expect.poll(() => marks.count()).toBe(0);

  // A run right after a key is not held up, and the mark comes all the same.
  await workspace.writeFile(wrong);
  await workspace.run();
  await workspace.waitForOutput(/SyntaxError/);
  await page.getByText(`Line ${line}`, { exact: true }).first().waitFor();
  await page.close();
});
