import { afterEach, expect, test, vi } from 'vitest';
import { loadExercise } from '../../src/workspace/load-exercise.ts';
import { EXERCISE } from './fixtures.ts';

function answer(response: Response | Error): void {
  vi.stubGlobal('fetch', async () => {
    if (response instanceof Error) throw response;
    return response;
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('an exercise comes as it was sent', async () => {
  answer(Response.json(EXERCISE));
  expect(await loadExercise('/exercise.json')).toEqual(EXERCISE);
});

test.each([
  ['no network', new TypeError('Failed to fetch'), 'online'],
  ['no such file', new Response('', { status: 404 }), 'moved'],
  ['a page instead of data', new Response('<!doctype html>'), 'updated'],
  ['something else', Response.json({ ...EXERCISE, stack: 'php' }), 'updated'],
  ['files that are no text', Response.json({ ...EXERCISE, starter: { text: { a: 1 }, binary: {} } }), 'updated'],
])('%s is a sentence with a hint', async (_case, response, hint) => {
  answer(response);
  await expect(loadExercise('/exercise.json')).rejects.toMatchObject({
    name: 'ExerciseUnavailable',
    hint: expect.stringContaining(hint),
  });
});
