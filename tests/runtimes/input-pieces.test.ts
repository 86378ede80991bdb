import { expect, test } from 'vitest';
import { InputPieces } from '../../src/runtimes/input-pieces.ts';

test('pieces come in order, early and late, and end where the input ends', async () => {
  const input = new InputPieces();
  input.push('early');
  const taken: string[] = [];
  const reading = (async () => {
    for await (const piece of input) taken.push(piece);
  })();
  await expect.poll(() => taken).toEqual(['early']);
  input.push('late');
  input.push('later');
  input.end();
  input.push('too late');
  await reading;
  expect(taken).toEqual(['early', 'late', 'later']);
});
