/** A learner without a mouse solves an exercise: write, run, check, hint, jump between panes. */
import { expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = shareVisitor(shareSite());

/** More presses of Tab than this to reach something is too many. */
const TAB_LIMIT = 40;

async function tabTo({ page }: WorkspacePage, selector: string): Promise<void> {
  for (let presses = 0; presses < TAB_LIMIT; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${TAB_LIMIT} presses of Tab do not lead to ${selector}.`);
}

test('write, run, check, take a hint and move between panes without a mouse', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  const { keyboard } = workspace.page;
  await tabTo(workspace, '.cm-content');
  await workspace.writeFile(readAuthored('hello-server', 'solution/hello.js'));

  await keyboard.press('ControlOrMeta+Enter');
  await workspace.waitForOutput(/exit code 0/);
  await keyboard.press('ControlOrMeta+Shift+Enter');
  expect(await workspace.waitForVerdict()).toBe('All 6 tests passed.');
  // The verdict is announced, not only shown.
  await workspace.page.locator('[role="status"]', { hasText: 'All 6 tests passed.' }).waitFor({ state: 'attached' });

  await keyboard.press('Alt+h');
  await workspace.page
    .getByText(/^Hint 1 of/)
    .first()
    .waitFor();
  const before = await activePane(workspace);
  await keyboard.press('F6');
  await expect.poll(() => activePane(workspace)).not.toBe(before);
  await keyboard.press('Shift+F6');
  await expect.poll(() => activePane(workspace)).toBe(before);
});

test('the editor is no trap: Escape, then Tab leaves it', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  await tabTo(workspace, '.cm-content');
  await workspace.page.keyboard.press('Escape');
  await workspace.page.keyboard.press('Tab');
  expect(await workspace.page.evaluate(() => document.activeElement?.matches('.cm-content'))).toBe(false);
});

function activePane({ page }: WorkspacePage): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.closest('.ws-pane')?.id);
}
