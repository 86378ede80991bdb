/** A learner checks the starter, reads what is wrong, takes a hint, writes the answer, and it counts. */
import { describe, expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { visit } from './visit.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = renewVisitor(shareSite());

describe.each([
  { stack: 'Node.js', id: 'hello-server', solution: 'solution/hello.js', tests: 6 },
  { stack: 'Django', id: 'hello-view', solution: 'solution/hello/views.py', tests: 6 },
])('$stack', ({ id, solution, tests }) => {
  test('fail, read the difference, take a hint, fix, pass, and find it ticked', async () => {
    const workspace = await WorkspacePage.open(visitor, id);
    const { page } = workspace;

    expect(await workspace.check()).toMatch(new RegExp(`^\\d of ${tests} tests passed\\.$`));
    const difference = page.locator('.ws-difference').first();
    await difference.waitFor();
    const lines = (await difference.locator('.ws-difference-line').allTextContents()).join('\n');
    expect(lines).toMatch(/expected: .*Hello, (?:Ada|Zoë)/);
    expect(lines).toMatch(/got: .*Hello, world!/);
    await page.getByRole('button', { name: 'Read the test' }).first().click();
    await expect.poll(() => workspace.readFile()).toContain('Hello, Ada!');
    await workspace.button('Close test').click();

    await page.getByRole('button', { name: /^Show a hint/ }).click();
    await page
      .getByText(/^Hint 1 of \d/)
      .first()
      .waitFor();

    await workspace.writeFile(readAuthored(id, solution));
    await page.getByText('Your code has changed since.').waitFor();
    expect(await workspace.check()).toBe(`All ${tests} tests passed.`);

    const progress = await visit(visitor, 'progress/');
    const item = progress.locator('li[data-progress-state="passed"]');
    await item.waitFor();
    await expect.poll(() => item.textContent()).toMatch(/passed, 1 hint seen/);
  });
});
