const { parseArgs } = require('node:util');
console.log(process.argv.slice(2));
console.log(parseArgs({ args: process.argv.slice(2), options: { verbose: { type: 'boolean', short: 'v' }, port: { type: 'string', default: '80' }, tag: { type: 'string', multiple: true } }, allowPositionals: true }));
try { parseArgs({ args: ['--nope'], options: {} }); } catch (error) { console.log(error.code, error.message); }
