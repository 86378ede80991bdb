/** Pop-ups in the preview: windows of their own, and what they and the page that opened them do with each other. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { PreviewPage } from './preview.ts';
import { POP_UPS } from './preview-projects/read-projects.ts';

const visitor = shareVisitor(shareSite());
let preview: PreviewPage;

beforeAll(async () => {
  preview = await PreviewPage.open(visitor, POP_UPS);
  await preview.run();
});
beforeEach(async () => {
  await closeAllPopUps();
  await preview.open('/');
  await preview.waitForText('Opener');
});

const press = (name: string) => preview.document.getByRole('button', { name, exact: true }).click();
const closeButtons = () => preview.pane.getByRole('button', { name: /^Close the pop-up/ });
const closeFirstPopUp = () => closeButtons().first().click();

/** What a test left open. One that is about to open is closed, too: the page that opens it is gone by then. */
async function closeAllPopUps(): Promise<void> {
  while ((await closeButtons().count()) > 0) await closeFirstPopUp();
}

test('window.open: a window with a name and an opener, which calls a function there and is closed by it', async () => {
  await press('Choose');
  await preview.waitForText('name chooser__1, opener true, referrer http://localhost:3000/');
  await preview.waitForAddress('localhost:3000/chooser?x=1');
  await expect.poll(() => preview.windows()).toEqual(['/', 'Chooser']);
  await press('Take 7');
  await preview.waitForText('chosen 7 a+b by chooser__1, same window: true, closed: false');
  await preview.waitForText('closed later: true');
  await preview.waitForAddress('localhost:3000/');
  await expect.poll(() => preview.windows()).toEqual([]);
  expect(visitor.pages()).toHaveLength(1);
});

test('postMessage both ways, to the origin it is for; functions and elements stay where they are', async () => {
  await press('Talk');
  await preview.waitForText('heard {"answer":42}, from the opener: true');
  expect(await preview.text()).not.toContain('not for you');
  await press('Call back');
  await preview.waitForText('called back');
  await preview.pane.getByRole('button', { name: '/', exact: true }).click();
  await preview.waitForText('heard {"ready":true} from http://localhost:3000, same window: true');
  await preview.waitForText('set from the pop-up');
  await press('Close it');
  await expect.poll(() => preview.windows()).toEqual([]);
});

test('an empty window is written by the page that opened it', async () => {
  await press('Write');
  await preview.waitForText('Written');
});

test('target=_blank: a link without and with an opener, a form, and a link that leads out', async () => {
  await preview.document.getByRole('link', { name: 'Plain' }).click();
  await preview.waitForText('plain, opener null');
  await press('Close me');
  await preview.waitForText('Opener');
  await preview.document.getByRole('link', { name: 'With opener' }).click();
  await preview.waitForText('plain, opener [object');
  await closeFirstPopUp();
  await press('Post');
  await preview.waitForText('POST name=Zo%C3%AB');
  await closeFirstPopUp();
  await preview.document.getByRole('link', { name: 'Far' }).click();
  await preview.pane.getByText('This link leads out of the preview, to http://example.com/far').waitFor();
  await expect.poll(() => preview.windows()).toEqual([]);
  await preview.button('Dismiss').click();
});

test('a pop-up of another origin hears messages, and neither side reaches into the other', async () => {
  await press('Foreign');
  await preview.waitForText('foreign, reached undefined');
  await preview.waitForAddress('localhost:4000/');
  await preview.pane.getByRole('button', { name: '/', exact: true }).click();
  await preview.waitForText('heard "hello from 4000" from http://localhost:4000');
  expect(await preview.text()).not.toContain('came through');
});

test('a page that is left closes its pop-up, as it says on unload', async () => {
  await press('Talk');
  await preview.waitForText('heard {"answer":42}');
  await preview.pane.getByRole('button', { name: '/', exact: true }).click();
  await preview.open('/plain');
  await preview.waitForText('plain, opener null');
  await expect.poll(() => preview.windows()).toEqual([]);
});

test('a pop-up that nobody clicked for is the learner’s to allow; too many are not opened', async () => {
  await preview.open('/unasked');
  await preview.waitForText('got null');
  await preview.pane.getByText('a pop-up that nobody clicked for').waitFor();
  await expect.poll(() => preview.windows()).toEqual([]);
  await preview.button('Open it').click();
  await preview.waitForText(/^plain, opener/);
  await closeFirstPopUp();
  await preview.open('/many');
  await press('Many');
  await expect.poll(async () => (await preview.windows()).length).toBe(6);
});

test('the keyboard goes through the windows and closes them, and does not lose its place', async () => {
  await press('Choose');
  await preview.waitForText('name chooser__1');
  const first = preview.pane.getByRole('button', { name: '/', exact: true });
  await first.press('Enter');
  await press('Talk');
  await preview.waitForText('heard {"answer":42}');
  const focused = () => preview.page.evaluate(() => document.activeElement?.textContent);
  await preview.button('Close the pop-up Chooser').press('Enter');
  await expect.poll(focused).toBe('Pop-up: Talker');
  await preview.button('Close the pop-up Talker').press('Enter');
  await expect.poll(() => preview.windows()).toEqual([]);
  await expect.poll(() => preview.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});
