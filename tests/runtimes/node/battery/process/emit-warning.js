process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message, warning.detail));
process.emitWarning('plain');
process.emitWarning('typed', 'CustomWarning', 'C001');
process.emitWarning('with options', { type: 'Odd', code: 'O1', detail: 'some detail' });
process.emitWarning(new Error('an error'));
process.emitWarning('old', 'DeprecationWarning', 'DEP9999');
const once = require('node:util').deprecate(() => 1, 'do not use this', 'DEP0000');
once(); once();
