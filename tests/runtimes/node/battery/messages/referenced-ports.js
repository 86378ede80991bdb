const { MessageChannel } = require('node:worker_threads');

const { port1, port2 } = new MessageChannel();
console.log(port1.hasRef(), port2.hasRef());
port1.on('message', (value) => {
  console.log('got', value);
  if (value === 2) port1.unref();
});
console.log(port1.hasRef(), port2.hasRef());
port2.postMessage(1);
setTimeout(() => port2.postMessage(2), 5);
setTimeout(() => console.log('never: the unreferenced port does not wait'), 500).unref();
process.on('exit', () => console.log('exit', port1.hasRef()));
console.log(port2);
