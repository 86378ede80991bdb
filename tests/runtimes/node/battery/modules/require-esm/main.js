const esm = require('./esm.mjs');
console.log(esm, esm.default, esm.__esModule, require('util').types.isModuleNamespaceObject(esm));
console.log(require('./as-module.mjs'));
try { require('./waits.mjs'); } catch (error) { console.log(error.code, error.message.split('\n')[0]); }
import('./waits.mjs').then((module) => console.log(module.value));
console.log(require('./bumped.js').count());
