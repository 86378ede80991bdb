// Order of evaluation, cycles, top-level await, microtasks between modules.
import { fromA } from './a.mjs';
import './slow.mjs';
import './quick.mjs';
console.log('main', fromA());
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
setTimeout(() => console.log('timeout'), 1);
await null;
console.log('after await');
