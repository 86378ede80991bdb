/** What a recorded run says of its callbacks: who asked for them, where, and the rule that put them there. */
import { expect, test } from 'vitest';
import type { CallbackTrace } from '../../../src/runtimes/read-callback-trace.ts';
import { type CallbackSpan, TRACE_LIMIT_CALLBACKS, type TraceBatch } from '../../../src/runtimes/trace.ts';
import { type RuleId, ruleOf } from '../../../src/workspace/trace/describe-callback.ts';
import { shareEngine } from '../../harness/engines.ts';
import { findTraceFaults, recordInEngine } from './recorded-run.ts';

const { runtime } = shareEngine('node');

interface Recorded {
  readonly stdout: string;
  readonly trace: CallbackTrace;
  readonly others: readonly TraceBatch[];
  /** The callback that wrote a line. */
  writerOf(line: string): CallbackSpan;
}

async function record(code: string, file = 'main.js'): Promise<Recorded> {
  const { outcome, trace, others } = await recordInEngine(runtime, {
    files: { [file]: code },
    command: ['node', file],
  });
  const { stdout, stderr } = outcome;
  expect(stderr).toBe('');
  expect(findTraceFaults(trace)).toEqual([]);
  const writerOf = (line: string) => {
    const id = trace.output.find(({ text }) => text === `${line}\n`)?.callback ?? 0;
    return trace.at(id) ?? expect.fail(`Nothing that was recorded wrote ${line}.`);
  };
  return { stdout, trace, others, writerOf };
}

const EVERY_QUEUE = `const fs = require('fs');
console.log('script');
process.nextTick(() => {
  console.log('tick');
  process.nextTick(() => console.log('tick of tick'));
  Promise.resolve().then(() => console.log('then of tick'));
});
Promise.resolve().then(() => {
  console.log('then');
  process.nextTick(() => console.log('tick of then'));
});
queueMicrotask(() => console.log('microtask'));
setImmediate(() => console.log('immediate'));
fs.readFile(__filename, () => {
  console.log('read');
  setTimeout(() => console.log('timer'), 3);
});
const file = fs.createReadStream(__filename).destroy();
file.on('close', () => console.log('closed'));
async function wait() {
  await null;
  console.log('awaited');
  try {
    await new Promise((resolve, reject) => setTimeout(reject, 2, new Error('late')));
  } catch {
    console.log('caught');
  }
}
wait();
process.on('exit', () => console.log('exit'));
`;

test('each callback of a CommonJS program has its phase, its lines, its cause and its rule', async () => {
  const { trace, writerOf, stdout } = await record(EVERY_QUEUE);
  const facts = (line: string) => {
    const span = writerOf(line);
    const cause = trace.at(span.cause);
    return {
      phase: span.phase,
      origin: span.origin,
      runs: span.runsAt?.line,
      asked: span.scheduledAt?.line,
      cause: cause && trace.writtenBy(cause.id)?.split('\n')[0],
      rule: ruleOf(trace, span) satisfies RuleId,
    };
  };
  expect(facts('script')).toMatchObject({ phase: 'script', origin: 'commonjs', runs: 1, rule: 'main-script' });
  expect(facts('tick')).toEqual({
    phase: 'tick',
    origin: 'nextTick',
    runs: 3,
    asked: 3,
    cause: 'script',
    rule: 'tick-before-microtasks',
  });
  expect(facts('tick of tick')).toMatchObject({ asked: 5, cause: 'tick', rule: 'tick-between-callbacks' });
  expect(facts('then of tick')).toMatchObject({ phase: 'microtask', asked: 6, rule: 'microtask-after-tick' });
  expect(facts('then')).toMatchObject({ origin: 'then', runs: 8, asked: 8, cause: 'script', rule: 'microtask-now' });
  expect(facts('tick of then')).toMatchObject({ asked: 10, cause: 'then', rule: 'tick-after-microtasks' });
  expect(facts('microtask')).toMatchObject({ phase: 'microtask', origin: 'queueMicrotask', asked: 12 });
  expect(facts('immediate')).toMatchObject({ phase: 'check', asked: 13, rule: 'check-after-poll' });
  expect(facts('read')).toMatchObject({ phase: 'poll', origin: 'fs', runs: 14, asked: 14, rule: 'poll-ready' });
  expect(facts('timer')).toMatchObject({ phase: 'timer', asked: 16, cause: 'read', rule: 'timer-due' });
  expect(facts('awaited')).toMatchObject({ origin: 'await', runs: 21, cause: 'script', rule: 'await-microtask' });
  expect(facts('caught')).toMatchObject({ origin: 'await', runs: 24, cause: 'awaited', rule: 'await-microtask' });
  expect(facts('exit')).toMatchObject({ origin: 'native', rule: 'native' });
  expect(trace.output.map(({ text }) => text).join('')).toBe(stdout);
  expect(writerOf('timer').delayMs).toBe(3);
  // A small program is timed callback by callback.
  for (let id = 1; id <= trace.length; id += 1) expect(trace.at(id)?.sharedBy).toBe(1);
});

test('in an ES module microtasks run before ticks, and the rule says why', async () => {
  const { trace, writerOf } = await record(
    "process.nextTick(() => console.log('tick'));\nPromise.resolve().then(() => console.log('then'));\n",
    'main.mjs',
  );
  expect(ruleOf(trace, writerOf('tick'))).toBe('tick-after-microtasks');
  expect(writerOf('then').id).toBeLessThan(writerOf('tick').id);
});

