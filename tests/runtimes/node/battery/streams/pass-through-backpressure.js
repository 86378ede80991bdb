const { PassThrough, finished } = require('stream');
const p = new PassThrough({ highWaterMark: 3 });
console.log(p.write('ab'), p.write('cd'));
p.on('drain', () => console.log('drain'));
p.on('readable', () => {
  let c;
  while ((c = p.read()) !== null) console.log('chunk', String(c));
});
finished(p, (e) => console.log('fin', e));
setImmediate(() => p.end('z'));
p.on('error', (e) => console.log(e.code));
setTimeout(() => p.write('late'), 1000);
