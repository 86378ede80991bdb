/** A learner sees how a server came to its answer: in a run, in a check and in the preview. */
import { expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { PreviewPage } from './preview.ts';
import { DJANGO_SITE, NODE_SERVER } from './preview-projects/read-projects.ts';
import { RequestTracePane } from './request-trace.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const EXERCISE = 'kill-the-n-plus-one';

const visitor = renewVisitor(shareSite());

test('an N+1 is seen with its line, mended, and the count falls', async () => {
  const workspace = await WorkspacePage.open(visitor, EXERCISE);
  const { page } = workspace;
  const loaded: string[] = [];
  page.on('request', (request) => void loaded.push(new URL(request.url()).pathname));
  await workspace.run();
  await workspace.waitForOutput('25 queries');
  expect(loaded.filter((path) => path.includes('RequestView'))).toEqual([]);

  const trace = new RequestTracePane(page);
  await trace.open();
  await expect.poll(() => loaded.filter((path) => path.includes('RequestView'))).not.toEqual([]);
  await trace.choose('GET /');
  await expect.poll(() => trace.summary.textContent()).toMatch(/^25 queries, /);
  await trace.pane.getByText('N+1: the same query 12 times, from catalogue/books.html:6').click();
  await trace.pane.getByText(/One query fetched 12 rows.*select_related\(\)/).waitFor();
  await trace.pane.getByRole('button', { name: 'catalogue/books.html, line 6' }).first().click();
  await expect.poll(() => page.locator('.cm-activeLine').textContent()).toContain('{{ book.author.name }}');

  await trace.picture('Files');
  const model = trace.pane.locator('.ws-mvt-card[data-part="model"]');
  await expect
    .poll(() => model.locator('li').allTextContents())
    .toEqual([
      expect.stringMatching(/^catalogue_book1 query, .*catalogue\/models\.py, line 17$/),
      expect.stringMatching(/^catalogue_author12 queries, .*catalogue\/models\.py, line 6$/),
      expect.stringMatching(/^catalogue_review12 queries, .*catalogue\/models\.py, line 27$/),
    ]);
  const lit = page.locator('.ws-file-tabs .ws-tab', { hasText: 'took part in the request' });
  await expect
    .poll(() => lit.evaluateAll((tabs) => tabs.map((tab) => (tab as HTMLElement).dataset.tab)))
    .toEqual([
      'catalogue/views.py',
      'catalogue/models.py',
      'catalogue/templates/catalogue/books.html',
      'config/urls.py',
    ]);
  await trace.pane.getByRole('button', { name: 'catalogue/views.py, line 6' }).click();

  await workspace.writeFile(readAuthored(EXERCISE, 'solution/catalogue/views.py'));
  await workspace.run();
  await workspace.waitForOutput('GET / -> 200, 2 queries');
  await trace.open();
  await trace.choose('GET /');
  await expect.poll(() => trace.summary.textContent()).toMatch(/^2 queries, .*The time before: 25 queries/);
  await trace.picture('Waterfall');
  await expect.poll(() => trace.steps(/^sql/).count()).toBe(2);
  expect(await trace.pane.getByText('N+1').count()).toBe(0);

  // The solution beside one's own code takes the place of all results.
  await page.getByRole('button', { name: 'Show the solution' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show the solution' }).click();
  await page.locator('.ws-panes[data-comparing="true"]').waitFor();
  await expect.poll(() => trace.pane.isVisible()).toBe(false);
});

test('the keyboard alone goes through the steps of a test’s request, unfolds repeats and reads one', async () => {
  const workspace = await WorkspacePage.open(visitor, EXERCISE);
  const { page } = workspace;
  expect(await workspace.check()).toBe('3 of 6 tests passed.');
  const failed = page.locator('.ws-test', { hasText: 'asks twice for 3 books' });
  await failed.locator('summary').first().click();
  await failed.getByRole('button', { name: /^Trace of GET \/: 200/ }).press('Enter');
  const trace = new RequestTracePane(page);
  await trace.steps().first().focus();
  await expect.poll(() => trace.steps().first().textContent()).toMatch(/The whole request: GET \//);
  await page.keyboard.press('End');
  const folded = page.locator('[role="treeitem"]:focus');
  await expect.poll(() => folded.textContent()).toMatch(/Database query: 3×.*catalogue_review/);
  const count = await trace.steps().count();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => trace.steps().count()).toBe(count + 3);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await trace.details.getByText('Parameters: 1').waitFor();
  await trace.details.getByText('books.html, line 7').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => trace.details.count()).toBe(0);
  await expect.poll(() => folded.getAttribute('aria-level')).not.toBeNull();
});

test('a request in the log of the preview leads to its trace, one that failed to its exception', async () => {
  const preview = await PreviewPage.open(visitor, DJANGO_SITE);
  const trace = new RequestTracePane(preview.page);
  await preview.run();
  await preview.waitForText('50 books');
  await preview.open('/broken/');
  await preview.waitForText('KeyError at /broken/');
  await preview.view('Requests');
  await preview.pane.locator('.ws-request', { hasText: '/broken/' }).click();
  await preview.button('Trace: how the server came to it').click();
  await trace.steps('broken').first().waitFor();
  await trace.pane.locator('.ws-request-notice[data-tone="bad"]', { hasText: 'KeyError' }).waitFor();

  await trace.choose('GET /');
  await expect.poll(() => trace.summary.textContent()).toMatch(/^1 query, /);
  await trace.steps('SessionMiddleware').first().waitFor();
  await trace.steps(/^urls/).click();
  await trace.details.getByText('Patterns tried, in order').waitFor();
  await trace.picture('Table');
  await trace.pane.getByRole('cell', { name: /The path is looked up/ }).waitFor();
});

test('a Node.js server is started again to record its requests and its WebSockets, each with the line of its handler', async () => {
  const preview = await PreviewPage.open(visitor, NODE_SERVER);
  const trace = new RequestTracePane(preview.page);
  await preview.run();
  await preview.recordAgain();
  await preview.openTrace('/');
  await trace.steps(/^handler/).waitFor();
  await trace.steps(/^handler/).click();
  await trace.details.getByText(/^main\.js, line \d+$/).waitFor();

  await preview.page.getByRole('tab', { name: 'Preview' }).click();
  await preview.open('/live');
  await preview.waitForText('closed 4001 bye');
  await preview.openTrace('/socket');
  await expect.poll(() => trace.steps().first().textContent()).toMatch(/The whole request: GET \/socket/);
  await trace.steps(/listener of "upgrade"/).click();
  await trace.details.getByText(/^main\.js, line \d+$/).waitFor();
});
