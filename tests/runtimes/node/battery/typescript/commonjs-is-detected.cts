const fs: typeof import('node:fs') = require('node:fs');
const names: Array<string> = fs.readdirSync(__dirname);
console.log(names.includes('commonjs-is-detected.cts'), typeof module, require('./commonjs-is-detected.cts') === module.exports);
