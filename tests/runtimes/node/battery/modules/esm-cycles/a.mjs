import { b, early } from './b.mjs';
console.log('a', b);
export function fromA() {
  return `a+${b}+${early}`;
}
