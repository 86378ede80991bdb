const net = require('net');
const server = net.createServer((s) => {
  s.on('end', () => console.log('server end')).on('close', () => {
    console.log('server socket close');
    server.close();
  });
  s.on('data', () => {});
});
server.listen(0, () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  c.on('close', () => console.log('client close'));
  setTimeout(() => {
    c.destroy();
    setImmediate(() => console.log('immediate'));
    process.nextTick(() => console.log('tick'));
  }, 20);
});
