/** A learner in the text of a lesson: predicts, runs and changes programs, answers, puts lines in order, comes back. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, PHONE } from '../harness/site.ts';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { keepBefore, readKept, visit } from './visit.ts';
import { PICTURE, watchScripts } from './watch-scripts.ts';

const LESSON = 'lessons/nexttick-and-microtasks/';

/** An engine may have to be loaded first, on a machine that does other things too. */
const ENGINE_TIMEOUT_MS = 45_000;

const site = shareSite();
const visitor = renewVisitor(site);

/** A question of a page, scrolled to and alive. */
async function findQuestion(page: Page, id: string): Promise<Locator> {
  const question = page.locator(`#question-${id}`);
  await question.scrollIntoViewIfNeeded();
  await question.locator('.question-place[data-alive]').waitFor();
  return question;
}

const button = (place: Locator, name: string) => place.getByRole('button', { name, exact: true });
const linesOf = (question: Locator) => question.getByRole('option').allInnerTexts();

/** Moves lines with the keyboard until they stand in this order. */
async function putInOrder(question: Locator, wanted: readonly string[]): Promise<void> {
  const { keyboard } = question.page();
  await question.getByRole('listbox').focus();
  for (const [place, text] of wanted.entries()) {
    const from = (await linesOf(question)).indexOf(text);
    await keyboard.press('Home');
    for (let at = 0; at < from; at += 1) await keyboard.press('ArrowDown');
    for (let at = from; at > place; at -= 1) await keyboard.press('Alt+ArrowUp');
  }
  await expect.poll(() => linesOf(question)).toEqual(wanted);
}

async function verdictOf(question: Locator): Promise<string> {
  const verdict = question.locator('.verdict');
  await verdict.waitFor({ timeout: ENGINE_TIMEOUT_MS });
  return (await verdict.textContent()) ?? '';
}

