import {
  Worker,
  isMainThread,
  parentPort,
  workerData,
  threadId,
  MessageChannel,
  receiveMessageOnPort,
  setEnvironmentData,
  getEnvironmentData,
  resourceLimits,
  markAsUntransferable,
  BroadcastChannel,
  postMessageToThread,
} from 'node:worker_threads';
import { once } from 'node:events';
if (isMainThread) {
  setEnvironmentData('k', 'v');
  const w = new Worker(new URL(import.meta.url), {
    workerData: { a: [1, new Map([[1, 2]])] },
    name: 'mine',
    argv: ['x'],
    env: { E: '1' },
  });
  const received = [];
  // Shown at the end: messages come by another port than output and `online`, in no order with them.
  w.on('online', () => console.log('online'))
    .on('message', (m) => received.push(m))
    .on('exit', (c) => console.log('main got', received, 'exit', c));
  const sab = new Int32Array(new SharedArrayBuffer(8));
  w.postMessage(sab);
  await once(w, 'exit');
  console.log(Atomics.load(sab, 0));
  const bad = new Worker('throw new TypeError("boom")', { eval: true });
  const [e] = await once(bad, 'error');
  console.log(e.name, e.message, e instanceof TypeError);
  const { port1, port2 } = new MessageChannel();
  port1.postMessage({ d: new Date(0), r: /x/g, e: new RangeError('r') });
  // Without the error's stack: which of Node's frames are in it depends on what woke the loop.
  const { message } = receiveMessageOnPort(port2);
  console.log(message.d, message.r, message.e instanceof RangeError, message.e.message, receiveMessageOnPort(port2));
  try {
    port1.postMessage(() => {});
  } catch (x) {
    console.log(x.name, x.message, x.code);
  }
  port1.close();
  const ab = new ArrayBuffer(4);
  const t = structuredClone(ab, { transfer: [ab] });
  console.log(ab.byteLength, t.byteLength, ab.detached);
  const term = new Worker('setInterval(() => {}, 1)', { eval: true });
  await once(term, 'online');
  console.log(await term.terminate());
  new Worker('process.exit(7)', { eval: true }).on('exit', (c) => console.log(c));
} else {
  console.log('in worker', workerData, process.argv.slice(2), process.env.E, getEnvironmentData('k'), typeof threadId);
  parentPort.once('message', (a) => {
    Atomics.add(a, 0, 41);
    Atomics.notify(a, 0);
    parentPort.postMessage({ done: true, big: 5n });
  });
  // Told by the exit code: a thread's output and its messages have no order.
  process.on('exit', (c) => (process.exitCode = c + 3));
}
