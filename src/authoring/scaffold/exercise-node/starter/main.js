import { reverseWords } from './words.js';

console.log(reverseWords('one two'));
console.log(reverseWords('one'));
