const test = require('node:test');
test('leaks a rejection', () => {
  Promise.reject(new Error('leaked'));
});
test('leaks an exception', () => {
  setImmediate(() => {
    throw new Error('late throw');
  });
});
test('parent ends early', (t) => {
  t.test('child', async () => {
    await new Promise((r) => setTimeout(r, 20));
  });
});
