/** A reader without JavaScript reads everything. */
import { expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';

const visitor = renewVisitor(shareSite(), { javaScriptEnabled: false });

test('home lists the lessons, and a lesson can be read to its end', async () => {
  const page = await visitor.newPage();
  await page.goto('');
  await page.getByRole('link', { name: 'What a back end does' }).first().click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What a back end does');
  expect(await page.locator('main pre code').count()).toBeGreaterThan(0);
  // Nothing that only scripts bring to life is offered.
  for (const button of await page.getByRole('button').all()) expect(await button.isVisible()).toBe(false);
});

test('questions of a lesson can be read, and their answers opened', async () => {
  const page = await visitor.newPage();
  await page.goto('lessons/nexttick-and-microtasks/');
  const prediction = page.locator('#question-order-in-commonjs');
  expect(await prediction.getByText('script\ntick').isVisible()).toBe(false);
  await prediction.locator('.answer > summary').click();
  expect(await prediction.getByText('Node.js empties the tick queue').isVisible()).toBe(true);
  const quiz = page.locator('#question-who-starves');
  expect(await quiz.locator('ol > li').first().isVisible()).toBe(true);
  await quiz.locator('.answer > summary').click();
  const why = quiz.locator('.answer li').nth(2);
  expect(await why.isVisible()).toBe(true);
  expect(await why.textContent()).toContain('One immediate per round');
});

test('an exercise shows its task, its files and its hints', async () => {
  const page = await visitor.newPage();
  await page.goto('exercises/hello-server/');
  expect((await page.locator('#task').textContent())?.length).toBeGreaterThan(100);
  expect(await page.getByText('hello.js').count()).toBeGreaterThan(0);
  expect(await page.locator('main pre code').first().isVisible()).toBe(true);
  const hint = page.locator('details').first();
  await hint.locator('summary').click();
  expect(await hint.getAttribute('open')).not.toBeNull();
});

test('the progress page says why it is empty', async () => {
  const page = await visitor.newPage();
  await page.goto('progress/');
  const reason = page.locator('main noscript');
  expect(await reason.isVisible()).toBe(true);
  expect(await reason.textContent()).toContain('without JavaScript there is none');
});
