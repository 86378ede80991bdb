const cluster = require('node:cluster');
const http = require('node:http');

if (cluster.isPrimary) {
  const listening = [];
  let online = 0;
  cluster.on('online', () => (online += 1));
  cluster.on('listening', async (worker, address) => {
    listening.push(worker.id);
    if (listening.length < 3) return;
    console.log('listening', address.port, online);
    const seen = new Map();
    for (let request = 0; request < 9; request += 1) {
      const response = await fetch('http://localhost:8123/', { headers: { connection: 'close' } });
      const { worker: id, path } = await response.json();
      seen.set(id, (seen.get(id) ?? 0) + 1);
      if (request === 0) console.log(response.status, path);
    }
    console.log([...seen.values()].sort());
    cluster.disconnect(() => console.log('all disconnected', Object.keys(cluster.workers).length));
  });
  const exits = [];
  cluster.on('exit', (worker, code, signal) => exits.push(code, signal, worker.exitedAfterDisconnect));
  process.on('exit', () => console.log(exits));
  for (let number = 0; number < 3; number += 1) cluster.fork();
} else {
  http
    .createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ worker: cluster.worker.id, path: request.url }));
    })
    .listen(8123);
}
