import { once } from 'node:events';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const outer = new MessageChannel();
const inner = new MessageChannel();
inner.port2.postMessage('before the transfer');
inner.port1.on('close', () => console.log('the old object is closed'));
outer.port1.postMessage({ port: inner.port1, list: [1] }, [inner.port1]);

const [{ port, list }] = await once(outer.port2, 'message');
console.log(list, port.constructor.name, receiveMessageOnPort(port));
inner.port2.postMessage('after it');
console.log(receiveMessageOnPort(port), receiveMessageOnPort(port));

port.addEventListener('message', (event) => {
  console.log('event', event.data, event.type, event.target === port, event.ports.length);
  port.close();
});
port.start();
inner.port2.on('close', () => console.log('inner closed'));
inner.port2.postMessage(new Map([['key', [1n]]]));
await once(inner.port2, 'close');

for (const attempt of [
  () => outer.port1.postMessage(),
  () => outer.port1.postMessage(1, 5),
  () => outer.port1.postMessage(1, { transfer: 5 }),
  () => outer.port1.postMessage(outer.port2),
  () => outer.port1.postMessage(1, [outer.port1]),
  () => outer.port1.postMessage(1, [{}]),
  () => outer.port1.postMessage(1, [outer.port2, outer.port2]),
  () => outer.port1.postMessage(() => 1),
  () => new MessagePort(),
  () => MessageChannel(),
  () => receiveMessageOnPort({}),
]) {
  try {
    attempt();
    console.log('nothing thrown');
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
outer.port1.close();
console.log(receiveMessageOnPort(outer.port1), outer.port1.postMessage('to nobody'));
