import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { isMainThread, setEnvironmentData, Worker } from 'node:worker_threads';

setEnvironmentData('language', { name: 'de' });
writeFileSync('written.cjs', `
  const { getEnvironmentData, parentPort, threadName } = require('node:worker_threads');
  parentPort.postMessage(['commonjs', getEnvironmentData('language'), threadName, __filename]);
`);
writeFileSync('module.mjs', `
  import { parentPort } from 'node:worker_threads';
  await null;
  parentPort.postMessage(['module', import.meta.url, process.env.ONLY_HERE, process.env.HOME]);
`);
console.log(isMainThread);
for (const [entry, options] of [
  ['./written.cjs', { name: 'named' }],
  [new URL('module.mjs', import.meta.url), { env: { ONLY_HERE: 'yes' } }],
  [`require('node:worker_threads').parentPort.postMessage(['eval', __filename])`, { eval: true }],
  [new URL(`data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.postMessage(['data'])`)],
]) {
  const worker = new Worker(entry, options);
  // Both are waited for at once: a worker may end in the same turn in which its last message arrives.
  const [[message], exit] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
  console.log(message, exit);
}
