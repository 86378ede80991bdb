// The last timer that is due keeps nothing alive; what its promise's reactions schedule does.
const { promise, resolve } = Promise.withResolvers();
setTimeout(resolve, 2).unref();
setTimeout(() => {}, 1);
promise.then(() => setTimeout(() => console.log('kept alive'), 5));
const busy = performance.now() + 10;
while (performance.now() < busy);
