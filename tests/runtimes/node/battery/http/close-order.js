// From a socket's callback: what closes is told of after the immediates of its turn, the other side hears a turn later.
const net = require('net');
const server = net.createServer((s) => {
  s.on('end', () => console.log('server end')).on('close', () => {
    console.log('server socket close');
    server.close();
  });
  s.on('data', () => {});
  s.write('welcome');
});
server.on('close', () => console.log('server close'));
server.listen(0, () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  c.on('close', () => console.log('client close'));
  // The server has its side of the connection by now.
  c.once('data', () => {
    c.destroy();
    setImmediate(() => console.log('immediate'));
    process.nextTick(() => console.log('tick'));
  });
});
