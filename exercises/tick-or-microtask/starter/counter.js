/**
 * Takes an order. `log` writes one message; the messages
 * come at four different moments.
 */
function takeOrder(log) {
  log('order received');
  log('receipt printed');
  log('coffee brewed');
  log('cup handed over');
}

module.exports = { takeOrder };
