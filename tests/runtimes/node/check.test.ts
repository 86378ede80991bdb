/** Checks of the Node engine: the ways in which Node's test runner can end that the conformance suite does not know. */
import { describe, expect, test } from 'vitest';
import type { Project, TestEvent } from '../../../src/runtimes/runtime.ts';
import { shareEngine } from '../../harness/engines.ts';

const { runtime } = shareEngine('node');

async function check(project: Project): Promise<TestEvent[]> {
  const events: TestEvent[] = [];
  const end = await runtime.check(project, { onEvent: (event) => events.push(event) });
  expect(end.outcome).toBe('completed');
  return events;
}

function testFile(body: string): Project {
  const head = `const { test, describe, before } = require('node:test');\nconst assert = require('node:assert');\n`;
  return { 'tests/main.test.js': head + body };
}

/** Outcome by path. */
function outcomes(events: readonly TestEvent[]): Record<string, string> {
  return Object.fromEntries(
    events.flatMap((event) => (event.type === 'test-ended' ? [[event.path.join(' > '), event.outcome]] : [])),
  );
}

const errors = (events: readonly TestEvent[]) =>
  events.flatMap((event) => (event.type === 'check-error' ? [event.failure.message] : []));

describe('a check', () => {
  test('counts tests, not suites, and names them by their path', async () => {
    const events = await check(
      testFile(
        `describe('outer', () => { describe('inner', () => { test('a', () => {}); }); test('b', () => assert.ok(0)); });`,
      ),
    );
    expect(outcomes(events)).toEqual({ 'outer > inner > a': 'passed', 'outer > b': 'failed' });
    expect(errors(events)).toEqual([]);
  });

  test('runs the tests of several files, ES modules too, each in a world of its own', async () => {
    const file = `import { test } from 'node:test'; import assert from 'node:assert'; import { one } from '../main.mjs';
test('is fresh', async () => { assert.equal(globalThis.seen, undefined); globalThis.seen = await one(); });`;
    const events = await check({
      'main.mjs': 'export const one = async () => 1;',
      'tests/a.test.mjs': file,
      'tests/b.test.mjs': file,
      'tests/helper.js': 'throw new Error("no test file");',
    });
    expect(events.filter(({ type }) => type === 'test-ended')).toHaveLength(2);
    expect(new Set(events.flatMap((event) => (event.type === 'test-ended' ? [event.id] : []))).size).toBe(2);
    expect(outcomes(events)).toEqual({ 'is fresh': 'passed' });
  });

  test('fails the test that leaves a rejection unhandled', async () => {
    const events = await check(
      testFile(`test('stray', async () => {
  Promise.reject(new Error('nobody listens'));
  await new Promise((resolve) => setTimeout(resolve, 20));
});
test('next', () => {});`),
    );
    expect(outcomes(events)).toEqual({ stray: 'failed', next: 'passed' });
  });

  test('fails the test whose callback throws later', async () => {
    const events = await check(
      testFile(`test('late', (t, done) => { setTimeout(() => { throw new Error('too late'); }, 1); });`),
    );
    expect(outcomes(events)).toEqual({ late: 'failed' });
  });

  test('says why a test was skipped', async () => {
    const events = await check(
      testFile(
        `test('no reason', { skip: true }, () => {}); test('reason', { skip: 'needs a disk' }, () => {});
test('said inside', (t) => t.skip('not today')); test('to do', { todo: 'when it rains' }, () => {});`,
      ),
    );
    const reasons = events.flatMap((event) => (event.type === 'test-ended' ? [[event.path[0], event.skipReason]] : []));
    expect(Object.fromEntries(reasons)).toEqual({
      'no reason': undefined,
      reason: 'needs a disk',
      'said inside': 'not today',
      'to do': 'when it rains',
    });
  });

  test('says that a hook failed', async () => {
    const events = await check(
      testFile(`describe('suite', () => { before(() => { throw new Error('no set-up'); }); test('a', () => {}); });`),
    );
    expect(outcomes(events)['suite > a']).not.toBe('passed');
    expect(JSON.stringify(events)).toContain('no set-up');
  });

  test('says that process.exit ended a file before its tests', async () => {
    const events = await check(testFile(`process.exit(0); test('a', () => {});`));
    expect(errors(events).join()).toContain('process.exit(0)');
  });
});
