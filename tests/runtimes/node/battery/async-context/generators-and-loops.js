const { AsyncLocalStorage } = require('async_hooks');
const als = new AsyncLocalStorage();
async function* gen() {
  yield als.getStore();
  await 1;
  yield als.getStore();
}
als.run('g', async () => {
  for await (const v of gen()) console.log('gen', v);
});
als.run('h', async () => {
  als.enterWith(3);
  await null;
  als.run('i', async () => {
    for await (const v of gen()) console.log('gen', v, als.getStore());
  });
});
