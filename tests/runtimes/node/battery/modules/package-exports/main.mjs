import { createRequire } from 'node:module';
import * as main from 'pkg';
import feature from 'pkg/feature';
import { deep } from 'pkg/lib/deep.js';
const require = createRequire(import.meta.url);
console.log(main.kind, require('pkg').kind, feature, deep, import.meta.resolve('pkg').split('/').pop());
const attempts = ['pkg/internal/secret.js', 'pkg/missing', 'pkg/lib/none.js', 'nope', './nope.js', 'pkg/feature/', '#own/x', '#nothing'];
for (const specifier of attempts) {
  try { await import(specifier); console.log('loaded', specifier); } catch (error) { console.log(specifier, error.code, '|', error.message.split('\n')[0]); }
}
for (const specifier of ['pkg/internal/secret.js', 'nope', './nope', 'pkg/missing']) {
  try { require(specifier); } catch (error) { console.log('require', error.code, '|', error.message.split('\n')[0]); }
}
console.log(require.resolve.paths('x')[0].endsWith('node_modules'), require.resolve('pkg').split('/').pop());
console.log((await import('#own/x')).default, (await import('self-named')).default);
