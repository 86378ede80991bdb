const { BroadcastChannel } = require('node:worker_threads');

const channels = ['a', 'b', 'c'].map((label) => {
  const channel = new BroadcastChannel('news');
  channel.onmessage = ({ data }) => {
    console.log(label, data);
    if (data === 'last') channel.close();
  };
  return channel;
});
const other = new BroadcastChannel('elsewhere');
other.onmessage = () => console.log('never');
other.unref();
channels[0].postMessage('first');
channels[1].postMessage({ list: [1, 2] });
try {
  channels[2].postMessage(() => 1);
} catch (error) {
  console.log(error.name, error.message);
}
setImmediate(() => {
  channels[0].postMessage('last');
  channels[0].close();
  try {
    channels[0].postMessage('closed');
  } catch (error) {
    console.log(error.name, error.message);
  }
});
console.log(channels[0].name, channels[0]);
