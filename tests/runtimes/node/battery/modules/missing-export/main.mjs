import { present, absent } from './other.mjs';
console.log(present, absent);
