/** Programs that break what they can: the engine says what happened, and the next run is a clean one. */
import { afterEach, expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { type RunChoices, type RunRecord, recordRun } from '../conformance-record.ts';

const { runtime } = shareEngine('node');

function run(source: string, choices?: RunChoices): Promise<RunRecord> {
  return recordRun(runtime, { project: { 'main.js': source }, command: ['node', 'main.js'] }, choices);
}

afterEach(async () => {
  const { end, stdout, stderr } = await run("console.log(typeof process, [...'ok'].join(''), {}.polluted)");
  expect({ outcome: end.outcome, stdout, stderr }).toEqual({
    outcome: 'exited',
    stdout: 'object ok undefined\n',
    stderr: '',
  });
});

/** The source, and what the learner is told was changed. */
const TAMPERING: readonly (readonly [what: string, source: string, named: string])[] = [
  ['deletes the array iterator', 'delete Array.prototype[Symbol.iterator];', 'Array.prototype[Symbol.iterator]'],
  ['makes array methods throw', "Array.prototype.push = () => { throw new Error('no') };", 'Array.prototype.push'],
  [
    'deletes all globals',
    'for (const key of Object.getOwnPropertyNames(globalThis)) { try { delete globalThis[key]; } catch {} }',
    'Object',
  ],
  [
    'sets all globals to undefined',
    'for (const key of Reflect.ownKeys(globalThis)) { try { globalThis[key] = undefined; } catch {} }',
    'Object',
  ],
  [
    'makes methods of typed arrays throw',
    "Uint8Array.prototype.subarray = Uint8Array.prototype.set = () => { throw new Error('no') }; process.stdout.write('x');",
    'Uint8Array',
  ],
];

test.each(TAMPERING)('a program that %s runs on or is told what it changed', async (_what, source, named) => {
  const { end, stderr } = await run(source);
  if (end.outcome === 'exited' && end.exitCode === 0) return;
  const told = end.outcome === 'crashed' ? `${end.message} ${end.hint}` : stderr;
  expect(told).toContain('The program changed ');
  expect(told).toContain(named.split('.')[0]);
});

test('programs that change what only they use run as in Node', async () => {
  const deleted = await run('delete globalThis.process; setTimeout(() => console.log(typeof process), 1);');
  expect(deleted.stdout).toBe('undefined\n');
  const replaced = await run("Promise.prototype.then = () => {}; setImmediate(() => console.log('alive'));");
  expect(replaced.stdout).toBe('alive\n');
  const frozen = await run(
    'for (const type of [Array, Map, Promise, Object, Function]) { Object.freeze(type); Object.freeze(type.prototype); }' +
      "setTimeout(() => console.log('frozen', new Map([[1, 2]])), 1);",
  );
  expect(frozen.stdout).toBe('frozen Map(1) { 1 => 2 }\n');
});

test('an error of a program that polluted Object.prototype is the error it prints', async () => {
  const source = (last: string) =>
    `Object.prototype.polluted = 1; Object.prototype.get = () => { throw new Error('asked'); };
    setTimeout(() => { require('fs').writeFileSync('a', 'b'); ${last} }, 1);`;
  const thrown = await run(source("throw new TypeError('mine');"));
  expect(thrown.end).toMatchObject({ outcome: 'exited', exitCode: 1 });
  expect(thrown.stderr).toContain('TypeError: mine\n    at ');
  const rejected = await run(source("Promise.reject(new RangeError('mine too'));"));
  expect(rejected.end).toMatchObject({ outcome: 'exited', exitCode: 1 });
  expect(rejected.stderr).toContain('RangeError: mine too\n    at ');
});

test('a part of the library loads although Object.prototype has a `get`', async () => {
  const { stdout, stderr } = await run(`
    const assert = require('assert');
    Object.prototype.get = () => { throw new Error('asked'); };
    assert.throws(() => assert.fail(''), { code: 'ERR_ASSERTION' });
    delete Object.prototype.get;
    console.log('loaded');`);
  expect({ stdout, stderr }).toEqual({ stdout: 'loaded\n', stderr: '' });
});

test('a program that leads out of the tab is told that nothing leaves it', async () => {
  const { end, stdout, stderr } = await run(`
    const net = require('net');
    net.connect(80, '93.184.215.14').on('error', (error) => console.log('socket', error.code));
    require('dns').lookup('example.com', (error) => console.log('name', error.code));
    fetch('http://example.com/').catch((error) => console.log('fetch', error.cause.code));`);
  expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
  expect(stdout).toMatch(/socket E/);
  expect(stdout).toMatch(/name E/);
  expect(stdout).toMatch(/fetch E/);
  expect(stderr).toContain('Only servers of the program itself answer');
});

test.each([
  ['undefined', '(Use `node --trace-uncaught'],
  ['null', '(Use `node --trace-uncaught'],
  ["Symbol('s')", 'Symbol(s)'],
  ['{ get stack() { throw 1; }, toString() { throw 2; } }', '(Use `node --trace-uncaught'],
  ['new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } })', '(Use `node --trace-uncaught'],
])('a program that throws %s ends with exit code 1 and says so', async (thrown, said) => {
  const { end, stderr } = await run(`throw ${thrown}`);
  expect(end).toMatchObject({ outcome: 'exited', exitCode: 1 });
  expect(stderr).toContain(said);
});

test('files take 256 MB at most', async () => {
  const { stdout } = await run(`
    const fs = require('fs');
    const chunk = Buffer.alloc(16 * 2 ** 20, 1);
    let written = 0;
    try { for (;;) { fs.writeFileSync('file' + written, chunk); written += 1; } } catch (error) { console.log(written, error.code); }
    fs.rmSync('file0');
    fs.writeFileSync('again', chunk);
    console.log('room again');`);
  expect(stdout).toBe('15 ENOSPC\nroom again\n');
});

test('open files are limited', async () => {
  const { stdout } = await run(`
    let open = 0;
    try { for (;;) { require('fs').openSync(__filename); open += 1; } } catch (error) { console.log(open > 1000, error.code); }`);
  expect(stdout).toBe('true EMFILE\n');
});

test('100,000 timers and 100,000 servers are no more than Node takes', async () => {
  const { end, stdout } = await run(`
    for (let timers = 0; timers < 100_000; timers += 1) setInterval(() => {}, 1e6);
    const { createServer } = require('net');
    let servers = 0;
    const refused = (error) => { console.log(servers > 1000, error.code); process.exit(); };
    for (; servers < 100_000; servers += 1) createServer().on('error', refused).listen(0);
    setImmediate(() => { console.log('all'); process.exit(); });`);
  expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
  expect(stdout).toMatch(/^(?:true E\w+|all)\n$/);
});

test('text without end ends in a RangeError', async () => {
  const { end, stderr } = await run("let text = 'x'; for (;;) text += text;");
  expect(end).toMatchObject({ outcome: 'exited', exitCode: 1 });
  expect(stderr).toContain('RangeError: Invalid string length');
});

test('endless recursion ends in a RangeError', async () => {
  const { end, stderr } = await run('function f() { f(); } f();');
  expect(end).toMatchObject({ outcome: 'exited', exitCode: 1 });
  expect(stderr).toContain('RangeError: Maximum call stack size exceeded');
});

test.each([
  ['ticks', '(function tick() { process.nextTick(tick); })();'],
  ['microtasks', '(function next() { Promise.resolve().then(next); })();'],
  ['a loop while it exits', "process.on('exit', () => { for (;;); });"],
  ['servers', "for (;;) require('net').createServer().listen(0);"],
  [
    'messages to a thread',
    `const { Worker } = require('worker_threads');
    const thread = new Worker("require('worker_threads').parentPort.on('message', () => {})", { eval: true });
    for (;;) thread.postMessage('x');`,
  ],
  [
    'messages from a thread',
    `new (require('worker_threads').Worker)("for (;;) require('worker_threads').parentPort.postMessage('x')", { eval: true })
      .on('message', () => {});`,
  ],
])('endless %s can be stopped', async (_what, source) => {
  const stop = new AbortController();
  const running = run(source, { signal: stop.signal });
  setTimeout(() => stop.abort(), 1500);
  const { end } = await running;
  expect(end.outcome).toBe('stopped');
});
