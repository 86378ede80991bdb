// What an exception in a tick leaves in the queue waits for the next callback, and that is the first immediate.
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
process.nextTick(() => {
  setImmediate(() => {
    console.log('first immediate');
    queueMicrotask(() => console.log('its microtask'));
  });
  setImmediate(() => console.log('second immediate'));
  Promise.resolve().then(() => console.log('microtask'));
  throw new Error('of a tick');
});
process.nextTick(() => console.log('tick that was left'));
