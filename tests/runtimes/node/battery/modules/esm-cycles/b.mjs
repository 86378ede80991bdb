import { fromA } from './a.mjs';
import * as self from './b.mjs';
export let b = 'b0';
export const early = typeof fromA;
try {
  console.log(self.missing, fromA());
} catch (error) {
  console.log(error.name, error.message);
}
b = 'b1';
Promise.resolve().then(() => console.log('b microtask'));
console.log('b', self);
