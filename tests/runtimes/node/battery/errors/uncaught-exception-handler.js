process.on('uncaughtException', (e, o) => {
  console.log('UE', e.message, o);
});
setTimeout(() => {
  throw new Error('t1');
}, 1);
setTimeout(() => console.log('t2'), 1);
setImmediate(() => {
  throw new Error('i1');
});
setImmediate(() => console.log('i2'));
process.nextTick(() => {
  throw new Error('n1');
});
process.nextTick(() => console.log('n2'));
Promise.resolve().then(() => console.log('p'));
setTimeout(() => console.log('end'), 1000);
// The timers are due before the loop begins.
const e = Date.now() + 10;
while (Date.now() < e);
