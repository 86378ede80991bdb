const { Worker, isMainThread, parentPort, threadId, workerData, postMessageToThread } = require('node:worker_threads');

const depth = workerData ?? 0;
if (depth < 2) {
  const worker = new Worker(__filename, { workerData: depth + 1 });
  const path = [];
  worker.on('message', (threads) => path.push(...threads));
  worker.on('exit', (code) => {
    if (isMainThread) console.log('path', [...path, threadId], code);
    else parentPort.postMessage([...path, threadId, code]);
  });
} else {
  const waiting = setInterval(() => undefined, 1000);
  postMessageToThread(0, { direct: true }).then(() => {
    parentPort.postMessage(['delivered', threadId]);
    clearInterval(waiting);
  });
}
if (isMainThread) {
  process.on('workerMessage', (value, source) => console.log('workerMessage', value, source));
}
