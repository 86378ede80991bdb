const fs = require('fs');
const Module = require('module');
fs.mkdirSync('node_modules/p/lib', { recursive: true });
fs.writeFileSync(
  'node_modules/p/package.json',
  JSON.stringify({
    name: 'p',
    exports: { '.': { import: './m.mjs', require: './c.cjs' }, './sub/*': './lib/*.js', './no': null },
    imports: { '#in': './lib/x.js' },
  }),
);
fs.writeFileSync('node_modules/p/c.cjs', 'exports.kind = "cjs"; exports.inner = require("#in")');
fs.writeFileSync('node_modules/p/m.mjs', 'export const kind = "esm"; export default 1');
fs.writeFileSync('node_modules/p/lib/x.js', 'module.exports = __filename.split("/").slice(-3).join("/")');
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.code, e.message.split('\n')[0]);
  }
};
t(() => require('p'));
t(() => require('p/sub/x'));
t(() => require('p/no'));
t(() => require('p/lib/x.js'));
t(() => require.resolve('p').endsWith('c.cjs'));
t(() => require.resolve.paths('q').length > 1);
t(() => require('./nope'));
t(() => require('node:nope'));
t(() => require(''));
t(() => require(5));
t(() => Module.builtinModules.includes('fs'));
t(() => Module.isBuiltin('node:test'));
t(() => require.main === module);
t(() => module.paths.length > 0 && module.children.length);
fs.writeFileSync('bad.json', '{"a":');
t(() => require('./bad.json'));
fs.writeFileSync('syn.js', 'let a = ;');
t(() => require('./syn.js'));
fs.writeFileSync('self.js', 'exports.a = 1; exports.b = require("./self.js").a; module.exports.c = this === exports');
t(() => require('./self.js'));
delete require.cache[require.resolve('./self.js')];
t(() => require('./self.js') === require('./self'));
import('p').then((m) => console.log(m));
import('./nope.mjs').catch((e) => console.log(e.code, e.message));
import('p/missing').catch((e) => console.log(e.code));
import('./bad.json', { with: { type: 'json' } }).catch((e) => console.log(e.name, e.message));
import('./package.json').catch((e) => console.log(e.code));
fs.writeFileSync('w.mjs', 'import { zip } from "fs"');
import('./w.mjs').catch((e) => console.log(e.name, e.message));
require('module').registerHooks({
  resolve(s, c, n) {
    return s === 'virt' ? { url: 'virt:x', shortCircuit: true } : n(s, c);
  },
  load(u, c, n) {
    return u === 'virt:x' ? { format: 'module', source: 'export default "virtual"', shortCircuit: true } : n(u, c);
  },
});
import('virt').then((m) => console.log(m.default));
t(() => process.getBuiltinModule('os') === require('os'));