describe('a prediction', () => {
  test('wrong: the program runs, the first difference is said, and the answer is kept', async () => {
    const page = await visit(visitor, LESSON);
    const question = await findQuestion(page, 'order-in-commonjs');
    expect(await question.locator('.answer').isVisible()).toBe(false);
    expect(await button(question, 'Run').isVisible()).toBe(false);
    await putInOrder(question, ['script', 'promise', 'tick', 'timer']);
    await button(question, 'Commit and run').click();
    expect(await verdictOf(question)).toContain('Partly right: 2 of 4 lines are as you said.');
    expect(await verdictOf(question)).toContain('You expected “promise” second; “tick” came.');
    // Why: what wrote the line that came and the line that was expected, with the rule; from the run just made.
    const why = question.getByRole('region', { name: 'Why tick' });
    await expect.poll(() => why.textContent()).toContain('runs before any microtask');
    expect(await why.textContent()).toMatch(/Asked forOn line \d+, .* by: The code of a CommonJS module: order\.cjs/);
    expect(await question.getByRole('region', { name: 'And promise' }).textContent()).toContain('A promise reaction');
    // The verdict has the focus, and what was hidden is there.
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe('verdict');
    expect(await question.getByText('Node.js empties the tick queue').isVisible()).toBe(true);
    await expect
      .poll(async () => JSON.parse((await readKept(page))['answers/order-in-commonjs'] ?? '{}'))
      .toMatchObject({ value: { first: { outcome: 'partly-right', given: ['script', 'promise', 'tick', 'timer'] } } });

    // A second one knows what came: the first is what stays on the page.
    await page.reload();
    const again = await findQuestion(page, 'order-in-commonjs');
    await expect.poll(() => again.locator('.question-state').textContent()).toBe('◐ partly right');
    await putInOrder(again, ['script', 'tick', 'promise', 'timer']);
    // The keyboard leads on from the lines to the button.
    await page.keyboard.press('Tab');
    while (!(await button(again, 'Commit and run').evaluate((it) => it === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await verdictOf(again)).toContain('Right: it printed exactly this.');
    expect(await again.locator('.question-state').textContent()).toBe('◐ partly right');
  });

  test('wrong: the lanes of the run open at the callback that wrote the line, and are stepped through', async () => {
    const page = await visitor.newPage();
    const loaded = watchScripts(page);
    await page.goto(LESSON);
    const question = await findQuestion(page, 'order-in-commonjs');
    await putInOrder(question, ['script', 'promise', 'tick', 'timer']);
    expect(await loaded.withText(PICTURE), 'before the program ran').toEqual([]);
    await button(question, 'Commit and run').click();
    await verdictOf(question);
    expect(await question.locator('.ws-lanes').count()).toBe(0);
    expect(await loaded.withText(/ws-lanes/), 'before the picture was opened').toEqual([]);
    await button(question, 'Show “tick” in the event loop').click();
    const details = question.getByRole('region', { name: 'This callback' });
    await details.getByText('A process.nextTick callback').waitFor();
    expect(await loaded.withText(/ws-lanes/)).not.toEqual([]);
    const slider = question.getByRole('slider', { name: 'Callback' });
    const lit = () => question.locator('figure[data-file] .line[data-lit]').allTextContents();
    await expect.poll(lit).toEqual([expect.stringContaining("console.log('tick')")]);

    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await details.getByText('A promise reaction').waitFor();
    await expect.poll(lit).toEqual([expect.stringContaining("console.log('promise')")]);
    await expect
      .poll(() => question.getByRole('status').allTextContents())
      .toContainEqual(expect.stringMatching(/^Microtasks: /));
    await button(question, 'Show “tick” in the event loop').press('Enter');
    await details.getByText('A process.nextTick callback').waitFor();
  });

  test('skipped: it is said and kept', async () => {
    const page = await visit(visitor, LESSON);
    const question = await findQuestion(page, 'order-in-es-modules');
    await button(question, 'Skip and show').click();
    expect(await verdictOf(question)).toBe('Skipped. This is what it does.');
    await expect.poll(() => question.locator('.question-state').textContent()).toBe('↷ skipped');
    await expect.poll(async () => (await readKept(page))['answers/order-in-es-modules']).toContain('"skipped"');
  });

  test('of a Django project: a choice is marked by what the project answers', async () => {
    const page = await visit(visitor, 'lessons/what-a-back-end-does/');
    const question = await findQuestion(page, 'nowhere-in-django');
    await question.getByRole('radio').first().check();
    await button(question, 'Commit and run').click();
    expect(await verdictOf(question)).toContain('You expected “200 OK”; “404 Not Found” came.');
    const why = question.getByRole('region', { name: 'Why this answer' });
    await expect.poll(() => why.getByRole('listitem').allInnerTexts()).toEqual(["'' (the empty path)"]);
    await why.getByText('No URL pattern matched: no view was called.').waitFor();
    await why.getByText('GET /nowhere was answered with 404.').waitFor();
  });

  test('of a Django program: a wrong number of queries is explained by the queries and their lines', async () => {
    const page = await visit(visitor, 'lessons/models/');
    const question = await findQuestion(page, 'how-many-queries');
    await question.getByRole('spinbutton').fill('1');
    await button(question, 'Commit and run').click();
    expect(await verdictOf(question)).toContain('You expected 1 queries; it was 4.');
    const queries = await question.getByRole('region', { name: 'Why so many' }).getByRole('listitem').allInnerTexts();
    expect(queries.find((line) => line.includes('FROM "library_author"'))).toMatch(
      /^3 times, loop\.py, line 12: SELECT/,
    );
    expect(queries.find((line) => line.includes('FROM "library_book"'))).toMatch(/^Once, loop\.py, line 11: SELECT/);
  });

  test('of what a program prints: both lines are written, one is right, and each stands beside what came', async () => {
    const page = await visit(visitor, 'lessons/mvt-and-mvc/');
    const question = await findQuestion(page, 'who-escapes');
    await question.getByRole('textbox').fill('Q & A\nQ & A');
    await button(question, 'Commit and run').click();
    expect(await verdictOf(question)).toContain('Partly right: 1 of 2 lines are as you said.');
    expect(await verdictOf(question)).toContain('You expected “Q & A” second; “Q &amp; A” came.');
    const rows = question.locator('.line-table tbody tr');
    await expect
      .poll(() => rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.same)))
      .toEqual(['true', 'false']);
  });

  test('lines are tapped, and moved by the buttons below them', async () => {
    const phone = await site.newVisitor({ viewport: PHONE, isMobile: true, hasTouch: true });
    const page = await visit(phone, LESSON);
    const question = await findQuestion(page, 'order-in-commonjs');
    const [first = '', second = '', ...others] = await linesOf(question);
    await question.getByRole('option', { name: first, exact: true }).tap();
    await button(question, 'Move the line down').tap();
    await expect.poll(() => linesOf(question)).toEqual([second, first, ...others]);
    await phone.close();
  });

  test('lines are dragged with the mouse', async () => {
    const page = await visit(visitor, LESSON);
    const question = await findQuestion(page, 'order-in-commonjs');
    const [first, ...others] = await linesOf(question);
    const from = await question.getByRole('option').first().boundingBox();
    const to = await question.getByRole('option').last().boundingBox();
    if (!from || !to) throw new Error('The lines are not on the screen.');
    await page.mouse.move(from.x + 200, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 200, to.y + to.height - 2, { steps: 12 });
    await page.mouse.up();
    await expect.poll(() => linesOf(question)).toEqual([...others, first]);
  });
});

