/** Standard input that comes while a program runs. */
import { expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { recordRun } from '../conformance-record.ts';

const { runtime } = shareEngine('node');

/**
 * In each round an exception leaves a tick behind, which waits for the next callback: the round's immediate. Says how
 * often something else was taken for a callback.
 */
const ROUNDS = `
let early = 0;
let rounds = 0;
process.on('uncaughtException', () => undefined);
function round() {
  let isImmediateOver = false;
  process.nextTick(() => {
    setImmediate(() => {
      isImmediateOver = true;
    });
    throw new Error('leaves the other tick');
  });
  process.nextTick(() => {
    if (!isImmediateOver) early += 1;
    rounds += 1;
    if (rounds < 3000) setImmediate(round);
    else console.log(early);
  });
}
setImmediate(round);
`;

test('input that nobody reads is no callback: ticks that wait for one go on waiting', async () => {
  let isOver = false;
  async function* typed() {
    while (!isOver) yield 'x';
  }
  const program = { project: { 'main.js': ROUNDS }, command: ['node', 'main.js'] };
  const { stdout, end } = await recordRun(runtime, program, { stdin: typed() });
  isOver = true;
  expect({ stdout, outcome: end.outcome }).toEqual({ stdout: '0\n', outcome: 'exited' });
});
