console.log('main starts');
const a = require('./a');
const b = require('./b');
console.log(a.done, b.done, require.cache[require.resolve('./a')].exports === a, module.children.length);
delete require.cache[require.resolve('./a')];
console.log(require('./a') === a, Object.keys(require.cache).map((path) => path.split('/').pop()));
const data = require('./data.json');
data.changed = true;
console.log(require('./data'), require.main === module, module.paths[0].endsWith('node_modules'), module.id, require('./b').parentLoaded);
