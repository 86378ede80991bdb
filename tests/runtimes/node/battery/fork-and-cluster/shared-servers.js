const cluster = require('node:cluster');
const { fork } = require('node:child_process');
const { on, once } = require('node:events');
const net = require('node:net');

async function main() {
  // A server that listens is handed to a child, which then answers in place of the parent.
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const child = fork(__filename, ['child']);
  child.send('server', server);
  console.log((await once(child, 'message'))[0]);
  server.close();
  await once(server, 'close');
  console.log(await ask(port));
  child.disconnect();
  console.log('child', await once(child, 'exit'));

  // Workers that share a server without the primary between them.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const workers = [cluster.fork(), cluster.fork()];
  const [places] = await Promise.all([Promise.all(workers.map((worker) => once(worker, 'listening')))]);
  const ports = new Set(places.map(([address]) => address.port));
  console.log(ports.size, (await ask([...ports][0])).replace(/\d+$/, 'N'));
  cluster.disconnect();
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  console.log('all workers have ended');
}

function ask(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1').setEncoding('utf8').on('error', reject);
    let text = '';
    socket.on('data', (data) => (text += data)).on('end', () => resolve(text));
  });
}

async function child() {
  const [, server] = await once(process, 'message');
  server.on('connection', (socket) => socket.end('the child answers'));
  process.send('listening');
  await once(process, 'disconnect');
  server.close();
}

if (process.argv[2] === 'child') child();
else if (cluster.isWorker) net.createServer((socket) => socket.end(`worker ${cluster.worker.id}`)).listen(0, '127.0.0.1');
else main();
