import whole, { named, assigned, reexported } from './common.cjs';
import * as ns from './common.cjs';
import esModule, { value } from './transpiled.cjs';
console.log(whole, named, assigned, reexported, Object.keys(ns), esModule, value);
console.log((await import('./function.cjs')).default(2), ns['module.exports'] === whole);
