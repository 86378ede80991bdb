// No "type" in package.json: the syntax decides.
import { readFileSync } from 'node:fs';
import { helper } from './helper.js';
console.log(typeof readFileSync, helper(2));
export {};
