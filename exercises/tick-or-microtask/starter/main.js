const { takeOrder } = require('./counter.js');

const log = console.log;

process.nextTick(log, 'caller: first tick');
Promise.resolve('caller: first promise').then(log);
setImmediate(log, 'caller: first immediate');

takeOrder(log);
log('caller: takeOrder has returned');

process.nextTick(log, 'caller: second tick');
Promise.resolve('caller: second promise').then(log);
setImmediate(log, 'caller: second immediate');
