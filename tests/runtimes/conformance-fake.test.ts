/** Proves that the conformance suite can fail: each case notices a runtime that breaks its promise. */
import { describe, expect, test } from 'vitest';
import { OUTPUT_LIMIT_BYTES, RuntimeError, type TestEvent } from '../../src/runtimes/runtime.ts';
import { CONFORMANCE_CASES, type ConformanceWorld } from './conformance.ts';
import { FAKE_PROGRAMS, FakeRuntime } from './conformance-fake.ts';

/** By the name of the case (its start): ways to break what it promises. */
const SPOILERS: Readonly<Record<string, (fake: FakeRuntime) => void>> = {
  'output comes in order': ({ runs }) => runs.interleaved.events.reverse(),
  'the exit code': ({ runs }) => Object.assign(runs.exitsWith3, { end: { outcome: 'exited', exitCode: 0, ms: 1 } }),
  'an uncaught error': ({ runs }) => runs.throws.events.pop(),
  'a syntax error is exit code 1': ({ runs }) => runs.syntaxError.events.pop(),
  'standard input is read': ({ runs }) => runs.shouts.events.push({ type: 'output', stream: 'stdout', text: 'HELLO' }),
  'standard input is empty': ({ runs }) => Object.assign(runs.shouts, { end: { outcome: 'stopped', ms: 1 } }),
  'an unknown command': (fake) => Object.assign(fake.unknownCommand.end, { exitCode: 1 }),
  'unicode comes out whole': ({ runs }) =>
    runs.unicode.events.splice(0, 1, { type: 'output', stream: 'stdout', text: 'aé漢\ufffd\ufffd'.repeat(20_000) }),
  'bytes that are no text': ({ runs }) =>
    runs.readsBytes.events.splice(0, 1, { type: 'output', stream: 'stdout', text: '384 41000\n' }),
  '10 MB of output is cut': ({ runs }) =>
    runs.floods.events.push({ type: 'output', stream: 'stdout', text: 'one more' }),
  'the page answers while a program floods': (fake) => Object.assign(fake, { freezeMs: 4000 }),
  'the page answers while a program loops': (fake) => Object.assign(fake, { freezeMs: 4000 }),
  'recursion without end ends the program': ({ runs }) => runs.recurses.events.pop(),
  'a program that fills 1 GB': ({ runs }) => Object.assign(runs.allocates.end, { hint: '' }),
  'a server of the program': (fake) => Object.assign(fake.response, { status: 200 }),
  'a recorded request': ({ spans }) => Object.assign(spans[1] ?? {}, { endMs: 3 }),
  'an answer comes as it is written': (fake) => Object.assign(fake, { meanwhile: 'tick' }),
  'each run gets a fresh world': ({ runs }) =>
    runs.looks.events.splice(0, 1, { type: 'output', stream: 'stdout', text: 'dirty\n' }),

  'files to keep': ({ runs }) => runs.writes.events.pop() && runs.writes.events.pop(),
  'all that a run changed': ({ runs }) => runs.writes.events.pop(),
  'a file to keep comes back while': (fake) => Object.assign(fake, { count: 1 }),
  'a mistake in a file': (fake) => Object.assign(fake, { problems: [] }),

  'tests report start and end': ({ checks }) => checks.graded.events.shift(),
  'what a test prints': ({ checks }) => Object.assign(checks.graded.events[1] ?? {}, { id: 'compares' }),
  'a failed comparison': ({ checks }) => changeFailure(checks.graded.events, 'compares', { expected: undefined }),
  'an error in the learner’s file': ({ checks }) =>
    changeFailure(checks.graded.events, 'breaks', { learnerLocation: { file: 'main.js', line: 7 } }),
  'a skipped test': ({ checks }) => Object.assign(checks.skips.events[1] ?? {}, { outcome: 'passed' }),
  'zero tests': ({ checks }) => checks.noTests.events.push(...checks.leavesInTest.events),
  'a syntax error in the learner’s file': ({ checks }) => checks.brokenFile.events.pop(),
  'a test file that throws': ({ checks }) => checks.throwsOnImport.events.pop(),
  'ending the program in a test': ({ checks }) => checks.exitsInTest.events.splice(0, 2, ...checks.leavesInTest.events),
  'an endless loop in a test': ({ checks }) => checks.loopsInTest.events.splice(0, 2),
  'recursion without end fails': ({ checks }) =>
    Object.assign(checks.recursesInTest.events[0] ?? {}, { outcome: 'passed' }),
  '10 MB of output in a test': ({ checks }) =>
    checks.floodsInTest.events.push({ type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES }),
  'each check gets a fresh world': ({ checks }) =>
    Object.assign(checks.leavesInTest.events[0] ?? {}, { outcome: 'failed' }),

  'it says what it is': (fake) => Object.assign(fake.description, { name: '' }),
  'the status goes from': ({ loading }) => loading.reverse(),
  'stop ends an endless loop': ({ runs }) =>
    Object.assign(runs.loops, { end: { outcome: 'exited', exitCode: 0, ms: 1 } }),
  'nothing more is told': (fake) => {
    fake.recallStopped = (tell) => tell({ type: 'output', stream: 'stdout', text: 'late' });
  },
  'the signal stops': ({ runs }) => Object.assign(runs.loops, { end: { outcome: 'exited', exitCode: 0, ms: 1 } }),
  'a check is stopped too': ({ checks }) => Object.assign(checks.loopsInTest, checks.leavesInTest),
  'stop does nothing': (fake) => {
    fake.stop = () => Promise.reject(new RuntimeError('Nothing runs.', 'Run something.'));
  },
  'a second program at once': (fake) => Object.assign(fake.refusal, { hint: '' }),
  'a request without a server': (fake) => {
    fake.request = () => Promise.resolve({ ...fake.response, body: new Blob([]).stream() });
  },
};

describe.each(CONFORMANCE_CASES)('$name', ({ name, verify }) => {
  test('holds for a sound runtime', async () => {
    await verify(makeWorld(new FakeRuntime()));
  });

  test('fails for one that breaks it', async () => {
    const [, spoil] = Object.entries(SPOILERS).find(([start]) => name.startsWith(start)) ?? [];
    if (!spoil) throw new Error('No runtime that breaks this promise has been thought of: add one to SPOILERS.');
    const fake = new FakeRuntime();
    spoil(fake);
    await expect(verify(makeWorld(fake))).rejects.toThrow();
  });
});

function makeWorld(runtime: FakeRuntime): ConformanceWorld {
  return {
    runtime,
    programs: FAKE_PROGRAMS,
    async measureLongestFreeze(work) {
      await work();
      return runtime.freezeMs;
    },
  };
}

function changeFailure(events: readonly TestEvent[], name: string, change: object): void {
  for (const event of events) {
    if (event.type === 'test-ended' && event.id === name) Object.assign(event.failure ?? {}, change);
  }
}
