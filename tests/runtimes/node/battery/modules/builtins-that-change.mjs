import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import * as namespace from 'node:fs';

const original = fs.readFileSync;
fs.readFileSync = () => 'replaced';
console.log(readFileSync === original, namespace.readFileSync === original);
syncBuiltinESMExports();
console.log(readFileSync('any'), namespace.readFileSync('any'));
delete fs.readFileSync;
syncBuiltinESMExports();
console.log(readFileSync, namespace.readFileSync);
fs.readFileSync = original;
syncBuiltinESMExports();
console.log(readFileSync === original);
