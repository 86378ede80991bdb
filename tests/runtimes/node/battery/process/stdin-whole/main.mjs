import { text } from 'node:stream/consumers';
import { readFileSync } from 'node:fs';
const all = await text(process.stdin);
console.log(all.length, all.toUpperCase());
console.log(JSON.stringify(readFileSync(0, 'utf8')));
