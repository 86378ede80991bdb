function takeOrder(log) {
  log('order received');
  process.nextTick(() => log('receipt printed'));
  queueMicrotask(() => log('coffee brewed'));
  setTimeout(() => log('cup handed over'), 0);
}

module.exports = { takeOrder };
