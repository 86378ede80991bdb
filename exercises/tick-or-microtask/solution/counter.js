/**
 * Takes an order. `log` writes one message; the messages
 * come at four different moments.
 */
function takeOrder(log) {
  log('order received');
  process.nextTick(() => log('receipt printed'));
  queueMicrotask(() => log('coffee brewed'));
  setImmediate(() => log('cup handed over'));
}

module.exports = { takeOrder };
