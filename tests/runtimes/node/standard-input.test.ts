/** Standard input that comes while a program runs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';

let browser: EngineBrowser;
let runtime: Runtime;

beforeAll(async () => {
  browser = await openEngineBrowser();
  runtime = await browser.open('node');
});
afterAll(() => browser?.close());

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
  let stdout = '';
  const end = await runtime.run({ 'main.js': ROUNDS }, ['node', 'main.js'], {
    stdin: typed(),
    onEvent: (event) => {
      if (event.type === 'output') stdout += event.text;
    },
  });
  isOver = true;
  expect({ stdout, outcome: end.outcome }).toEqual({ stdout: '0\n', outcome: 'exited' });
});
