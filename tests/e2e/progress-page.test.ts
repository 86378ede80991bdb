/** A learner looks at what is kept, takes it along, clears it, and brings it back. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { draftRecord, keepBefore, passedRecord, readKept, visit } from './visit.ts';

const visitor = renewVisitor(shareSite(), { acceptDownloads: true });

const KEPT = {
  'draft/hello-view': draftRecord({ 'hello/views.py': '# mine' }),
  'result/hello-server': passedRecord(),
  place: {
    version: 1,
    value: { path: '/exercises/hello-view/', title: 'Hello, view', visitedAt: '2026-01-01T10:00:00Z' },
  },
};

function stateOf(page: Page, exerciseId: string): Promise<string | null> {
  return page.locator(`li:has(a[href$="/exercises/${exerciseId}/"])`).last().getAttribute('data-progress-state');
}

async function exportFile(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

describe('the progress page', () => {
  test('shows what is passed, started and untouched, and leads back to the last place', async () => {
    await keepBefore(visitor, KEPT);
    const page = await visit(visitor, 'progress/');
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('passed');
    await expect.poll(() => stateOf(page, 'hello-view')).toBe('started');
    await expect.poll(() => stateOf(page, 'tick-or-microtask')).toBe('untouched');
    await page.getByText('1 of').waitFor();
    await expect
      .poll(() => page.getByRole('link', { name: /Continue/ }).getAttribute('href'))
      .toBe('/exercises/hello-view/');
  });

  test('export, clear and import bring everything back', async () => {
    await keepBefore(visitor, KEPT);
    const page = await visit(visitor, 'progress/');
    const file = await exportFile(page);
    const before = await readKept(page);

    await page.getByRole('button', { name: 'Clear everything…' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await expect.poll(() => readKept(page)).toEqual(before);

    await page.getByRole('button', { name: 'Clear everything…' }).click();
    await page.getByRole('button', { name: 'Clear everything', exact: true }).click();
    await page.getByText('Everything is cleared.').waitFor();
    await expect.poll(() => readKept(page)).toEqual({});
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('untouched');

    await page
      .getByLabel('Exported file to import')
      .setInputFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(file) });
    await page.getByText('3 records imported.').waitFor();
    await expect.poll(() => readKept(page)).toEqual(before);
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('passed');
  });

  test('a file that is no export is refused in words, and nothing changes', async () => {
    await keepBefore(visitor, KEPT);
    const page = await visit(visitor, 'progress/');
    const before = await readKept(page);
    await page
      .getByLabel('Exported file to import')
      .setInputFiles({ name: 'package.json', mimeType: 'application/json', buffer: Buffer.from('{"name":"x"}') });
    await page.getByText('This file is not an export of your progress.').waitFor();
    await expect.poll(() => readKept(page)).toEqual(before);
  });

  test('follows what another tab does', async () => {
    const page = await visit(visitor, 'progress/');
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('untouched');
    await keepBefore(visitor, KEPT);
    await page.locator('li[data-progress-state="passed"]').first().waitFor();
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('passed');
  });
});

describe('what cannot be kept or read', () => {
  test('a damaged record is named, set aside, and the others are there', async () => {
    await keepBefore(visitor, { ...KEPT, 'draft/hello-view': '{"version":1,' });
    const page = await visit(visitor, 'progress/');
    await page.getByText(/Your saved code of “hello-view” is damaged/).waitFor();
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('passed');
    expect((await readKept(page))['set-aside/draft/hello-view']).toBe('{"version":1,');
  });

  test('a record of a newer version is named and left as it is', async () => {
    const newer = '{"version":7,"value":{}}';
    await keepBefore(visitor, { ...KEPT, 'result/hello-view': newer });
    const page = await visit(visitor, 'progress/');
    await page.getByText(/Your result of “hello-view” was written by a newer version/).waitFor();
    expect((await readKept(page))['result/hello-view']).toBe(newer);
  });

  test('a browser that forbids storage is told of, and the page works', async () => {
    await visitor.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('Access is denied.', 'SecurityError');
        },
      });
    });
    const page = await visit(visitor, 'progress/');
    await page.getByText(/does not let this site store anything/).waitFor();
    await expect.poll(() => stateOf(page, 'hello-server')).toBe('untouched');
  });
});

test('home leads back to where the learner was, and lists carry ticks', async () => {
  await keepBefore(visitor, { 'result/hello-server': passedRecord() });
  const lesson = await visit(visitor, 'lessons/what-a-back-end-does/');
  await lesson.waitForFunction(() => localStorage.getItem('twinstack/place') !== null);
  await lesson.close();
  const page = await visit(visitor, '');
  await page.getByRole('link', { name: /^Continue: What a back end does/ }).click();
  await page.waitForURL('**/lessons/what-a-back-end-does/');
  await page.goto('');
  const tick = page.locator('[data-exercise-state="hello-server"]').first();
  await page.waitForFunction(() => document.querySelector('[data-state="passed"]') !== null);
  await expect.poll(() => tick.textContent()).toMatch(/passed/i);
});