test('a program of the text runs, is changed, says whose output is shown, and is reset', async () => {
  const page = await visit(visitor, LESSON);
  const program = page.locator('figure[data-file="nested.mjs"]');
  const written = program.locator('xpath=following-sibling::figure[1]');
  const output = program.locator('xpath=following-sibling::*[contains(@class, "snippet-output")]');
  const text = await written.locator('pre').textContent();
  await button(program, 'Run').click();
  await program.getByText(/^Finished after/).waitFor({ timeout: ENGINE_TIMEOUT_MS });
  await expect.poll(async () => (await output.locator('.ws-printed').textContent())?.trim()).toBe(text?.trim());
  await expect.poll(() => written.isVisible()).toBe(false);

  await button(program, 'Edit').click();
  await program.locator('.cm-content').waitFor();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText("\nconsole.log('mine');");
  await page.keyboard.press('ControlOrMeta+Enter');
  await output.getByText('mine').waitFor({ timeout: ENGINE_TIMEOUT_MS });
  await expect.poll(() => output.locator('figcaption').textContent()).toBe('Output of your version');
  await program.getByText('Your version.').waitFor();

  await button(program, 'Reset').click();
  await written.waitFor();
  await expect.poll(() => output.isVisible()).toBe(false);
  await expect.poll(() => program.locator('.cm-content').textContent()).not.toContain('mine');
  await expect.poll(() => program.getByText('Your version.').count()).toBe(0);
});

test('a pair of programs stands side by side, on a phone one above the other', async () => {
  const page = await visit(visitor, 'lessons/what-a-back-end-does/');
  const pair = page.locator('.side-by-side', { has: page.locator('figure[data-file="ask.py"]') }).first();
  const [node, django] = [pair.locator('.ts-stack-node').first(), pair.locator('.ts-stack-django').first()];
  const readPlaces = async () => {
    const [left, right] = await Promise.all([node.boundingBox(), django.boundingBox()]);
    if (!left || !right) return undefined;
    return { sameTop: left.y === right.y, sameLeft: left.x === right.x, isBelow: left.y + left.height <= right.y };
  };
  await page.setViewportSize(DESKTOP);
  await expect.poll(readPlaces).toEqual({ sameTop: true, sameLeft: false, isBelow: false });
  await page.setViewportSize(PHONE);
  await expect.poll(readPlaces).toEqual({ sameTop: false, sameLeft: true, isBelow: true });
  for (const program of await pair.locator('figure[data-file]').all()) {
    expect((await program.boundingBox())?.width).toBeGreaterThan(300);
  }
});

test('a program that never ends is stopped', async () => {
  const page = await visit(visitor, LESSON);
  const program = page.locator('figure[data-file="starve.mjs"]');
  await button(program, 'Edit').click();
  await program.locator('.cm-content').waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('console.log("on and on");\nfor (;;);');
  await button(program, 'Run').click();
  await page.getByText('on and on').last().waitFor({ timeout: ENGINE_TIMEOUT_MS });
  await button(program, 'Stop').click();
  await program.getByText(/^Your version\. Stopped after/).waitFor();
});

