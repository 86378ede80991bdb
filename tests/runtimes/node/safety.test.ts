/** What a program cannot reach: it may come from a stranger. */
import { expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { runInEngine } from './real-and-embedded.ts';

/** Ways out of the worker, into the site's storage, or around the runtime. */
const BROWSER_NAMES = [
  'XMLHttpRequest',
  'EventSource',
  'WebTransport',
  'Worker',
  'SharedWorker',
  'importScripts',
  'indexedDB',
  'caches',
  'CacheStorage',
  'FileReaderSync',
  'Notification',
  'postMessage',
  'close',
  'location',
  'self',
  'twinstackNodeLibrary',
];

const { browser, runtime } = shareEngine('node');

async function evaluate(expression: string): Promise<unknown> {
  const files = { 'main.js': `Promise.resolve(${expression}).then((value) => console.log(JSON.stringify(value)));` };
  const { stdout, stderr } = await runInEngine(runtime, { files, command: ['node', 'main.js'] });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('nothing of the browser is left in the global object or its prototypes', async () => {
  expect(await evaluate(`${JSON.stringify(BROWSER_NAMES)}.filter((name) => name in globalThis)`)).toEqual([]);
  const prototypeKeys = `(() => {
    const keys = [];
    for (let level = Object.getPrototypeOf(globalThis); level !== Object.prototype; level = Object.getPrototypeOf(level)) {
      keys.push(...Reflect.ownKeys(level).map(String));
    }
    return keys;
  })()`;
  // Two constants of an old file system interface cannot be deleted; they are numbers.
  expect(await evaluate(prototypeKeys)).toEqual(['TEMPORARY', 'PERSISTENT']);
});

test('what has a name in both worlds is Node’s: it knows only the program’s own network', async () => {
  // The engine also says in a warning why nothing outside answers.
  const outside = `(process.removeAllListeners('warning'),
    fetch('http://example.com/').then(() => 'fetched', (error) => error.cause.code))`;
  expect(await evaluate(outside)).toMatch(/^E/);
  expect(await evaluate('Object.getOwnPropertyNames(navigator.constructor.prototype)')).not.toContain('storage');
});

test('the storage of the page is not the program’s', async () => {
  await browser.page.evaluate(() => localStorage.setItem('kept', 'by the page'));
  const own = "[globalThis.localStorage?.getItem('kept') ?? null, globalThis.sessionStorage?.getItem('kept') ?? null]";
  expect(await evaluate(`(process.removeAllListeners('warning'), ${own})`)).toEqual([null, null]);
});

test('a fetch to the program’s own server is answered', async () => {
  const own = `new Promise((resolve) => {
    const server = require('http').createServer((request, response) => response.end('own'));
    server.listen(3000, async () => {
      resolve(await (await fetch('http://localhost:3000/')).text());
      server.close();
    });
  })`;
  expect(await evaluate(own)).toBe('own');
});

test('a recursion of async functions that runs out of stack fails once, where it is caught', async () => {
  const main = `async function call() { await call(); }
    process.on('unhandledRejection', () => console.log('unhandled'));
    call().catch((error) => console.log(error.message));`;
  const { stdout, exitCode } = await runInEngine(runtime, { files: { 'main.js': main }, command: ['node', 'main.js'] });
  expect({ stdout, exitCode }).toEqual({ stdout: 'Maximum call stack size exceeded\n', exitCode: 0 });
});

test('the global behind the edits of await leads to functions and to the present context only', async () => {
  const reached = `Object.entries($ctx).filter(([, value]) => typeof value !== 'function').map(([name, value]) => [name, Object.keys(value)])`;
  expect(await evaluate(reached)).toEqual([['current', ['frame']]]);
});
