import data from './data.json' with { type: 'json' };
import * as ns from './data.json' with { type: 'json' };
console.log(data, ns);
console.log((await import('./data.json', { with: { type: 'json' } })).default === data);
for (const [specifier, options] of [['./data.json'], ['./data.json', { with: { type: 'css' } }], ['./bad.json', { with: { type: 'json' } }], ['./main.mjs', { with: { type: 'json' } }], ['data:text/javascript,export default 7']]) {
  try { console.log((await import(specifier, options)).default); } catch (error) { console.log(error.name, error.code, error.message.split('\n')[0]); }
}
