const { fork } = require('node:child_process');
const { on, once } = require('node:events');
const http = require('node:http');
const net = require('node:net');
const { Worker } = require('node:worker_threads');

const thread = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:http').createServer((request, response) => response.end('thread says ' + request.url));
  server.listen(0, () => parentPort.postMessage(server.address().port));
`;

async function child() {
  const server = http.createServer(async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += chunk.length;
    response.end(`child got ${request.method} of ${size} bytes`);
  });
  server.listen(0, () => process.send({ port: server.address().port }));
  const [{ parentPort, takenPort, threadPort }] = await once(process, 'message');
  const answer = await fetch(`http://localhost:${parentPort}/from-child`);
  process.send({ asked: await answer.text() });
  const other = await fetch(`http://127.0.0.1:${threadPort}/child`);
  process.send({ asked: await other.text() });
  const late = net.createServer().listen(takenPort);
  const [error] = await once(late, 'error');
  process.send({ error: `${error.code} ${error.syscall}` });
}

async function main() {
  const server = http.createServer((request, response) => response.end(`parent says ${request.url}`)).listen(0);
  await once(server, 'listening');
  const worker = new Worker(thread, { eval: true });
  const [threadPort] = await once(worker, 'message');
  console.log(await (await fetch(`http://localhost:${threadPort}/main`)).text());

  const process = fork(__filename, ['child']);
  const [{ port }] = await once(process, 'message');
  const answer = await fetch(`http://localhost:${port}/`, { method: 'POST', body: 'x'.repeat(3_000_000) });
  console.log(answer.status, await answer.text());

  process.send({ parentPort: server.address().port, takenPort: server.address().port, threadPort });
  for await (const [message] of on(process, 'message')) {
    console.log(message);
    if (message.error) break;
  }

  const socket = net.connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [data] = await once(socket, 'data');
  console.log(socket.remotePort === port, socket.remoteFamily, String(data).split('\r\n')[0]);
  const closed = once(socket, 'close');
  process.kill('SIGKILL');
  console.log('killed', await once(process, 'exit'), await closed);
  const refused = net.connect(port, '127.0.0.1');
  const [error] = await once(refused, 'error');
  console.log(error.code, error.syscall, error.address, error.port === port);
  const again = net.createServer().listen(port);
  await once(again, 'listening');
  console.log('the port is free again');
  again.close();
  server.close();
  await worker.terminate();
}

if (process.argv[2] === 'child') child();
else main();
