/** A learner on a phone: panes are tabs, results come to the front, everything is in reach of a thumb. */
import { expect, test } from 'vitest';
import { PHONE } from '../harness/site.ts';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = shareVisitor(shareSite(), { viewport: PHONE, isMobile: true, hasTouch: true });

test('read the task, write, run and check in tabs', async () => {
  const page = await visitor.newPage();
  await page.goto('exercises/hello-server/');
  const workspace = new WorkspacePage(page);
  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
  await tab('Task').tap();
  await expect.poll(() => page.locator('#task').isVisible()).toBe(true);

  await tab('Code').tap();
  await workspace.editor.waitFor();
  await expect.poll(() => page.locator('#task').isVisible()).toBe(false);
  await workspace.writeFile(readAuthored('hello-server', 'solution/hello.js'));

  await workspace.button('Run').tap();
  await workspace.waitForOutput(/exit code 0/);
  await expect.poll(() => tab('Output').getAttribute('aria-selected')).toBe('true');

  await workspace.button('Check').tap();
  expect(await workspace.waitForVerdict()).toBe('All 6 tests passed.');
  await expect.poll(() => tab('Tests').getAttribute('aria-selected')).toBe('true');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
