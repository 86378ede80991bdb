/** Threads and child processes as the page sees them: what they may reach, when they end, how requests find them. */
import { expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { readText } from '../conformance-record.ts';
import { runInEngine } from './real-and-embedded.ts';

const { runtime } = shareEngine('node');

const WAYS_OUT = ['importScripts', 'indexedDB', 'caches', 'XMLHttpRequest', 'postMessage', 'close', 'self', 'location'];

const run = (source: string) => runInEngine(runtime, { files: { 'main.js': source }, command: ['node', 'main.js'] });

test('a thread and a child process reach no more of the browser than the main program', async () => {
  const probe = `[${JSON.stringify(WAYS_OUT)}.filter((name) => name in globalThis), typeof globalThis.Worker]`;
  const { stdout, stderr } = await run(`
    const { fork } = require('node:child_process');
    const { Worker } = require('node:worker_threads');
    if (process.send) {
      process.send(${probe});
      process.disconnect();
    } else {
      const log = (found) => console.log(JSON.stringify(found));
      new Worker("require('node:worker_threads').parentPort.postMessage(" + ${JSON.stringify(probe)} + ")", { eval: true })
        .on('message', log)
        .on('exit', () => fork(__filename).on('message', log));
    }
  `);
  expect({ stdout, stderr }).toEqual({ stdout: '[[],"undefined"]\n[[],"undefined"]\n', stderr: '' });
});

test('too many threads end in an error that says how many there may be', async () => {
  const { stdout } = await run(`
    const { Worker } = require('node:worker_threads');
    let refused = false;
    for (let number = 0; number < 33; number += 1) {
      new Worker('setInterval(() => undefined, 1000)', { eval: true }).on('error', (error) => {
        if (refused) return;
        refused = true;
        console.log(error.code, error.message);
        process.exit();
      });
    }
  `);
  expect(stdout).toMatch(/^ERR_WORKER_INIT_FAILED .*at most 32 threads and processes at once/);
});

test('threads that never end stop with the run, and the next run is clean', async () => {
  const stopping = new AbortController();
  const project = {
    'main.js': `
      const { Worker } = require('node:worker_threads');
      new Worker('require("node:worker_threads").parentPort.postMessage(1); for (;;);', { eval: true })
        .on('message', () => console.log('started'));
    `,
  };
  const end = await runtime.run(project, ['node', 'main.js'], {
    signal: stopping.signal,
    onEvent: (event) => {
      if (event.type === 'output' && event.text.includes('started')) stopping.abort();
    },
  });
  expect(end.outcome).toBe('stopped');
  expect((await run(`console.log('clean')`)).stdout).toBe('clean\n');
});

test('a request of the page is answered by a worker of a cluster', async () => {
  const stopping = new AbortController();
  const project = {
    'main.js': `
      const cluster = require('node:cluster');
      if (cluster.isPrimary) {
        cluster.fork().on('listening', () => console.log('ready'));
      } else {
        require('node:http').createServer((request, response) => response.end('worker ' + cluster.worker.id)).listen(3000);
      }
    `,
  };
  const ready = Promise.withResolvers<void>();
  const ended = runtime.run(project, ['node', 'main.js'], {
    signal: stopping.signal,
    onEvent: (event) => {
      if (event.type === 'output' && event.text.includes('ready')) ready.resolve();
    },
  });
  await ready.promise;
  const response = await runtime.request({ method: 'GET', path: '/', headers: [] });
  expect(await readText(response)).toBe('worker 1');
  stopping.abort();
  expect((await ended).outcome).toBe('stopped');
});
