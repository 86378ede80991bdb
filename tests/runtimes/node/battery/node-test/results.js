const test = require('node:test');
const assert = require('node:assert');
test('passes', () => {});
test('fails', () => {
  assert.strictEqual(1, 2);
});
test('deep', () => {
  assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] });
});
test('async', async () => {
  await null;
  throw new TypeError('late');
});
test('callback', (t, done) => {
  setTimeout(done, 2);
});
test('callback error', (t, done) => {
  setTimeout(() => done(new Error('cb')), 2);
});
test('skip', { skip: true }, () => {});
test('todo', { todo: 'later' }, () => {
  throw new Error('x');
});
test('dynamic', (t) => {
  t.skip('because');
});
test('diag', (t) => {
  t.diagnostic('a note');
});
test('sub', async (t) => {
  await t.test('one', () => {});
  await t.test('two', async () => {
    assert.ok(false);
  });
});
test('throws string', () => {
  throw 'text';
});
test('timeout', { timeout: 20 }, (t, done) => {
  setTimeout(done, 1000).unref();
});
