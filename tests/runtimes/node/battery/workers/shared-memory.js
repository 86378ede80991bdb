const { once } = require('node:events');
const { Worker, isMainThread, workerData } = require('node:worker_threads');

async function main() {
  const shared = new SharedArrayBuffer(12);
  const [counter, gate] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 2)];
  const workers = [1, 2, 3].map((number) => new Worker(__filename, { workerData: { shared, number } }));
  const exits = workers.map((worker) => once(worker, 'exit'));
  // The main thread waits without giving way: the workers start all the same.
  while (Atomics.load(gate, 1) < 3) Atomics.wait(gate, 1, Atomics.load(gate, 1), 5000);
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
  await Promise.all(exits);
  console.log(counter[0]);
}
if (isMainThread) {
  main();
} else {
  const { shared } = workerData;
  const [counter, gate] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 2)];
  Atomics.add(gate, 1, 1);
  Atomics.notify(gate, 1);
  Atomics.wait(gate, 0, 0);
  for (let step = 0; step < 10000; step += 1) Atomics.add(counter, 0, 1);
}
