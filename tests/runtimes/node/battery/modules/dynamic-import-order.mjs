console.log('start');
const pending = import('node:os').then(() => console.log('imported'));
Promise.resolve().then(() => console.log('microtask'));
process.nextTick(() => console.log('tick'));
await pending;
console.log('after await');
const [a, b] = await Promise.all([import('node:path'), import('node:path')]);
console.log(a === b);
