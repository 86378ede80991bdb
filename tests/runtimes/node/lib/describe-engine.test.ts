import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LIMITS, reasonFor } from '../../../../src/runtimes/node/kernel/availability.ts';
import { NotImplementedError } from '../../../../src/runtimes/node/kernel/not-implemented.ts';
import { describeEngine } from '../../../../src/runtimes/node/lib/describe-engine.ts';
import { pinnedNode } from '../../../../src/runtimes/node/lib/pinned-node.ts';

const docs = join(import.meta.dirname, '../../../../docs/node-engine.md');

/** As the pinned Node has them: the tests themselves may run in another one. */
function builtinModules(): string[] {
  const list = 'process.stdout.write(JSON.stringify(require("node:module").builtinModules))';
  return JSON.parse(execFileSync(pinnedNode(), ['-e', list], { encoding: 'utf8' })) as string[];
}

test('docs/node-engine.md is what the code says: else run `npm run docs:engine`', () => {
  expect(readFileSync(docs, 'utf8').replaceAll('\r\n', '\n')).toBe(describeEngine(builtinModules()));
});

test('an absent function says its name, why, and what to do', () => {
  const error = new NotImplementedError('udp_wrap.UDP');
  expect(error.message).toContain('has no udp_wrap.UDP. ');
  expect(error.message).toContain('TCP only');
  expect(error.message).toContain('Use node:net');
});

test('a function without a reason of its own gets the general one', () => {
  expect(reasonFor('something_else.Thing')).toContain('browser tab');
});

test('every limit is a sentence and tells what to do', () => {
  for (const { why, instead } of LIMITS) {
    expect(why).toMatch(/^[A-Z].*\.$/);
    expect(instead).toMatch(/^[A-Z].*\.$/);
  }
});
