async function takeOrder(log) {
  log('order received');
  process.nextTick(() => log('receipt printed'));
  setImmediate(() => log('cup handed over'));
  await null;
  await null;
  log('coffee brewed');
}

module.exports = { takeOrder };
