const assert = require('node:assert/strict');
const total = 3;
assert(total === 4);
