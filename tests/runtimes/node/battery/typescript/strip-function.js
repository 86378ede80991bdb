const { stripTypeScriptTypes } = require('node:module');
process.removeAllListeners('warning');
console.log(JSON.stringify(stripTypeScriptTypes('let x: number = 1 as number;')));
try { stripTypeScriptTypes('enum A {}'); } catch (error) { console.log(error.code, error.message); }
try { stripTypeScriptTypes('x', { mode: 'transform' }); } catch (error) { console.log(error.code); }