test('what follows an asynchronous loop, or an exception after awaits, is asked for by the step before', async () => {
  const { trace, writerOf, stdout } = await record(`async function* count() {
  yield 1;
  yield 2;
}
(async () => {
  for await (const number of count()) console.log('body', number);
  console.log('after');
  const last = await (0, 3);
  console.log('last', last);
  try {
    console.log('no await yet');
    throw new Error('at once');
  } catch {
    console.log('caught at once');
  }
})();
`);
  expect(stdout).toBe('body 1\nbody 2\nafter\nlast 3\nno await yet\ncaught at once\n');
  expect(writerOf('body 1')).toMatchObject({ origin: 'await', scheduledAt: { line: 6 } });
  expect(trace.at(writerOf('body 2').cause)).toEqual(writerOf('body 1'));
  expect(trace.at(writerOf('after').cause)).toEqual(writerOf('body 2'));
  expect(trace.at(writerOf('last 3').cause)).toEqual(writerOf('after'));
  expect(writerOf('caught at once')).toEqual(writerOf('last 3'));
});

test('a catch after an asynchronous loop that failed is a callback of its own, asked for by the loop', async () => {
  const { trace, writerOf } = await record(`const { Readable } = require('node:stream');
const failing = () => new Readable({ read() { this.destroy(); } });
const numbers = async function* () { yield 1; throw new Error('no more'); };
(async () => {
  try {
    for await (const chunk of failing()) console.log(chunk);
  } catch (error) {
    console.log(error.code);
  }
  try {
    for await (const number of numbers()) console.log('number', number);
  } catch {
    console.log('no more');
  }
})();
`);
  expect(writerOf('ERR_STREAM_PREMATURE_CLOSE')).toMatchObject({ origin: 'await', scheduledAt: { line: 6 }, cause: 1 });
  expect(writerOf('number 1')).toMatchObject({ scheduledAt: { line: 11 } });
  expect(trace.at(writerOf('no more').cause)).toEqual(writerOf('number 1'));
});

test('a catch of a module whose first await fails at once is a callback of its own', async () => {
  const { writerOf } = await record(
    `try {
  await Promise.reject(new Error('at once'));
} catch {
  console.log('caught');
}
`,
    'main.mjs',
  );
  expect(writerOf('caught')).toMatchObject({ origin: 'await', cause: 1, scheduledAt: { line: 2 } });
});

test('a catch or finally after a top-level await is a callback of its own, asked for by the module', async () => {
  const { trace, writerOf } = await record(
    `const fail = () => new Promise((resolve, reject) => setTimeout(reject, 2, new Error('late')));
setTimeout(() => console.log('timer'), 1);
console.log('module');
try {
  await fail();
} catch {
  console.log('caught');
} finally {
  console.log('finally');
}
await null;
console.log('last');
try {
  await Promise.reject(new Error('at once'));
} finally {
  console.log('cleaned');
  process.exit();
}
`,
    'main.mjs',
  );
  expect(writerOf('timer')).toMatchObject({ phase: 'timer' });
  expect(writerOf('caught')).toMatchObject({ phase: 'microtask', origin: 'await', runsAt: { line: 5 } });
  expect(trace.at(writerOf('caught').cause)).toEqual(writerOf('module'));
  expect(writerOf('finally')).toEqual(writerOf('caught'));
  expect(trace.at(writerOf('last').cause)).toEqual(writerOf('caught'));
  expect(trace.at(writerOf('cleaned').cause)).toEqual(writerOf('last'));
});

test('callbacks of a server and its client run in the poll and the close phase', async () => {
  const { trace } = await record(`const net = require('net');
const server = net.createServer((socket) => socket.end('hi'));
server.listen(0, () => net.connect(server.address().port).on('data', () => server.close(() => console.log('closed'))));
`);
  const spans = Array.from({ length: trace.length }, (_, index) => trace.at(index + 1));
  expect(spans.filter((span) => span?.phase === 'poll' && span.origin === 'net').length).toBeGreaterThan(1);
  const close = spans.find((span) => span?.phase === 'close');
  expect(close && ruleOf(trace, close)).toBe('close-last');
});

test('a recorded function prints itself as it was written', async () => {
  const { stdout } = await record(
    'const add = (a, b) => Math.max(a + b, 0);\nasync function f(x) { await add(x, 1); }\nconsole.log(String(add));\nconsole.log(String(f));\n',
  );
  expect(stdout).toBe('(a, b) => Math.max(a + b, 0)\nasync function f(x) { await add(x, 1); }\n');
});

test('a callback that blocks the loop has its own time among many small ones', async () => {
  const { trace } = await record(`const until = (ms) => { for (const began = Date.now(); Date.now() - began < ms; ); };
for (let i = 0; i < 400; i += 1) process.nextTick(() => {
  if (i === 300) until(60);
});
`);
  const ticks = Array.from({ length: trace.length }, (_, index) => trace.at(index + 1)).filter(
    (span) => span?.phase === 'tick',
  );
  expect(ticks).toHaveLength(400);
  const longest = ticks.toSorted(
    (a, b) => (b?.endUs ?? 0) - (b?.startUs ?? 0) - (a?.endUs ?? 0) + (a?.startUs ?? 0),
  )[0];
  expect(longest?.id).toBe(ticks[300]?.id);
  expect((longest?.endUs ?? 0) - (longest?.startUs ?? 0)).toBeGreaterThanOrEqual(58_000);
});

test('recording ends at the limit with a notice, and the program goes on', async () => {
  const { stdout, trace, others } = await record(
    `let left = ${TRACE_LIMIT_CALLBACKS + 5000};\n(function next() { left -= 1; if (left > 0) setImmediate(next); else console.log('done'); })();\n`,
  );
  expect(stdout).toBe('done\n');
  expect(trace.length).toBe(TRACE_LIMIT_CALLBACKS);
  expect(others).toEqual([{ kind: 'truncated', of: 'callbacks', limit: TRACE_LIMIT_CALLBACKS }]);
});
