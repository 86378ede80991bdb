/** A Django site in the preview: views, the admin as in a browser's tab, streams, uploads, error pages. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { PreviewPage } from './preview.ts';
import { DJANGO_SITE } from './preview-projects/read-projects.ts';

const visitor = shareVisitor(shareSite());
let preview: PreviewPage;

beforeAll(async () => {
  preview = await PreviewPage.open(visitor, DJANGO_SITE);
  await preview.run();
});

test('the admin: log in, add a book, read the message, search, go back, log out', async () => {
  const { document } = preview;
  await preview.waitForText('50 books');
  await document.getByRole('link', { name: 'Admin' }).click();
  await preview.waitForAddress('localhost:8000/admin/login/?next=/admin/');
  await document.getByLabel('Username').fill('ada');
  await document.getByLabel('Password').fill('wrong');
  await document.getByRole('button', { name: 'Log in' }).click();
  await preview.waitForText('Please enter the correct username and password');
  await document.getByLabel('Password').fill('lovelace');
  await document.getByRole('button', { name: 'Log in' }).click();
  await preview.waitForText('Site administration');
  await preview.waitForAddress('localhost:8000/admin/');
  const header = await document.locator('#header').evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(header).toBe('rgb(65, 118, 144)');

  await document.locator('.model-book').getByRole('link', { name: 'Add' }).click();
  await document.getByLabel('Title').fill('Emma');
  // The calendar is made by the admin's scripts.
  await document.getByRole('link', { name: 'Today' }).first().click();
  await document.getByLabel('Author').selectOption('Jane Austen');
  await document.getByRole('button', { name: 'Save', exact: true }).click();
  await document.locator('.messagelist .success', { hasText: 'The book “Emma” was added successfully.' }).waitFor();
  await preview.waitForText('51 books');

  await document.getByPlaceholder('Search').or(document.locator('#searchbar')).fill('Emma');
  await document.getByRole('button', { name: 'Search' }).click();
  await preview.waitForText('1 result');
  await preview.button('Back').click();
  await preview.waitForText('51 books');
  await document.locator('#action-toggle').check();
  await preview.waitForText('51 of 51 selected');
  const icons = () =>
    document
      .locator('#result_list img')
      .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth));
  await expect.poll(async () => new Set(await icons())).not.toContain(0);

  // Django's session cookie is HttpOnly: listed, and hidden from the page.
  const seen = () => document.locator('body').evaluate((body) => body.ownerDocument.cookie);
  await expect.poll(seen).toMatch(/csrftoken=/);
  expect(await seen()).not.toMatch(/sessionid/);
  await preview.view('Cookies');
  await preview.pane
    .locator('li', { hasText: 'sessionid' })
    .getByText(/HttpOnly/)
    .waitFor();
  await preview.view('Page');
});

test('the admin’s pop-ups: add, change, look up and delete related objects', async () => {
  const { document } = preview;
  const author = document.locator('#id_author');
  const authorChosen = () => author.evaluate((select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent);
  const save = () => document.getByRole('button', { name: 'Save', exact: true }).click();
  await preview.open('/admin/shelf/book/add/');
  await document.locator('#id_title').fill('Kindred');

  await document.locator('#add_id_author').click();
  await preview.waitForAddress('localhost:8000/admin/shelf/author/add/?_to_field=id&_popup=1');
  await document.locator('#id_name').fill('Octavia Butler');
  await save();
  await preview.waitForAddress('localhost:8000/admin/shelf/book/add/');
  await expect.poll(authorChosen).toBe('Octavia Butler');
  await expect.poll(() => preview.windows()).toEqual([]);

  await document.locator('#change_id_author').click();
  await preview.waitForAddress(/author\/\d+\/change\/\?_to_field=id&_popup=1$/);
  await document.locator('#id_name').fill('Octavia E. Butler');
  await save();
  await expect.poll(authorChosen).toBe('Octavia E. Butler');

  // An error keeps the pop-up open; a look-up begins in it, and another pop-up adds what it lists.
  await document.locator('#lookup_id_series').click();
  await preview.waitForText('Select series');
  await document.getByRole('link', { name: 'Add series' }).click();
  await save();
  await preview.waitForText('This field is required');
  await document.locator('#id_name').fill('Xenogenesis');
  await save();
  await preview.waitForAddress('localhost:8000/admin/shelf/book/add/');
  await expect.poll(() => document.locator('#id_series').inputValue()).toBe('1');

  await document.locator('#delete_id_author').click();
  await preview.waitForText('Are you sure');
  await document.getByRole('button', { name: 'Yes, I’m sure' }).click();
  await expect.poll(authorChosen).toBe('---------');
  await save();
  await preview.waitForText('The book “Kindred” was added successfully.');
  expect(visitor.pages()).toHaveLength(1);
});

test('the admin: log out', async () => {
  await preview.document.getByRole('button', { name: 'Log out' }).click();
  await preview.waitForText('Logged out');
});

test('server-sent events of a StreamingHttpResponse', async () => {
  await preview.open('/ticks/');
  await preview.waitForText('heard 123');
});

test('upload and download', async () => {
  await preview.open('/upload/');
  const file = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('from a file') };
  await preview.document.locator('input[type=file]').setInputFiles(file);
  await preview.document.getByRole('button', { name: 'Upload' }).click();
  await preview.waitForText('Got: from a file');
  await preview.open('/report/');
  const [download] = await Promise.all([preview.page.waitForEvent('download'), preview.button('Save').click()]);
  expect(download.suggestedFilename()).toBe('books.csv');
  expect(readFileSync(await download.path(), 'utf8')).toBe('title\nEmma\n');
});

test('Django’s own pages for 404 and 500 work, their scripts included', async () => {
  await preview.open('/missing/');
  await preview.waitForText('Page not found');
  await preview.open('/broken/');
  await preview.waitForText('KeyError at /broken/');
  const frame = preview.document.locator('#traceback');
  await frame.getByText('Switch to copy-and-paste view').click();
  await preview.document.getByText('Environment:').or(preview.document.locator('#traceback_area')).first().waitFor();
  await preview.view('Requests');
  await preview.pane.locator('.ws-request').first().getByText('500').waitFor();
  await preview.view('Page');
});
