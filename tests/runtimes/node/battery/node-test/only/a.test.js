const { test, describe } = require('node:test');
test.only('one', async (t) => {
  await t.test('sub');
});
test('two', () => {
  throw 1;
});
test('three match', { only: true }, () => {});
describe.only('d', () => {
  test('in d', () => {});
  test.only('in d only', () => {});
});
