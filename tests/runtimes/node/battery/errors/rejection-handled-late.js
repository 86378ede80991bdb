process.on('unhandledRejection', (r, p) => {
  console.log('UR', r.message, p instanceof Promise);
});
process.on('rejectionHandled', () => console.log('RH'));
const p = Promise.reject(new Error('late'));
setTimeout(() => p.catch(() => console.log('caught')), 50);
Promise.reject(new Error('b')).catch(() => console.log('ok'));
setTimeout(() => {}, 300);
