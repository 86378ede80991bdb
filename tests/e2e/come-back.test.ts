/** A learner leaves in the middle and comes back: after a reload, in a second tab, after a reset, without storage. */
import { describe, expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { readKept, visit, waitUntilAlive } from './visit.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const EXERCISE = 'hello-server';
const MINE = '// mine\nexport function hello(request, response) {}\n';

const site = shareSite();
const visitor = renewVisitor(site);

/** Forbids or limits storage on every page of the visitor. */
async function limitStorage(limit: 'forbidden' | 'full'): Promise<void> {
  await visitor.addInitScript((kind) => {
    if (kind === 'forbidden') {
      const get = () => {
        throw new DOMException('Access is denied.', 'SecurityError');
      };
      Object.defineProperty(window, 'localStorage', { get });
      return;
    }
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  }, limit);
}

describe('what was typed is there again', () => {
  test('after a reload right after the last key', async () => {
    const workspace = await WorkspacePage.open(visitor, EXERCISE);
    await workspace.writeFile(MINE);
    await workspace.page.reload();
    await waitUntilAlive(workspace.page);
    await workspace.editor.waitFor();
    await workspace.waitForFile(MINE);
  });

  // How soon is tested with a clock of its own: tests/progress/progress.test.ts, tests/workspace/learner-files.test.ts.
  test('without leaving the page', async () => {
    const workspace = await WorkspacePage.open(visitor, EXERCISE);
    await workspace.writeFile(MINE);
    await workspace.page.waitForFunction(
      (key) => localStorage.getItem(key)?.includes('// mine'),
      `twinstack/draft/${EXERCISE}`,
    );
  });

  test('after a reset, by undo and among the earlier versions', async () => {
    const workspace = await WorkspacePage.open(visitor, EXERCISE);
    await workspace.writeFile(MINE);
    await workspace.button('Reset').click();
    await workspace.waitForFile(readAuthored(EXERCISE, 'starter/hello.js'));
    await workspace.button('Undo').click();
    await workspace.waitForFile(MINE);

    await workspace.button('Reset').click();
    await workspace.page.reload();
    await waitUntilAlive(workspace.page);
    await workspace.editor.waitFor();
    await workspace.button('Earlier').click();
    await workspace.button('Bring back').first().click();
    await workspace.waitForFile(MINE);
  });
});

test('a second tab that is open asks which version to go on with, and keeps the other', async () => {
  const here = await WorkspacePage.open(visitor, EXERCISE);
  const there = await WorkspacePage.open(visitor, EXERCISE);
  await there.writeFile(MINE);
  await here.page.getByText('This exercise was changed in another tab.').waitFor();
  await here.button('The other tab’s').click();
  await here.waitForFile(MINE);
});

test('home leads back to the exercise', async () => {
  await WorkspacePage.open(visitor, EXERCISE);
  const home = await visit(visitor, '');
  await home.getByRole('link', { name: /^Continue:/ }).click();
  await home.waitForURL(`**/exercises/${EXERCISE}/`);
});

describe('a browser that keeps nothing', () => {
  test.each([
    ['forbidden', /does not let this site store anything/],
    ['full', /storage is full/],
  ] as const)('%s storage is said, and the workspace works', async (limit, message) => {
    await limitStorage(limit);
    const workspace = await WorkspacePage.open(visitor, EXERCISE);
    await workspace.writeFile(readAuthored(EXERCISE, 'solution/hello.js'));
    await workspace.page.getByText(message).waitFor();
    expect(await workspace.check()).toBe('All 6 tests passed.');
  });
});

test('code, hints and results go to another browser by export and import', async () => {
  const workspace = await WorkspacePage.open(visitor, EXERCISE);
  await workspace.writeFile(readAuthored(EXERCISE, 'solution/hello.js'));
  await workspace.check();
  const page = await visit(visitor, 'progress/');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  const file = await download.path();
  const before = await readKept(page);

  const elsewhere = await site.newVisitor();
  const other = await visit(elsewhere, 'progress/');
  await other.getByLabel('Exported file to import').setInputFiles(file);
  await other.getByText(/\d records imported\./).waitFor();
  await expect.poll(() => readKept(other)).toEqual(before);
  const there = await WorkspacePage.open(elsewhere, EXERCISE);
  await there.waitForFile(readAuthored(EXERCISE, 'solution/hello.js'));
  await elsewhere.close();
});

test('a program that took the whole tab with it is named when the page comes back, and the code is kept', async () => {
  const workspace = await WorkspacePage.open(visitor, EXERCISE);
  const loop = "export function hello() {}\nprocess.stdin.on('data', () => {});\n";
  await workspace.writeFile(loop);
  await workspace.run();
  await workspace.output.getByText('Running').waitFor();
  // What running out of memory does to a tab; to fill gigabytes would take ten seconds and the machine's memory.
  const tab = await visitor.newCDPSession(workspace.page);
  const crash = workspace.page.waitForEvent('crash');
  tab.send('Page.crash').catch(() => undefined);
  await crash;
  // A page that crashed is lost to Playwright: what a learner's click on Reload does goes through the protocol.
  const read = async (selector: string) => {
    const expression = `document.querySelector('${selector}')?.innerText ?? ''`;
    const { result } = await tab.send('Runtime.evaluate', { expression });
    return result.value;
  };
  await tab.send('Page.reload');
  await expect
    .poll(() => read('.ws-notice p'))
    .toMatch(/^Your last run ended the whole tab: .*Your code is as you left it/);
  await expect.poll(async () => (await read('.cm-content')).trim()).toBe(loop.trim());
});
