// How TCP cuts what is sent into pieces is up to the system: both sides wait for whole messages.
const net = require('node:net');
const server = net.createServer((socket) => {
  console.log('connection', socket.remoteFamily, socket.localPort === server.address().port);
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    console.log('server got', text);
    socket.write(text.toUpperCase());
  });
  socket.on('end', () => {
    console.log('server end');
    socket.end('bye');
  });
  socket.on('close', (hadError) => console.log('server close', hadError));
});
server.listen(0, '127.0.0.1', () => {
  const { port, address, family } = server.address();
  console.log('listening', address, family);
  const client = net.connect(port, '127.0.0.1', () => {
    console.log('connect', client.remoteAddress, client.remotePort === port);
    client.write('hello');
  });
  client.setEncoding('utf8');
  let received = '';
  client.on('data', (text) => {
    received += text;
    if (received === 'HELLO') client.end();
  });
  client.on('end', () => console.log('client end', received));
  client.on('close', () => {
    console.log('client close', client.bytesRead, client.bytesWritten);
    const second = net.createServer().listen(port, '127.0.0.1');
    second.on('error', (error) => {
      console.log(error.code, error.syscall, error.message.replace(String(port), 'PORT'));
      server.close(() => console.log('closed'));
    });
  });
});
