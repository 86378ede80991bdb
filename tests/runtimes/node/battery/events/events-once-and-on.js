const { once, on, EventEmitter } = require('events');
const e = new EventEmitter();
(async () => {
  const [v] = await once(e, 'a');
  console.log('once', v);
  try {
    await once(e, 'b');
  } catch (x) {
    console.log('err', x.message);
  }
  for await (const [x] of on(e, 'c')) {
    console.log('on', x);
    if (x === 3) break;
  }
  console.log('end', e.listenerCount('c'));
})();
process.nextTick(() => e.emit('a', 1));
setImmediate(() => e.emit('error', new Error('E')));
setTimeout(() => {
  e.emit('c', 1);
  e.emit('c', 2);
  e.emit('c', 3);
}, 500);
