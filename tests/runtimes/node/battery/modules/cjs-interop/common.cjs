exports.named = 'named';
module.exports.assigned = 'assigned';
Object.defineProperty(exports, 'getter', { enumerable: true, get() { return 'got'; } });
exports.reexported = require('./function.cjs').name;
