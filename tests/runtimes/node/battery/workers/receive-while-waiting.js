const { MessageChannel, receiveMessageOnPort, Worker } = require('node:worker_threads');

// What libraries do that make asynchronous work look synchronous: sleep until the worker wakes this thread, then look.
const sleeping = new Int32Array(new SharedArrayBuffer(8));
const { port1, port2 } = new MessageChannel();
const worker = new Worker(
  `
  const { parentPort, workerData } = require('node:worker_threads');
  const { port, sleeping } = workerData;
  parentPort.on('message', async ({ id, value }) => {
    if (id === 3) port.postMessage({ id, note: 'two at once' });
    await null;
    port.postMessage({ id, text: 'x'.repeat(value).length, nested: new Map([[id, [value]]]) });
    Atomics.add(sleeping, 0, 1);
    Atomics.notify(sleeping, 0);
  });
`,
  { eval: true, workerData: { port: port2, sleeping }, transferList: [port2] },
);

function ask(id, value) {
  const before = Atomics.load(sleeping, 0);
  worker.postMessage({ id, value });
  Atomics.wait(sleeping, 0, before);
  for (let received = receiveMessageOnPort(port1); received; received = receiveMessageOnPort(port1)) {
    console.log(received.message);
  }
}

for (const [id, value] of [[1, 10], [2, 300_000], [3, 0]]) ask(id, value);
console.log(receiveMessageOnPort(port1));
port1.on('message', ({ id }) => {
  console.log('later', id);
  port1.close();
  worker.terminate();
});
worker.postMessage({ id: 4, value: 1 });
