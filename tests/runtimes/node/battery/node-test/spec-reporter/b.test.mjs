import test from 'node:test';
test('b', async () => {
  await Promise.reject(new Error('rejected'));
});
setTimeout(() => {}, 1);
