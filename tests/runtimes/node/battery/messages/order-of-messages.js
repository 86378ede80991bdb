const { MessageChannel } = require('node:worker_threads');

const one = new MessageChannel();
const two = new MessageChannel();
const log = [];

setImmediate(() => {
  log.push('immediate');
  setImmediate(() => {
    console.log(log.join(' '));
    one.port1.close();
    two.port1.close();
  });
});
two.port2.on('message', (value) => log.push(`two:${value}`));
one.port2.on('message', (value) => {
  log.push(`one:${value}`);
  process.nextTick(() => log.push(`tick:${value}`));
  Promise.resolve().then(() => log.push(`microtask:${value}`));
  if (value < 3) one.port1.postMessage(value + 10);
});
two.port1.postMessage('a');
one.port1.postMessage(1);
one.port1.postMessage(2);
two.port1.postMessage('b');
process.nextTick(() => log.push('tick'));
one.port2.on('close', () => console.log('one closed'));
two.port2.on('close', () => console.log('two closed'));
