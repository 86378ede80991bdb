// Every form of import and export, from ES modules, CommonJS, JSON and built-ins.
import def, { a, renamed as r, 'any name' as any } from './forms.mjs';
import * as forms from './forms.mjs';
import cjs, { named, later } from './common.cjs';
import * as cjsSpace from './common.cjs';
import data from './data.json' with { type: 'json' };
import fs, { existsSync } from 'node:fs';
import path from 'path';
import { count, increment } from './counter.mjs';

console.log(def, a, r, any, Object.keys(forms));
console.log(cjs, named, later, Object.keys(cjsSpace));
console.log(data, fs.existsSync === existsSync, path.basename('/x/y.js'));
console.log(count);
increment();
console.log(count, forms);
console.log(typeof import.meta.url, import.meta.filename, import.meta.dirname, import.meta.main);
console.log(import.meta.resolve('./forms.mjs'), import.meta.resolve('node:fs'));
console.log(typeof require, typeof module, this);
try {
  count = 5;
} catch (error) {
  console.log(error.name, error.message);
}
try {
  forms.a = 5;
} catch (error) {
  // V8's words differ between a namespace and a frozen object.
  console.log(error.name);
}
const late = await import('./late.mjs');
console.log(late.default.name, late.value, late);
console.log((await import('./common.cjs')).default === cjs);
await import('./missing.mjs').catch((error) => console.log(error.code, error.message));
await import('nope').catch((error) => console.log(error.code, error.message));
await import('./data.json').catch((error) => console.log(error.code, error.message));
