function takeOrder(log) {
  log('order received');
  queueMicrotask(() => log('receipt printed'));
  process.nextTick(() => log('coffee brewed'));
  setImmediate(() => log('cup handed over'));
}

module.exports = { takeOrder };
