/** A learner looks at what their program did to the database, comes back to it, and starts afresh. */
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { PHONE } from '../harness/site.ts';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = shareVisitor(shareSite());
let workspace: WorkspacePage;

const pane = (): Locator => workspace.page.locator('.ws-pane-database');
const openPane = (): Promise<void> => workspace.page.getByRole('tab', { name: 'Database' }).click();
const cells = (): Promise<string[]> => pane().locator('.ws-table-scroll tbody td').allTextContents();

test('before a run there is no database, and the pane says how to get one', async () => {
  workspace = await WorkspacePage.open(visitor, 'mvt-map');
  await openPane();
  await pane().getByText('No database yet.').waitFor();
});

test('after a run the rows are there, with NULL as what it is', async () => {
  await workspace.run();
  await workspace.waitForOutput(/exit code 0/);
  await openPane();
  await pane().getByRole('button', { name: 'shelf_book 3 rows' }).waitFor();
  await expect.poll(cells).toContain('Learn the <b> tag');
  await pane().getByText('Schema of shelf_book').click();
  await pane().getByText('CREATE TABLE "shelf_book"').waitFor();
});

test('the SQL leads to the line that caused it', async () => {
  await pane().getByRole('tab', { name: 'SQL' }).click();
  const query = pane().locator('.ws-query', { hasText: 'ORDER BY "shelf_book"."title"' });
  await query.getByText('2 rows').waitFor();
  await query.getByRole('button', { name: /^shelf\/views\.py, line \d+$/ }).click();
  await expect.poll(() => workspace.page.locator('.cm-activeLine').textContent()).toContain('for book in books');
});

test('on the next visit the database is still there', async () => {
  await workspace.page.close();
  workspace = await WorkspacePage.open(visitor, 'mvt-map');
  await openPane();
  await pane().getByRole('button', { name: 'shelf_book 3 rows' }).waitFor({ timeout: 45_000 });
});

test('a check never sees it', async () => {
  await workspace.writeFile(readAuthored('mvt-map', 'solution/shelf/views.py'));
  expect(await workspace.check()).toMatch(/^\d of \d tests passed|failed/);
  await openPane();
  await pane().getByRole('button', { name: 'shelf_book 3 rows' }).waitFor();
});

test('starting afresh can be undone', async () => {
  await workspace.button('Start afresh').click();
  await pane().getByText('No database yet.').waitFor();
  await workspace.button('Keep the old one').click();
  await pane().getByRole('button', { name: 'shelf_book 3 rows' }).waitFor();
});

test('a second tab finds it; what it changes, the first one is asked about, and the other way round', async () => {
  const here = workspace;
  const there = await WorkspacePage.open(visitor, 'mvt-map');
  const question = 'A run in another tab changed the database of this exercise.';
  await there.page.getByRole('tab', { name: 'Database' }).click();
  await there.button('Start afresh').click();
  await here.page.getByText(question).waitFor();
  await here.button('This tab’s').click();
  await there.page.getByText(question).waitFor();
  await there.button('The other tab’s database').click();
  await there.page.locator('.ws-pane-database').getByRole('button', { name: 'shelf_book 3 rows' }).waitFor();
  await expect.poll(() => here.page.getByText(question).count()).toBe(0);
  await there.page.close();
});

test('on a phone the database is one of the tabs', async () => {
  await workspace.page.setViewportSize(PHONE);
  await openPane();
  await pane().getByRole('button', { name: 'shelf_book 3 rows' }).waitFor();
  const overhang = await workspace.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overhang).toBeLessThanOrEqual(0);
});
