/** The byte that stops a program: the page writes it at any moment, also while Pyodide looks at it. */
import { expect, test } from 'vitest';
import { interruptFlag } from '../../../src/runtimes/django/worker/interrupt-flag.ts';

const SIGINT = 2;

test('an interrupt is seen once', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(1));
  const look = looker(shared);
  expect(look()).toBe(0);
  shared[0] = SIGINT;
  expect(look()).toBe(SIGINT);
  expect(look()).toBe(0);
});

test('an interrupt that comes while Pyodide looks is seen at the next look', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(1));
  const look = looker(shared);
  const interruptMeanwhile = () => {
    shared[0] = SIGINT;
  };
  expect(look(interruptMeanwhile)).toBe(0);
  expect(look()).toBe(SIGINT);
});

/** What Pyodide does at every look: it reads the byte, then writes 0. `meanwhile` happens in between. */
function looker(shared: Uint8Array): (meanwhile?: () => void) => number {
  const flag = interruptFlag(shared);
  return (meanwhile) => {
    const seen = flag[0];
    meanwhile?.();
    flag[0] = 0;
    return seen;
  };
}
