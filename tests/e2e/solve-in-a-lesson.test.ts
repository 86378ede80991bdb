/** A learner solves an exercise where the lesson asks for it, and the lesson shows that it is done. */
import { expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { visit } from './visit.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = shareVisitor(shareSite());

test('open the workspace in the lesson, pass, and see the tick without a reload', async () => {
  const page = await visit(visitor, 'lessons/nexttick-and-microtasks/');
  const exercise = page.locator('#exercise-tick-or-microtask');
  await exercise.getByRole('button', { name: 'Solve it here' }).click();
  const workspace = new WorkspacePage(page);
  await workspace.editor.waitFor();
  const file = await exercise.getByRole('tab', { selected: true }).first().textContent();
  await workspace.writeFile(readAuthored('tick-or-microtask', `solution/${file}`));
  expect(await workspace.check()).toMatch(/^All \d+ tests passed\.$/);
  await page.locator('[data-exercise-state="tick-or-microtask"][data-state="passed"]').first().waitFor();

  // The page of the exercise knows of it too.
  const there = await WorkspacePage.open(visitor, 'tick-or-microtask');
  await there.waitForFile(readAuthored('tick-or-microtask', `solution/${file}`));
});
