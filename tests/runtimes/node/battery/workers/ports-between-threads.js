const { once } = require('node:events');
const { BroadcastChannel, MessageChannel, Worker, isMainThread, parentPort } = require('node:worker_threads');

async function main() {
  const workers = [new Worker(__filename), new Worker(__filename)];
  const { port1, port2 } = new MessageChannel();
  port1.postMessage('queued before both ends left');
  workers[0].postMessage({ port: port1, name: 'first' }, [port1]);
  workers[1].postMessage({ port: port2, name: 'second' }, [port2]);
  const [[one], [two]] = await Promise.all(workers.map((worker) => once(worker, 'message')));
  console.log(one);
  console.log(two);
  const channel = new BroadcastChannel('all');
  const replies = [];
  const all = new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      replies.push(data);
      if (replies.length === 2) resolve();
    };
  });
  channel.postMessage('who is there?');
  await all;
  console.log(replies.sort());
  channel.close();
  const buffer = new ArrayBuffer(16);
  workers[0].postMessage({ buffer }, [buffer]);
  console.log(buffer.byteLength, (await once(workers[0], 'message'))[0]);
  for (const worker of workers) worker.postMessage('stop');
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  console.log('all gone');
}
if (isMainThread) {
  main();
} else {
  let name;
  const channel = new BroadcastChannel('all');
  channel.onmessage = ({ data }) => {
    // Not to the other thread's answer: the order of two senders is not guaranteed.
    if (data === 'who is there?') channel.postMessage(`${name} heard "${data}"`);
  };
  parentPort.on('message', (message) => {
    if (message === 'stop') {
      channel.close();
      parentPort.close();
    } else if (message.port) {
      name = message.name;
      const heard = [];
      message.port.on('message', (text) => {
        heard.push(text);
        if (heard.length < (name === 'first' ? 1 : 2)) return;
        parentPort.postMessage({ name, heard });
        message.port.unref();
      });
      message.port.postMessage(`hello from ${name}`);
    } else {
      parentPort.postMessage(message.buffer.byteLength);
    }
  });
}