test('a quiz explains each choice', async () => {
  const page = await visit(visitor, LESSON);
  const question = await findQuestion(page, 'who-starves');
  await button(question, 'Check the answer').click();
  await question.getByText('Choose first.').waitFor();
  await question.getByRole('radio').nth(1).check();
  await button(question, 'Check the answer').click();
  expect(await verdictOf(question)).toContain('Not this time.');
  await expect.poll(() => question.locator('.choice-why').count()).toBe(4);
  await expect.poll(() => question.locator('[data-mark="right"]').textContent()).toContain('One immediate per round');
});

test('a Parsons problem is solved with the keyboard, and graded by running it', async () => {
  const page = await visit(visitor, 'lessons/async-and-await/');
  const question = await findQuestion(page, 'wait-together');
  await button(question, 'Run it').click();
  await question.getByText(/^Not yet\./).waitFor({ timeout: ENGINE_TIMEOUT_MS });
  expect(await question.locator('.parsons-printed').textContent()).toContain('IndentationError');

  const solution = [
    ...['import asyncio', 'async def part(name):', 'print("start", name)', 'await asyncio.sleep(0)'],
    ...['print("end", name)', 'async def main():', 'await asyncio.gather(part("a"), part("b"))', 'asyncio.run(main())'],
  ];
  await putInOrder(question, [...solution, 'await part("a"), await part("b")', 'Left out']);
  const { keyboard } = page;
  await keyboard.press('Home');
  for (const line of [...solution, 'await part("a"), await part("b")']) {
    if (/^(print|await)/.test(line) && solution.includes(line)) await keyboard.press('ArrowRight');
    if (!solution.includes(line)) await keyboard.press('Alt+ArrowDown');
    await keyboard.press('ArrowDown');
  }
  await button(question, 'Run it').click();
  expect(await verdictOf(question)).toBe('Right: it prints what it should.');
});

describe('the review', () => {
  test('says what it is for while nothing comes back', async () => {
    const page = await visit(visitor, 'review/');
    await page.getByText('Nothing comes back yet.').waitFor();
    await page.getByText(/come back here one day after/).waitFor();
    await page.getByRole('link', { name: 'Go on in the course' }).waitFor();
  });

  test('brings a finished lesson back the next day, and again by how it was answered', async () => {
    const at = '2026-03-01T18:00:00';
    const page = await visitor.newPage();
    await page.clock.setFixedTime(at);
    await page.goto(LESSON);
    for (const id of ['order-in-commonjs', 'order-in-es-modules'])
      await button(await findQuestion(page, id), 'Skip and show').click();
    const quiz = await findQuestion(page, 'who-starves');
    await quiz.getByRole('radio').nth(2).check();
    await button(quiz, 'Check the answer').click();

    await page.goto('review/');
    await page.getByText('Nothing is due. 3 questions come back tomorrow.').waitFor();
    await page.clock.setFixedTime('2026-03-02T07:00:00');
    await page.goto('');
    await page.getByText('3 due').waitFor();
    await page.goto('review/');

    const again = await findQuestion(page, 'order-in-commonjs');
    await putInOrder(again, ['script', 'tick', 'promise', 'timer']);
    await button(again, 'Commit and run').click();
    expect(await verdictOf(again)).toContain('Right');
    await page.getByText('It comes back in 3 days.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await button(await findQuestion(page, 'order-in-es-modules'), 'Skip and show').click();
    await page.getByText('It comes back tomorrow.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    const asked = await findQuestion(page, 'who-starves');
    await asked.getByRole('radio').nth(2).check();
    await button(asked, 'Check the answer').click();
    await page.getByText('It comes back in 3 days.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Nothing is due. 1 question comes back tomorrow.').waitFor();
    // The first answers are what they were.
    await expect.poll(async () => (await readKept(page))['answers/order-in-commonjs']).toContain('"skipped"');
  });

  test('of a lesson that is gone says so, and goes on', async () => {
    const answer = { outcome: 'wrong', given: ['1'], at: '2026-01-01T10:00:00.000Z' };
    await keepBefore(visitor, {
      'answers/gone': { version: 1, value: { first: answer, latest: answer, count: 1 } },
      'lesson/models': {
        version: 1,
        value: { openedAt: answer.at, finishedAt: answer.at, questions: ['gone'] },
      },
    });
    const page = await visit(visitor, 'review/');
    await page.getByText('This question is no longer in its lesson.').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Nothing comes back yet.').waitFor();
  });
});
