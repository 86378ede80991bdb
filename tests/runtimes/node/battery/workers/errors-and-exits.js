const { once } = require('node:events');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

const cases = {
  throws() {
    throw new RangeError('in the worker', { cause: 'a cause' });
  },
  rejects() {
    Promise.reject(new TypeError('unhandled'));
  },
  exits() {
    process.on('exit', (code) => console.log('worker exit event', code));
    process.exit(7);
  },
  chooses() {
    process.exitCode = 3;
  },
  throwsText() {
    throw 'only a text';
  },
};

async function main() {
  for (const name of Object.keys(cases)) {
    const worker = new Worker(__filename, { workerData: name });
    worker.on('error', (error) => console.log(name, 'error', error?.name, error?.message ?? error, error?.cause));
    console.log(name, 'exit', await new Promise((resolve) => worker.on('exit', resolve)));
  }
  const endless = new Worker('for (;;);', { eval: true });
  await once(endless, 'online');
  console.log('terminated', await endless.terminate());
  console.log('again', await endless.terminate());
  for (const attempt of [
    () => new Worker('relative.js'),
    () => new Worker(5),
    () => new Worker(__filename, { env: 5 }),
    () => new Worker(__filename, { execArgv: ['--no-such-option'] }),
    () => new Worker('1', { eval: true, workerData: () => 1 }),
  ]) {
    try {
      attempt();
    } catch ({ name, code, message }) {
      console.log(name, code, message.split('\n')[0]);
    }
  }
}
if (isMainThread) main();
else cases[workerData]();
