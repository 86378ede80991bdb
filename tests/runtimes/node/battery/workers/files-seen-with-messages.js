const fs = require('node:fs');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (isMainThread) {
  fs.mkdirSync('shared');
  fs.writeFileSync('shared/before.txt', 'written before the start');
  const worker = new Worker(__filename);
  worker.once('message', (names) => {
    console.log(names, fs.readFileSync('shared/by-worker.txt', 'utf8'));
    fs.appendFileSync('shared/by-worker.txt', ' and by main');
    fs.renameSync('shared/before.txt', 'shared/renamed.txt');
    worker.postMessage('look');
    worker.once('message', (seen) => console.log(seen));
  });
  worker.on('exit', () => console.log(fs.readdirSync('shared').sort()));
} else {
  fs.writeFileSync('shared/by-worker.txt', 'written by the worker');
  parentPort.postMessage(fs.readdirSync('shared').sort());
  parentPort.once('message', () => {
    parentPort.postMessage([fs.readdirSync('shared').sort(), fs.readFileSync('shared/by-worker.txt', 'utf8')]);
    fs.unlinkSync('shared/renamed.txt');
  });
}
