// require: caching, cycles, JSON, directories, packages with exports and imports, errors.
const first = require('./lib');
console.log(first, require('./lib/index.js') === first, require.resolve('./lib'));
console.log(require('./a').done, require('./data.json'));
console.log(require('pkg'), require('pkg/feature'), require('#inner'));
for (const name of ['./nope', 'nope', 'pkg/hidden', './broken.json', './throws']) {
  try {
    require(name);
  } catch (error) {
    console.log(error.name, error.code, error.message.split('\n')[0]);
  }
}
console.log(module.id, module.filename, module.loaded, module.children.length, require.main === module);
console.log(__filename, __dirname, typeof exports, this === exports);
const esm = require('./esm.mjs');
console.log(esm, esm.default, esm.x);
import('./esm.mjs').then((ns) => console.log('import()', ns === esm, ns.x));
console.log(Object.keys(require.cache).length, require('node:module').builtinModules.includes('fs'));
