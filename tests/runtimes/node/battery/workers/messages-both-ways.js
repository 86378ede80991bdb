const { Worker, isMainThread, parentPort, threadId, workerData, resourceLimits } = require('node:worker_threads');

if (isMainThread) {
  console.log('main', threadId, workerData, parentPort, resourceLimits);
  const worker = new Worker(__filename, { workerData: { numbers: [1, 2, 3], when: new Date(0) }, argv: ['extra'] });
  worker.on('online', () => console.log('online', worker.threadId));
  worker.on('message', (message) => {
    console.log('main got', message);
    if (message.sum) worker.postMessage({ stop: true, big: 2n ** 70n });
  });
  worker.on('exit', (code) => console.log('exit', code, worker.threadId));
  worker.on('error', (error) => console.log('error', error));
} else {
  parentPort.postMessage({ sum: workerData.numbers.reduce((a, b) => a + b), when: workerData.when, threadId });
  parentPort.on('message', ({ stop, big }) => {
    parentPort.postMessage({ argv: process.argv.slice(2), big });
    if (stop) parentPort.close();
  });
}
